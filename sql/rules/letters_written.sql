-- What became of each thing that was to be written to somebody. A letter that was begun and never ended is written again
-- after an hour: better one that comes twice than none.
create view letters_written as
with newest as (
    select about, sent_to, arg_max(state, happened_at) as state, max(happened_at) as happened_at
    from letter_events
    group by all
)

from newest
where state = 'sent' or (state = 'begun' and happened_at >= getvariable('moment')::timestamp - interval 1 hour);

comment on view letters_written is 'One row per person and thing that is not to be written to them again. Reads the variable `moment`: the server''s clock, UTC.';
comment on column letters_written.happened_at is 'The newest that is known of it, UTC.';
