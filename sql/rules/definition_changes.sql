-- What was changed in a definition, a target or an owner, field by field, so that a reader sees at once what a new version
-- says otherwise. History tells every value sent; this tells every change of what values are judged by.
create view definition_changes as
with sent as (
    select
        'indicators' as dataset, indicator_code as code, '' as part, valid_from::varchar as valid_from, load_id, source_row, note as said,
        [
            {'field': 'name', 'value': title}, {'field': 'definition', 'value': definition}, {'field': 'owner', 'value': officer},
            {'field': 'team', 'value': team}, {'field': 'service', 'value': service_code}, {'field': 'portfolio', 'value': portfolio},
            {'field': 'class', 'value': class}, {'field': 'unit', 'value': unit},
            {'field': 'decimals shown', 'value': decimal_places::varchar}, {'field': 'which way is better', 'value': good_is},
            {'field': 'how often', 'value': frequency}, {'field': 'what a figure covers', 'value': value_basis},
            {'field': 'how figures add up', 'value': aggregation},
            {'field': 'tolerance', 'value': trim(concat_ws(' ', tolerance::decimal(18, 2)::varchar, tolerance_kind))},
            {'field': 'change that counts as none', 'value': trim(concat_ws(' ', deadband::decimal(18, 2)::varchar, deadband_kind))},
            {'field': 'way of forecasting', 'value': replace(forecast_method, '_', ' ')},
            {'field': 'last day', 'value': valid_to::varchar}
        ] as fields,
    from indicators
    union all
    select
        'targets' as dataset, indicator_code as code, concat_ws(' ', if(period = '', financial_year, period), nullif(category, '')) as part,
        '' as valid_from, load_id, source_row, change_reason as said,
        [
            {'field': 'target', 'value': coalesce(nullif(target_text, ''), target_value::varchar, target_date::varchar, target_kind)},
            {'field': 'level judged by', 'value': target_value::varchar},
            {'field': 'intervention level', 'value': intervention_value::varchar},
            {'field': 'stretch level', 'value': stretch_value::varchar}, {'field': 'set by', 'value': set_by},
            {'field': 'agreed by', 'value': agreed_by}
        ] as fields,
    from targets
    union all
    select
        'actions' as dataset, action_code as code, '' as part, valid_from::varchar as valid_from, load_id, source_row, note as said,
        [
            {'field': 'name', 'value': title}, {'field': 'officer', 'value': officer}, {'field': 'service', 'value': service_code},
            {'field': 'portfolio', 'value': portfolio}, {'field': 'start', 'value': start_date::varchar},
            {'field': 'date planned', 'value': due_date::varchar}, {'field': 'how it will be known', 'value': success_criterion},
            {'field': 'last day', 'value': valid_to::varchar}
        ] as fields,
    from actions
    union all
    select
        'risks' as dataset, risk_code as code, '' as part, valid_from::varchar as valid_from, load_id, source_row, note as said,
        [
            {'field': 'what would happen', 'value': event}, {'field': 'cause', 'value': cause},
            {'field': 'what would follow', 'value': consequence}, {'field': 'owner', 'value': owner_role},
            {'field': 'controls', 'value': controls}, {'field': 'service', 'value': service_code},
            {'field': 'portfolio', 'value': portfolio},
            {'field': 'score aimed at', 'value': (target_likelihood * target_impact)::varchar},
            {'field': 'looked at', 'value': review_every}, {'field': 'last day', 'value': valid_to::varchar}
        ] as fields,
    from risks
),

states as (
    select *
    from load_events
    where changed_at <= as_at()
    qualify row_number() over (partition by load_id order by event_no desc) = 1
),

told as (
    select * exclude (fields), unnest(fields).field as field, coalesce(unnest(fields).value, '') as value, generate_subscripts(fields, 1) as place
    from sent
),

ordered as (
    select
        told.*, states.state, states.changed_at, states.by_whom as changed_by, states.reason as change_reason, states.event_no,
        lag(value) over (
            partition by dataset, code, part, field order by valid_from, states.event_no, source_row
        ) as value_before,
    from told
    inner join states using (load_id)
)

select
    ordered.* exclude (place), loads.file_name, loads.by_whom, loads.loaded_at,
from ordered
inner join loads using (load_id)
where (value_before is null and place = 1) or value <> value_before;

comment on view definition_changes is 'One row per field of a definition, target or owner that a load said otherwise than the version before.';
comment on column definition_changes.code is 'The code of the measure, action, risk or cost centre.';
comment on column definition_changes.changed_by is 'Who brought it there.';
comment on column definition_changes.part is 'The year or period of a target; empty for anything else.';
comment on column definition_changes.valid_from is 'The first day of the version; empty for a target.';
comment on column definition_changes.field is 'What was changed, in words.';
comment on column definition_changes.value is 'What it says from then on, as text; empty where it says nothing.';
comment on column definition_changes.value_before is 'What it said before; null for the first version, of which the first field alone stands here.';
comment on column definition_changes.said is 'Why, as the row says.';
