create table working_days (
    day date not null,
    working_day_no integer not null,
    is_working boolean not null,
);

comment on table working_days is 'One row per day: English working days, counted.';
comment on column working_days.day is 'The day.';
comment on column working_days.working_day_no is 'How many working days there had been up to and with this day.';
comment on column working_days.is_working is 'False at weekends and on English bank holidays.';
