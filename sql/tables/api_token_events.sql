create table api_token_events (
    token_id varchar not null,
    state varchar not null,
    changed_at timestamp not null,
    by_whom varchar not null,
    reason varchar not null,
);

comment on table api_token_events is 'One row per token that was ended before its time. Appended to, never changed.';
comment on column api_token_events.token_id is 'The token.';
comment on column api_token_events.state is 'revoked, or rotated where a new one took its place.';
comment on column api_token_events.changed_at is 'When, UTC.';
comment on column api_token_events.by_whom is 'Who ended it.';
comment on column api_token_events.reason is 'Why.';
