create table definitions (
    relation varchar not null,
    column_name varchar not null,
    comment varchar not null,
    layer varchar not null,
);

comment on table definitions is 'One row per table, view and column: what it means. The Definitions page reads nothing else.';
comment on column definitions.relation is 'The table or view.';
comment on column definitions.column_name is 'The column; empty for the table or view itself.';
comment on column definitions.comment is 'What it means, from the same statement as its comment.';
comment on column definitions.layer is 'tables, current, rules, stored or marts.';
