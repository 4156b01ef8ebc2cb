create table page_views (
    day date not null,
    page varchar not null,
    role varchar not null,
    views integer not null,
);

comment on table page_views is 'One row per day, page and role: how often the page was opened. Never by person.';
comment on column page_views.day is 'The day, UTC.';
comment on column page_views.page is 'The page, as its address names it.';
comment on column page_views.role is 'The role its reader acted in.';
comment on column page_views.views is 'How often it was opened.';
