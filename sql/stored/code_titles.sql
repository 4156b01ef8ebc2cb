-- Everything that has a code, in the one namespace that links and searches use, whatever day it is. A service is named
-- while it stands; anything else for good.
create view code_titles as
with named as (
    select indicator_code as code, 'measure' as kind, arg_max(title, valid_from) as title from current_indicators group by all
    union all
    select action_code as code, 'action' as kind, arg_max(title, valid_from) as title from current_actions group by all
    union all
    select risk_code as code, 'risk' as kind,
        arg_max(if(event <> '', event, if(cause <> '', cause, consequence)), valid_from) as title
    from current_risks
    where not coalesce(is_exempt, false)
    group by all
    union all
    select item_code as code, arg_max(kind, valid_from) as kind, arg_max(title, valid_from) as title
    from current_plan_items
    group by item_code
)

select code, kind, title, date '0001-01-01' as valid_from, date '9999-12-31' as valid_until from named
union all
select service_code as code, 'service' as kind, title, valid_from, valid_until from service_versions;

comment on view code_titles is 'One row per measure, action, risk and plan item, and per row of a service: what a code stands for, and when.';
comment on column code_titles.code is 'The code.';
comment on column code_titles.kind is 'measure, action, risk, service, or the plan item''s kind.';
comment on column code_titles.title is 'Its name.';
comment on column code_titles.valid_from is 'The first day on which it is so named.';
comment on column code_titles.valid_until is 'The last.';
