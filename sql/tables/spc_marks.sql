create table spc_marks (
    indicator_code varchar not null,
    period varchar not null,
    kind varchar not null,
    reason varchar,
    author varchar,
    marked_on date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table spc_marks is 'One row per row sent: a mark on a series: a rebase, a ghosted point, or a break in definition. Appended to, never changed.';
comment on column spc_marks.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column spc_marks.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column spc_marks.kind is 'What the mark means.';
comment on column spc_marks.reason is 'Why it was made.';
comment on column spc_marks.author is 'Who made it.';
comment on column spc_marks.marked_on is 'The day it was made.';
comment on column spc_marks.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column spc_marks.note is 'Anything a reader should know of this row.';
comment on column spc_marks.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column spc_marks.load_id is 'The load it came in.';
comment on column spc_marks.source_row is 'Its row in the file; the headings are row 1.';
