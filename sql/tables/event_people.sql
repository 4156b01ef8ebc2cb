create table event_people (
    event_no integer not null,
    identity varchar not null,
);

comment on table event_people is 'One row per change of a load''s state that a person made: who it was, beside the post that load_events names.';
comment on column event_people.event_no is 'The change, in load_events.';
comment on column event_people.identity is 'What tells that person from any other.';
