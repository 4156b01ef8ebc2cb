-- Where the chart of a series says that it stands, once each of its own periods was in: the one place at which a forecast
-- takes anything from statistical process control. Here no chart is taken as established: a stock is forecast from its
-- latest figure, a rate from the year so far, and a straight line has no range.
create view forecast_levels as
select
    indicator_code, financial_year, part,
    null::varchar as basis,
    null::decimal(18, 6) as level,
    null::decimal(18, 6) as usual_level,
    null::decimal(18, 6) as spread,
from indicator_series
where false;

comment on view forecast_levels is 'One row per indicator and own period at which its chart was established: the level for a forecast to stand on.';
comment on column forecast_levels.basis is 'Where a stock stands: at its usual level, at its level since it shifted, or at its latest figure.';
comment on column forecast_levels.level is 'That level, in the indicator''s unit; at a shift, the mean of its run.';
comment on column forecast_levels.usual_level is 'The mean of the phase, in the indicator''s unit: what the periods to come are taken to be.';
comment on column forecast_levels.spread is 'How far from it one period''s figure may lie: 2.66 mean moving ranges.';
