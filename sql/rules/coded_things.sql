-- Everything that has a code, in the one namespace that links and searches use.
create view coded_things as
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
union all
select service_code as code, 'service' as kind, title from service_names;

comment on view coded_things is 'One row per measure, action, risk, plan item and service: what a code stands for.';
comment on column coded_things.code is 'The code.';
comment on column coded_things.kind is 'measure, action, risk, service, or the plan item''s kind.';
comment on column coded_things.title is 'Its name.';
