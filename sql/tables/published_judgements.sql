create table published_judgements (
    publication_no integer not null,
    indicator_code varchar not null,
    period varchar not null,
    value decimal(18, 6),
    target decimal(18, 6),
    status varchar not null,
    reason varchar not null,
);

comment on table published_judgements is 'One row per measure and period of a publication: what was judged then, which no later rule or figure changes.';
comment on column published_judgements.publication_no is 'The publication, in period_publications; it has the rules'' fingerprint.';
comment on column published_judgements.indicator_code is 'The measure.';
comment on column published_judgements.period is 'The period the figure is for.';
comment on column published_judgements.value is 'The figure as published, in the measure''s unit; null where there was none.';
comment on column published_judgements.target is 'The target it was judged against; null where there was none.';
comment on column published_judgements.status is 'The status as published.';
comment on column published_judgements.reason is 'The rule that gave it.';
