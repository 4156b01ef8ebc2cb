create table remarks (
    remark_no integer not null,
    kind varchar not null,
    about_kind varchar not null,
    about_code varchar not null,
    portfolio varchar not null,
    service_code varchar not null,
    words varchar not null,
    said_by varchar not null,
    said_as varchar not null,
    said_at timestamp not null,
    is_illustrative boolean not null,
);

comment on table remarks is 'One row per thing said to somebody that asks for no answer. Nothing is changed once it is sent.';
comment on column remarks.remark_no is 'The remark''s number, counted under the writer lock.';
comment on column remarks.kind is 'report to cabinet, public comment, or to manager.';
comment on column remarks.about_kind is 'measure, service or portfolio.';
comment on column remarks.about_code is 'The code, or the name of the portfolio.';
comment on column remarks.portfolio is 'The portfolio it concerns; empty where none.';
comment on column remarks.service_code is 'The service it concerns; empty where none.';
comment on column remarks.words is 'What was said.';
comment on column remarks.said_by is 'The identity of who said it.';
comment on column remarks.said_as is 'How who said it is named on the page: a post.';
comment on column remarks.said_at is 'When, UTC, by the server''s clock.';
comment on column remarks.is_illustrative is 'True where it was made up for a demonstration.';
