-- A figure for each of a measure's own periods, of that period alone. What adds up through the year is taken apart again:
-- on totals so far, pure noise looks like a signal in every chart. A rate so far is rebuilt from its numbers of cases.
create view series_figures as
with own as (
    select
        series_key, series_definitions.indicator_code, period, period_start, period_index, financial_year, part,
        series_definitions.parts, adds_up, is_rate_so_far, series_definitions.ratio_scale,
        value, numerator, denominator, target, target_low, target_high,
        -- A year to date starts again in April; a running total never does.
        series_definitions.value_basis = 'year_to_date' and part = 1 as begins,
        begins or lag(period_index) over in_order = period_index - 1 as follows_on,
        if(begins, 0, lag(value) over in_order) as value_before,
        if(begins, 0, lag(numerator) over in_order) as numerator_before,
        if(begins, 0, lag(denominator) over in_order) as denominator_before,
        if(begins, 0, lag(target) over in_order) as target_before,
    from indicator_series
    inner join series_definitions
        on indicator_series.indicator_code = series_definitions.indicator_code and indicator_series.parts = series_definitions.parts
    where series_definitions.kind = 'indicator' and not is_rolled_up and in_scope(indicator_series.indicator_code)
    window in_order as (partition by series_key order by period_index)
),

apart as (
    select
        * exclude (value, target),
        value as value_as_returned,
        case
            when adds_up then if(follows_on, value - value_before, null)
            when is_rate_so_far then if(
                follows_on and value is not null,
                ratio_scale * (numerator - numerator_before) / nullif(denominator - denominator_before, 0), null
            )
            else value
        end::decimal(18, 6) as figure,
        if(adds_up, if(follows_on, target - target_before, null), target) as target,
    from own
)

select
    indicator_code, series_key, period, period_start, period_index, row_number() over in_order as row_no, part, parts, figure, value_as_returned,
    -- A target for the year so far says what one period should bring only if each period of it should bring the same.
    if(
        not (adds_up or is_rate_so_far)
        or (min(target) over its_year = max(target) over its_year and count(target) over its_year = parts),
        target, null
    ) as target,
    if(adds_up or is_rate_so_far, null, target_low) as target_low,
    if(adds_up or is_rate_so_far, null, target_high) as target_high,
    if(lag(period_index, parts) over in_order = period_index - parts, lag(figure, parts) over in_order, null) as a_year_before,
    figure - lag(figure) over in_order as move,
    if(parts > 1, lag(figure, parts // 2) over in_order, null) as half_a_year_before,
from apart
window
    its_year as (partition by series_key, financial_year),
    in_order as (partition by series_key order by period_index);

comment on view series_figures is 'One row per indicator and its own expected period: the figure of that period alone.';
comment on column series_figures.row_no is 'Counts the indicator''s own expected periods, from 1.';
comment on column series_figures.figure is 'The period''s own figure, in the indicator''s unit; null where there is none or it cannot be taken out of a total.';
comment on column series_figures.a_year_before is 'The figure of the same period a year before.';
comment on column series_figures.half_a_year_before is 'The figure half a year before.';
comment on column series_figures.move is 'How far it is from the figure of the period before.';
comment on column series_figures.value_as_returned is 'The figure as it was returned.';
