create table published_judgements (
    publication_no integer not null,
    indicator_code varchar not null,
    period varchar not null,
    value decimal(18, 6),
    target decimal(18, 6),
    status varchar not null,
    reason varchar not null,
    forecast decimal(18, 6),
    forecast_low decimal(18, 6),
    forecast_high decimal(18, 6),
    forecast_method varchar,
    owner_forecast decimal(18, 6),
    likelihood varchar,
);

comment on table published_judgements is 'One row per measure and period of a publication: what was judged then, which no later rule or figure changes.';
comment on column published_judgements.publication_no is 'The publication, in period_publications; it has the rules'' fingerprint.';
comment on column published_judgements.indicator_code is 'The measure.';
comment on column published_judgements.period is 'The period the figure is for.';
comment on column published_judgements.value is 'The figure as published, in the measure''s unit; null where there was none.';
comment on column published_judgements.target is 'The target it was judged against; null where there was none.';
comment on column published_judgements.status is 'The status as published.';
comment on column published_judgements.reason is 'The rule that gave it.';
comment on column published_judgements.forecast is 'What the year was then forecast to end at, by arithmetic; null where no forecast was made with this figure.';
comment on column published_judgements.forecast_low is 'The lower end of its range then.';
comment on column published_judgements.forecast_high is 'The upper end of its range then.';
comment on column published_judgements.forecast_method is 'How it was worked out then, or why there was none.';
comment on column published_judgements.owner_forecast is 'The year''s end as its owner expected it then.';
comment on column published_judgements.likelihood is 'Whether the year''s target would be met, by arithmetic, as it was told then: likely, in doubt or unlikely.';
