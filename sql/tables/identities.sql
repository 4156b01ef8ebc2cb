create table identities (
    who varchar not null,
    identity varchar not null,
);

comment on table identities is 'One row per pseudonym of the trail that can still be told. A person who is forgotten has none.';
comment on column identities.who is 'The pseudonym.';
comment on column identities.identity is 'Whom it stands for: an e-mail address, a post, or the account at the command line.';
