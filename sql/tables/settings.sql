create table settings (
    name varchar not null,
    value varchar not null,
);

comment on table settings is 'One row per setting that belongs to the data rather than to the machine.';
comment on column settings.name is 'today (the day of a demonstration) or horizon (the last day for which figures are expected).';
comment on column settings.value is 'Its value as text.';
