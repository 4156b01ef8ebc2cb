-- Returns that are neither just owed nor just in: something of them waits, or came after their period was published. Of all
-- that was ever sent only such loads are looked at. A draft is nobody's business but its senders', so it is no stage here.
create view returns_stages as
with loads_to_tell as (
    select load_id, state, changed_at, changed_by, event_no, signed_no
    from load_states
    where state = 'waiting for sign-off'
        or (state = 'signed off' and signed_no > (select min(last_event_no) from published_periods))
),

sent as (
    select returned_rows.*, to_tell.* exclude (load_id), published.last_event_no
    from returned_rows
    inner join loads_to_tell as to_tell using (load_id)
    left join published_periods as published on returned_rows.period = published.period
    where state = 'waiting for sign-off' or signed_no > published.last_event_no
),

held_at_publication as (
    select distinct returned_rows.dataset, returned_rows.row_key
    from returned_rows
    semi join sent on returned_rows.dataset = sent.dataset and returned_rows.row_key = sent.row_key
    inner join load_states using (load_id)
    inner join published_periods as published on returned_rows.period = published.period
    where load_states.state = 'signed off' and load_states.signed_no <= published.last_event_no
),

-- What was held at publication is revised by whatever comes later; what is new then is only late.
told as (
    select
        sent.*, sent.state = 'signed off' and held.row_key is not null as is_revision,
    from sent
    left join held_at_publication as held on sent.dataset = held.dataset and sent.row_key = held.row_key
)

select
    service_code, dataset, period,
    case when bool_or(state <> 'signed off') then 'waiting for sign-off' when bool_or(is_revision) then 'revised' else 'published' end as stage,
    arg_max(changed_at, (state <> 'signed off', is_revision, event_no)) as stage_at,
    arg_max(changed_by, (state <> 'signed off', is_revision, event_no)) as stage_by,
    count(distinct row_key) filter (where state <> 'signed off') as rows_waiting,
    count(distinct row_key) filter (where state = 'signed off' and not is_revision) as rows_after_publication,
from told
group by all;

comment on view returns_stages is 'One row per service, dataset and period of which something waits for sign-off or came after publication.';
comment on column returns_stages.stage is 'waiting for sign-off, revised, or published where rows came late. Only what is signed off counts.';
comment on column returns_stages.stage_at is 'When it came to that stage, UTC.';
comment on column returns_stages.stage_by is 'The post that brought it there.';
comment on column returns_stages.rows_waiting is 'Rows that wait for sign-off; they count for nothing yet.';
comment on column returns_stages.rows_after_publication is 'Rows that came first when their period had been published.';
