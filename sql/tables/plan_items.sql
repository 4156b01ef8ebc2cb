create table plan_items (
    item_code varchar not null,
    valid_from date not null,
    kind varchar,
    title varchar,
    portfolio varchar,
    service_code varchar,
    team varchar,
    officer varchar,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table plan_items is 'One row per row sent: an aim, approach, objective, priority or plan that other things serve. Appended to, never changed.';
comment on column plan_items.item_code is 'A code, as A or SO-PP1.';
comment on column plan_items.valid_from is 'The first day of this row.';
comment on column plan_items.kind is 'What kind of thing it is.';
comment on column plan_items.title is 'Its wording.';
comment on column plan_items.portfolio is 'The portfolio that answers for it.';
comment on column plan_items.service_code is 'The service that owns it.';
comment on column plan_items.team is 'The team that owns it.';
comment on column plan_items.officer is 'The officer or post, as written.';
comment on column plan_items.valid_to is 'The last day of this row; empty while it stands.';
comment on column plan_items.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column plan_items.note is 'Anything a reader should know of this row.';
comment on column plan_items.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column plan_items.load_id is 'The load it came in.';
comment on column plan_items.source_row is 'Its row in the file; the headings are row 1.';
