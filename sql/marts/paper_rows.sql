-- What working papers can be put behind before it is sent: a paper is often ready before the figure is.
create view paper_rows as
select
    'indicator_results' as dataset,
    figure_key(wanted.indicator_code, wanted.period, wanted.dimension, wanted.category) as row_key,
    wanted.service_code, wanted.period,
    -- The figures of months are asked for beside their quarter's.
    if(periods.frequency = 'monthly', periods.in_quarter, wanted.period) as in_return,
    concat(wanted.indicator_code, ' ', standings.title, if(wanted.category = '', '', ': the part of ' || wanted.category)) as name,
from figures_wanted as wanted
inner join periods using (period)
inner join indicator_standings as standings using (indicator_code, period)

union all

select
    'budget_positions' as dataset, position_key(cost_centre, periods.period) as row_key,
    service_code, periods.period, periods.period as in_return, concat(cost_centre, ' ', title) as name,
from current_budgets
inner join periods using (financial_year)
where periods.frequency = 'quarterly';

comment on view paper_rows is 'One row per figure, or position of a cost centre, that is owed or in and that a paper can be put behind.';
comment on column paper_rows.row_key is 'Its key, as papers name it.';
comment on column paper_rows.in_return is 'The period of the return it is listed with: its quarter, for a month.';
comment on column paper_rows.name is 'Its code and title, and whose part of a figure it is.';
