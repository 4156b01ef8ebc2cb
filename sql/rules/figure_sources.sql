-- Every figure in force with where it came from, as an auditor draws a sample of them.
create view figure_sources as
select
    results.indicator_code, results.period, results.dimension, results.category,
    coalesce(results.value::varchar, results.achieved_on::varchar, nullif(results.result_text, '')) as value,
    results.numerator, results.denominator, loads.load_id, loads.file_name, results.source_row, loads.sha256, loads.by_whom,
    loads.loaded_at,
from current_indicator_results as results
inner join loads using (load_id)
where value is not null;

comment on view figure_sources is 'One row per figure in force, its parts included: the file, row, load and sender it came from.';
comment on column figure_sources.value is 'The figure as text: a number, the day a milestone was reached, or its result in words.';
