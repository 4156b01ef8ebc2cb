-- How good forecasts have been: of each service and of the council, by whom and in which way they were made, and by how
-- far through the year: by its quarter, in which all can be set together, and by how many of its figures were in. Each share stands on its own count, for not every forecast can be judged in every way.
create view forecast_quality as
select
    coalesce(service_code, '') as service_code,
    source,
    coalesce(method, '') as method,
    coalesce(quarter_reached, 0)::integer as quarter_reached,
    coalesce(parts, 0)::integer as parts,
    coalesce(part, 0)::integer as part,
    count(*) as forecasts,
    count(distinct code) as things,
    min(financial_year) as first_year, max(financial_year) as last_year,
    count(percent_error) as measured,
    avg(percent_error)::decimal(18, 1) as mean_percent_error,
    count(is_within_tolerance) as with_tolerance,
    count(*) filter (where is_within_tolerance) as within_tolerance,
    count(came_true) as judged,
    count(*) filter (where came_true) as came_true,
    count(beside_the_other) as paired,
    count(*) filter (where beside_the_other = 'nearer') as nearer,
    count(*) filter (where beside_the_other = 'further') as further,
from forecast_errors
group by grouping sets (
    (source), (source, quarter_reached), (source, service_code), (source, service_code, quarter_reached), (source, method),
    (source, parts, part), (source, method, parts, part)
);

comment on view forecast_quality is 'One row per service, source, method and quarter or part of the year reached, and per each whole of them: how good forecasts have been.';
comment on column forecast_quality.service_code is 'The service; empty for the council as a whole.';
comment on column forecast_quality.method is 'The method; empty for all of them.';
comment on column forecast_quality.quarter_reached is 'The quarter of the year that had been reached when they were made; 0 for all of them.';
comment on column forecast_quality.parts is 'Figures that make the year: 12, 4 or 2; 0 for all of them.';
comment on column forecast_quality.part is 'How many of those had been reached when they were made; 0 for all of them.';
comment on column forecast_quality.forecasts is 'Forecasts of years that have ended.';
comment on column forecast_quality.things is 'Measures or cost centres that they are of.';
comment on column forecast_quality.first_year is 'The first year they are of.';
comment on column forecast_quality.last_year is 'The last year they are of.';
comment on column forecast_quality.measured is 'Forecasts whose error can be told as a percentage: the outturn was not nought.';
comment on column forecast_quality.mean_percent_error is 'How far out they were on average, as a percentage of the outturn, one decimal.';
comment on column forecast_quality.with_tolerance is 'Forecasts of measures that have a tolerance, or of a budget.';
comment on column forecast_quality.within_tolerance is 'How many of those were no further out than it.';
comment on column forecast_quality.judged is 'Forecasts whose predicted status can be held against that of the outturn.';
comment on column forecast_quality.came_true is 'How many of those came true.';
comment on column forecast_quality.paired is 'Forecasts made at the same time as the other kind, of the same measure.';
comment on column forecast_quality.nearer is 'How many of those were nearer to the outturn than the other kind.';
comment on column forecast_quality.further is 'How many were further from it.';
