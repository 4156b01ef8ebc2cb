create table api_tokens (
    token_id varchar not null,
    account varchar not null,
    service_code varchar not null,
    datasets varchar not null,
    secret_digest varchar not null,
    created_at timestamp not null,
    created_by varchar not null,
    expires_at timestamp not null,
);

comment on table api_tokens is 'One row per token given to another system. Appended to, never changed; the token itself is nowhere.';
comment on column api_tokens.token_id is 'What the token is called; the part of it that is no secret.';
comment on column api_tokens.account is 'The service account it was given to, as housing-system.';
comment on column api_tokens.service_code is 'The only service whose rows it may send.';
comment on column api_tokens.datasets is 'The datasets it may send, parted by spaces.';
comment on column api_tokens.secret_digest is 'The SHA-256 of the token''s secret part, which is 256 random bits.';
comment on column api_tokens.created_at is 'When it was made, UTC.';
comment on column api_tokens.created_by is 'Who made it.';
comment on column api_tokens.expires_at is 'When it ends, UTC.';
