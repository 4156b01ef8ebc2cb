-- The figures each service owes: its measures, each once at its own frequency, and its part of those that several services
-- send together. While parts are awaited their owner owes nothing; once they are in they are the figure.
create view figures_wanted as
with parts as (
    select indicator_code, period, coalesce(service_code, '') as part_of, bool_and(has_come) as are_in
    from parts_wanted
    group by grouping sets ((indicator_code, period, service_code), (indicator_code, period))
)

select
    coalesce(nullif(part_of, ''), service_code) as service_code, indicator_code, period,
    if(part_of <> '', 'service', '') as dimension, coalesce(part_of, '') as category,
    period_start, period_end, due_date, if(part_of <> '', are_in, has_come) as has_come, officer,
from indicator_standings
left join parts using (indicator_code, period)
where not is_rolled_up and (part_of <> '' or has_come or coalesce(are_in, true));

comment on view figures_wanted is 'One row per figure, or part of one, that a service owes or has sent, to the end of next year.';
comment on column figures_wanted.service_code is 'The service that owes it.';
comment on column figures_wanted.dimension is 'service where it is a service''s part of a measure; empty for the whole.';
comment on column figures_wanted.category is 'The code of the service whose part it is; empty for the whole.';
comment on column figures_wanted.due_date is 'The day by which it is due.';
comment on column figures_wanted.has_come is 'True where anything has been returned for it.';
comment on column figures_wanted.officer is 'The post that answers for the measure.';
