create table trail (
    event_no integer not null,
    happened_at timestamp not null,
    who varchar not null,
    acting_role varchar not null,
    what varchar not null,
    about varchar not null,
    load_id integer,
    detail varchar not null,
    previous_hash varchar not null,
    hash varchar not null,
);

comment on table trail is 'One row per event of the trail: a write, a sign-in, a refused action or an export. Appended to, never changed.';
comment on column trail.event_no is 'Counted under the writer lock from 1, without a gap.';
comment on column trail.happened_at is 'When, UTC, by the server''s clock.';
comment on column trail.who is 'A pseudonym: P- and the number of the first event of whoever did it. identities says whom it stands for.';
comment on column trail.acting_role is 'The role they acted in; command line for the command line; empty where none is known.';
comment on column trail.what is 'What was done, as load signed off, refused or exported.';
comment on column trail.about is 'What it was done to. It never holds an e-mail address.';
comment on column trail.load_id is 'The load it made or changed; empty where it is about none.';
comment on column trail.detail is 'What else was so, as text. It never holds an e-mail address.';
comment on column trail.previous_hash is 'The hash of the event before it; empty for the first.';
comment on column trail.hash is 'SHA-256 over every other column of the row, as trail_hash works it out.';
