-- Where a figure that counted gave way to another: what each was, why, who and when.
create view figure_revisions as
with accepted as (
    select
        results.indicator_code, results.period, results.dimension, results.category, results.value, results.source_row,
        coalesce(nullif(results.why, ''), results.what_happened, '') as said,
        explained(loads.explanations, results.source_row) as explained,
        loads.by_whom, states.changed_by, states.changed_at, states.signed_no,
        lag(results.value) over in_order_accepted as was_value,
        row_number() over in_order_accepted > 1 as is_later,
    from indicator_results as results
    inner join load_states as states using (load_id)
    inner join loads using (load_id)
    where states.state = 'signed off'
    window in_order_accepted as (
        partition by results.indicator_code, results.period, results.dimension, results.category
        order by states.signed_no, results.source_row
    )
)

select
    indicator_code, period, dimension, category, was_value, value, said, explained, by_whom as sent_by,
    changed_by as signed_by, changed_at as revised_at, signed_no, source_row,
from accepted
where is_later and was_value is distinct from value;

comment on view figure_revisions is 'One row per revision of a figure: what it was, what it is since, why, who and when.';
comment on column figure_revisions.was_value is 'The figure as it was, in the measure''s unit; null where there was none.';
comment on column figure_revisions.value is 'The figure it was revised to, in the measure''s unit; null where it was taken away.';
comment on column figure_revisions.said is 'What its row says of it.';
comment on column figure_revisions.explained is 'What the sender said of it when asked; null where nobody asked.';
comment on column figure_revisions.sent_by is 'The post that sent it.';
comment on column figure_revisions.signed_by is 'The post that signed it off.';
comment on column figure_revisions.revised_at is 'When it was signed off, UTC.';
comment on column figure_revisions.signed_no is 'The number of that sign-off: of two, the higher is the later.';
