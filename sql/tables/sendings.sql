create table sendings (
    load_id integer not null,
    identity varchar not null,
    draft_id integer,
    control_total decimal(18, 6),
    is_revision boolean not null,
);

comment on table sendings is 'One row per load that a person sent: who, from which draft, and what was said of the whole of it.';
comment on column sendings.load_id is 'The load.';
comment on column sendings.identity is 'Who sent it: what tells that person from any other. The second person is never this one.';
comment on column sendings.draft_id is 'The draft it came of; null where there was none.';
comment on column sendings.control_total is 'What the ledger gives as spent for all of its cost centres together, in pounds; null where it was not given.';
comment on column sendings.is_revision is 'True where it was sent to revise a published figure.';
