-- The figure in force for each key is that of the newest acceptance not withdrawn. Absence changes nothing:
-- a figure goes only when a blank with a reason, or a withdrawal, takes its place.
create view current_indicator_results as
select
    indicator_results.*,
    accepted_loads.accepted_no,
    accepted_loads.loaded_at,
    periods.period_start,
    periods.period_end,
    first_value(value) over in_order_accepted as first_value,
    first_value is not null and first_value is distinct from value as is_revised,
from indicator_results
inner join accepted_loads using (load_id)
inner join periods using (period)
where in_scope(indicator_code)
window in_order_accepted as (
    partition by indicator_code, period, dimension, category order by accepted_no, indicator_results.source_row
)
qualify lead(1) over in_order_accepted is null;

comment on view current_indicator_results is 'One row per indicator, period, dimension and category: the figure in force at as_at.';
comment on column current_indicator_results.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_indicator_results.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column current_indicator_results.dimension is 'What the figure is split by; empty for the whole.';
comment on column current_indicator_results.category is 'The part it is for; empty for the whole.';
comment on column current_indicator_results.value is 'A number alone, as 39.5; 40 means 40%.';
comment on column current_indicator_results.numerator is 'The number of cases counted, as 62.';
comment on column current_indicator_results.denominator is 'The number of cases in all, as 68.';
comment on column current_indicator_results.achieved_on is 'The day a milestone was reached, as 2009-12-31.';
comment on column current_indicator_results.expected_on is 'The day a milestone is expected to be reached, as 2009-12-31.';
comment on column current_indicator_results.result_text is 'A named level or a milestone''s result in words.';
comment on column current_indicator_results.is_provisional is 'True while the figure may still change.';
comment on column current_indicator_results.no_value_reason is 'Why there is no figure, where there is none.';
comment on column current_indicator_results.promise_outcome is 'What became of what was promised last time: done, not done or late.';
comment on column current_indicator_results.what_happened is 'Facts that the figure does not show.';
comment on column current_indicator_results.why is 'The main causes, with sizes.';
comment on column current_indicator_results.what_next is 'What will be done.';
comment on column current_indicator_results.owner_role is 'The post that will do it.';
comment on column current_indicator_results.by_when is 'The day by which it will be done.';
comment on column current_indicator_results.forecast_year_end is 'The figure expected at the year''s end.';
comment on column current_indicator_results.forecast_reason is 'What the expectation rests on.';
comment on column current_indicator_results.load_id is 'The load it came in.';
comment on column current_indicator_results.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_indicator_results.accepted_no is 'The acceptance that put it in force; a later one wins.';
comment on column current_indicator_results.loaded_at is 'When the figure in force arrived, UTC.';
comment on column current_indicator_results.period_start is 'The period''s first day.';
comment on column current_indicator_results.period_end is 'The period''s last day.';
comment on column current_indicator_results.first_value is 'The figure as first reported; null where there was none.';
comment on column current_indicator_results.is_revised is 'True where the figure differs from the one first reported.';
