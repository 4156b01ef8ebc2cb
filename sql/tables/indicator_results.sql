create table indicator_results (
    indicator_code varchar not null,
    period varchar not null,
    dimension varchar not null,
    category varchar not null,
    value decimal(18, 6),
    numerator decimal(18, 6),
    denominator decimal(18, 6),
    achieved_on date,
    expected_on date,
    result_text varchar,
    is_provisional boolean,
    no_value_reason varchar,
    promise_outcome varchar,
    what_happened varchar,
    why varchar,
    what_next varchar,
    owner_role varchar,
    by_when date,
    forecast_year_end decimal(18, 6),
    forecast_reason varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table indicator_results is 'One row per row sent: a figure returned by a service, with what it says of it. Appended to, never changed.';
comment on column indicator_results.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column indicator_results.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column indicator_results.dimension is 'What the figure is split by; empty for the whole.';
comment on column indicator_results.category is 'The part it is for; empty for the whole.';
comment on column indicator_results.value is 'A number alone, as 39.5; 40 means 40%.';
comment on column indicator_results.numerator is 'The number of cases counted, as 62.';
comment on column indicator_results.denominator is 'The number of cases in all, as 68.';
comment on column indicator_results.achieved_on is 'The day a milestone was reached, as 2009-12-31.';
comment on column indicator_results.expected_on is 'The day a milestone is expected to be reached, as 2009-12-31.';
comment on column indicator_results.result_text is 'A named level or a milestone''s result in words.';
comment on column indicator_results.is_provisional is 'True while the figure may still change.';
comment on column indicator_results.no_value_reason is 'Why there is no figure, where there is none.';
comment on column indicator_results.promise_outcome is 'What became of what was promised last time: done, not done or late.';
comment on column indicator_results.what_happened is 'Facts that the figure does not show.';
comment on column indicator_results.why is 'The main causes, with sizes.';
comment on column indicator_results.what_next is 'What will be done.';
comment on column indicator_results.owner_role is 'The post that will do it.';
comment on column indicator_results.by_when is 'The day by which it will be done.';
comment on column indicator_results.forecast_year_end is 'The figure expected at the year''s end.';
comment on column indicator_results.forecast_reason is 'What the expectation rests on.';
comment on column indicator_results.load_id is 'The load it came in.';
comment on column indicator_results.source_row is 'Its row in the file; the headings are row 1.';
