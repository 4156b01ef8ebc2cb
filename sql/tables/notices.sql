create table notices (
    notice_no integer not null,
    queued_at timestamp not null,
    to_role varchar not null,
    to_portfolio varchar not null,
    to_service varchar not null,
    to_post varchar not null,
    to_email varchar not null,
    about varchar not null,
    words varchar not null,
    link varchar not null,
);

comment on table notices is 'One row per e-mail that waits to be sent. It holds no figure: whoever gets it follows the link.';
comment on column notices.notice_no is 'The notice''s number, counted under the writer lock.';
comment on column notices.queued_at is 'When it was queued, UTC, by the server''s clock.';
comment on column notices.to_role is 'The role it is for.';
comment on column notices.to_portfolio is 'The portfolio of that role; empty where it is of none.';
comment on column notices.to_service is 'The service of that role; empty where it is of none.';
comment on column notices.to_post is 'The post it is for, in words.';
comment on column notices.to_email is 'The address, where it is known; else it is found by role and post when it is sent.';
comment on column notices.about is 'The subject of the e-mail.';
comment on column notices.words is 'What it says.';
comment on column notices.link is 'The page it leads to, below the address of the site.';
