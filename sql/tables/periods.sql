create table periods (
    period varchar not null,
    frequency varchar not null,
    period_start date not null,
    period_end date not null,
    financial_year varchar not null,
    part integer not null,
    parts integer not null,
    period_index integer not null,
    previous varchar not null,
    year_before varchar not null,
    in_quarter varchar,
    end_working_day_no integer not null,
);

comment on table periods is 'One row per month, quarter, half-year and financial year the system knows.';
comment on column periods.period is 'As written: 2009-07, 2009/10 Q2, 2009/10 H1, 2009/10.';
comment on column periods.frequency is 'monthly, quarterly, half-yearly or annual.';
comment on column periods.period_start is 'Its first day.';
comment on column periods.period_end is 'Its last day.';
comment on column periods.financial_year is 'The financial year, April to March, it lies in.';
comment on column periods.part is 'Which part of its year it is: 1 to 12, 4, 2 or 1.';
comment on column periods.parts is 'How many such parts make a year.';
comment on column periods.period_index is 'Counts periods of the frequency, so that the one before is one less.';
comment on column periods.previous is 'The period before, of the same frequency.';
comment on column periods.year_before is 'The same period a year earlier.';
comment on column periods.in_quarter is 'The quarter it lies in; null for a half-year or a year.';
comment on column periods.end_working_day_no is 'How many working days there had been by its last day; see working_days.';
