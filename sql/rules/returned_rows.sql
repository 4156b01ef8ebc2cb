-- The return each row that services send belongs to: whose it is, and of which period.
create view returned_rows as
with sent as (
    select 'indicator_results' as dataset, indicator_code as code, period, load_id, source_row,
        -- A service's own part of a measure is that service's row, whoever owns the whole.
        if(dimension = 'service', category, '') as part_of,
        figure_key(indicator_code, period, dimension, category) as row_key,
    from indicator_results
    union all
    select 'budget_positions' as dataset, cost_centre as code, period, load_id, source_row, '' as part_of,
        position_key(cost_centre, period) as row_key,
    from budget_positions
    union all
    select 'action_updates' as dataset, action_code as code, periods.period, load_id, source_row, '' as part_of,
        concat_ws('|', action_code, step_no, as_of) as row_key,
    from action_updates
    inner join periods on periods.frequency = 'quarterly' and as_of between periods.period_start and periods.period_end
    union all
    select 'risk_assessments' as dataset, risk_code as code, periods.period, load_id, source_row, '' as part_of,
        concat_ws('|', risk_code, assessed_on) as row_key,
    from risk_assessments
    inner join periods on periods.frequency = 'quarterly' and assessed_on between periods.period_start and periods.period_end
),

owners as (
    select 'indicator_results' as dataset, indicator_code as code, arg_max(service_code, valid_from) as service_code
    from current_indicators group by all
    union all
    select 'budget_positions' as dataset, cost_centre as code, arg_max(service_code, financial_year) as service_code
    from current_budgets group by all
    union all
    select 'action_updates' as dataset, action_code as code, arg_max(service_code, valid_from) as service_code
    from current_actions group by all
    union all
    select 'risk_assessments' as dataset, risk_code as code, arg_max(service_code, valid_from) as service_code
    from current_risks group by all
)

select sent.* exclude (part_of), coalesce(nullif(part_of, ''), owners.service_code, '') as service_code
from sent left join owners using (dataset, code);

comment on view returned_rows is 'One row per row that services ever sent, whether it counts or not, with the return it belongs to.';
comment on column returned_rows.dataset is 'indicator_results, action_updates, risk_assessments or budget_positions.';
comment on column returned_rows.code is 'The code of the measure, action, risk or cost centre.';
comment on column returned_rows.period is 'The period it is for; of actions and risks the quarter its day lies in.';
comment on column returned_rows.load_id is 'The load it came in.';
comment on column returned_rows.source_row is 'Its row in the file; the headings are row 1.';
comment on column returned_rows.row_key is 'Its natural key, the parts joined by |, without empty ones at its end.';
comment on column returned_rows.service_code is 'The service whose row it is; empty where it is nobody''s.';
