-- One cell of the matrix: what a service owes of one dataset for the periods that end in a quarter, its months with it.
-- A cell is as its worst part is.
create view quarter_returns as
select
    owed.service_code, owed.dataset, quarters.period as quarter, quarters.period_end,
    case
        when bool_and(state = 'in') then 'in'
        when bool_or(state = 'late') then 'late'
        when bool_and(state = 'not finished') then 'not finished'
        else 'due'
    end as state,
    sum(owed.rows_owed)::integer as rows_owed,
    sum(owed.rows_in)::integer as rows_in,
    sum(owed.rows_waiting)::integer as rows_waiting,
    sum(owed.rows_after_publication)::integer as rows_after_publication,
    stage_of(
        sum(owed.rows_waiting), sum(owed.rows_in), sum(owed.rows_owed), bool_or(stage = 'revised'), bool_and(stage = 'published')
    ) as stage,
    max(days_late) as days_late,
    coalesce(min(due_date) filter (where state <> 'in'), min(due_date)) as due_date,
    if(bool_and(state = 'in'), max(last_came), null) as came_on,
    bool_and(state = 'in' and coalesce(rows_late, 0) = 0) as is_on_time,
    -- Where a reader is led: to the part that is wanted first, else to the newest.
    arg_min(owed.period, (state = 'in', if(state = 'in', null, owed.due_date), -epoch(owed.period_end::timestamp), owed.period)) as period,
from returns_owed as owed
inner join periods as quarters
    on quarters.frequency = 'quarterly' and owed.period_end between quarters.period_start and quarters.period_end
left join return_arrivals as arrivals
    on owed.service_code = arrivals.service_code and owed.dataset = arrivals.dataset and owed.period = arrivals.period
where owed.service_code <> ''
group by owed.service_code, owed.dataset, quarters.period, quarters.period_end;

comment on view quarter_returns is 'One row per service, dataset and quarter that has begun: the returns whose periods end in it, taken together.';
comment on column quarter_returns.quarter is 'The quarter in which their periods end.';
comment on column quarter_returns.state is 'in where all are, late where any is, else due or not finished.';
comment on column quarter_returns.stage is 'Where they stand, taken together: as `returns_owed` says of one.';
comment on column quarter_returns.rows_after_publication is 'Rows that came first when their period had been published; nobody had read them there.';
comment on column quarter_returns.due_date is 'The first day by which something that is not in is due.';
comment on column quarter_returns.came_on is 'The day the last row came; null until all are in.';
comment on column quarter_returns.is_on_time is 'True where all are in and every row first came by its own due day.';
comment on column quarter_returns.period is 'The period wanted first, else the newest of them.';
