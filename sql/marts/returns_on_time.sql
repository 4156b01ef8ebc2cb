-- How many returns came on time, for the last eight quarters that have ended. A return counts once it is in or late:
-- one whose due day is still to come says nothing yet.
create view returns_on_time as
with last_eight as (
    select period as quarter, row_number() over (order by period_end desc) as quarters_ago
    from periods
    where frequency = 'quarterly' and period_end < today()
    qualify quarters_ago <= 8
)

select
    coalesce(service_code, '') as service_code, coalesce(quarter_returns.quarter, '') as quarter,
    min(last_eight.quarters_ago) as quarters_ago,
    count(*) filter (where is_on_time) as on_time,
    count(*) as counted,
from quarter_returns
inner join last_eight on quarter_returns.quarter = last_eight.quarter
where state in ('in', 'late')
group by grouping sets ((service_code, quarter_returns.quarter), (service_code), (quarter_returns.quarter), ());

comment on view returns_on_time is 'One row per service and quarter of the last eight that have ended, and of each together: returns that came on time.';
comment on column returns_on_time.service_code is 'The service; empty for the whole council.';
comment on column returns_on_time.quarter is 'The quarter; empty for all eight together.';
comment on column returns_on_time.quarters_ago is 'One for the newest quarter that has ended.';
comment on column returns_on_time.on_time is 'Returns whose every row first came by its due day.';
comment on column returns_on_time.counted is 'Returns that are in or late.';
