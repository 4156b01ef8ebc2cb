-- What was promised with a figure, and what the figures after it said became of it. A promise stands until it is done or
-- given up; the row that brings the next one may still answer it, and what is late is asked about again.
create view promises as
with said as (
    select
        indicator_code, periods.frequency, periods.period, periods.period_index, what_next, by_when, promise_outcome,
        count(*) filter (where what_next <> '') over up_to_before as promise_no,
    from current_indicator_results
    inner join periods using (period)
    where dimension = '' and category = ''
    window up_to_before as (
        partition by indicator_code, periods.frequency order by periods.period_index
        rows between unbounded preceding and 1 preceding
    )
),

answers as (
    select
        indicator_code, frequency, promise_no,
        arg_max(promise_outcome, period_index) as outcome,
        max(period_index) as answered_index,
    from said
    where promise_outcome <> ''
    group by indicator_code, frequency, promise_no
)

select
    said.indicator_code, said.frequency, said.period, said.period_index,
    said.what_next as promised, said.by_when as promised_by,
    coalesce(answers.outcome, '') as outcome, answers.answered_index,
from said
left join answers
    on said.indicator_code = answers.indicator_code and said.frequency = answers.frequency
    and said.promise_no + 1 = answers.promise_no
where said.what_next <> '';

comment on view promises is 'One row per indicator and period with a promise: what was to be done, and what became of it.';
comment on column promises.indicator_code is 'The code of the indicator.';
comment on column promises.frequency is 'How often the periods of its series come.';
comment on column promises.period is 'The period with whose figure it was promised.';
comment on column promises.period_index is 'That period''s place among those of its frequency.';
comment on column promises.promised is 'What was to be done, as written.';
comment on column promises.promised_by is 'The day by which it was to be done; null where none was given.';
comment on column promises.outcome is 'What became of it, as said last: done, not done or late; empty where nobody has said.';
comment on column promises.answered_index is 'The place of the period with whose figure that was said; null where nobody has said.';
