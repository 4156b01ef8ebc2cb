-- What was published and is another figure since: the old one stays in sight for ever, with why, who and when.
create view revised_figures as
with accepted as (
    select
        results.indicator_code, results.period, results.dimension, results.category, results.value,
        coalesce(nullif(results.why, ''), results.what_happened, '') as said, results.source_row, loads.explanations,
        loads.by_whom, states.changed_by, states.changed_at, states.signed_no, published.last_event_no, published.published_at,
        lag(results.value) over in_order_accepted as was_value,
        row_number() over in_order_accepted > 1 as is_later,
    from indicator_results as results
    inner join load_states as states using (load_id)
    inner join loads using (load_id)
    inner join published_periods as published on results.period = published.period
    where states.state = 'signed off'
    window in_order_accepted as (
        partition by results.indicator_code, results.period, results.dimension, results.category
        order by states.signed_no, results.source_row
    )
)

select
    indicator_code, period, dimension, category, was_value, value, said, explanations, source_row, by_whom as sent_by,
    changed_by as signed_by, changed_at as revised_at, published_at,
from accepted
where is_later and signed_no > last_event_no and was_value is distinct from value;

comment on view revised_figures is 'One row per revision of a published figure: what it was, what it is since, why, who and when.';
comment on column revised_figures.was_value is 'The figure as it was, in the measure''s unit; null where there was none.';
comment on column revised_figures.value is 'The figure it was revised to, in the measure''s unit; null where it was taken away.';
comment on column revised_figures.said is 'Why, as its row says.';
comment on column revised_figures.explanations is 'Why, as the sender said when asked: JSON, row to words.';
comment on column revised_figures.sent_by is 'The post that sent it.';
comment on column revised_figures.signed_by is 'The post that signed it off.';
comment on column revised_figures.revised_at is 'When it was signed off, UTC.';
