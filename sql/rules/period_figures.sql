-- The figure of each expected period: as returned, or rolled up from its parts by the indicator's own aggregation.
-- A quarter with a month missing has no figure: two months' sum would be read as three.
create view period_figures as
with returned as (
    select * from current_indicator_results where dimension = '' and category = ''
),

-- What the services' parts come to stands once all are in, unless the owner has sent another figure, or a reason.
together as (
    select * from combined_parts where is_whole and value is not null
),

own as (
    select
        expected_periods.*,
        returned.period is null and together.period is not null as is_combined,
        if(is_combined, together.value, returned.value) as value, returned.first_value,
        if(is_combined, together.numerator, returned.numerator) as numerator,
        if(is_combined, together.denominator, returned.denominator) as denominator, returned.achieved_on,
        if(is_combined, together.loaded_at, returned.loaded_at) as loaded_at,
        if(is_combined, together.load_id, returned.load_id) as load_id,
        coalesce(if(is_combined, together.is_provisional, returned.is_provisional), false) as own_provisional,
        coalesce(returned.is_revised, false) as own_revised,
        coalesce(returned.no_value_reason, '') as no_value_reason,
    from expected_periods
    left join returned
        on not is_rolled_up
        and expected_periods.indicator_code = returned.indicator_code
        and expected_periods.period = returned.period
    left join together
        on not is_rolled_up
        and expected_periods.indicator_code = together.indicator_code
        and expected_periods.period = together.period
    where in_scope(expected_periods.indicator_code)
),

totals as (
    select
        indicator_code,
        coalesce(in_quarter, financial_year) as longer_period,
        count(value) as parts_in,
        sum(value) as total,
        avg(value) as mean,
        count(*) filter (where value is null and no_value_reason <> '') as reasons_in,
        arg_max(no_value_reason, period_end) filter (where value is null and no_value_reason <> '') as newest_reason,
        sum(numerator) filter (where denominator is not null) as numerator,
        sum(denominator) filter (where numerator is not null) as denominator,
        count(numerator + denominator) as pairs_in,
        max_by(value, period_end) as newest_value,
        max(period_end) filter (where value is not null) as newest_end,
        bool_or(own_provisional) as is_provisional,
        bool_or(own_revised) as is_revised,
        max(loaded_at) as loaded_at,
        max(load_id) as load_id,
    from own
    where not is_rolled_up
    group by grouping sets ((indicator_code, in_quarter), (indicator_code, financial_year))
),

figures as (
    select
        own.* exclude (value, numerator, denominator, loaded_at, load_id, own_provisional, own_revised, is_combined, no_value_reason),
        no_value_reason as own_reason, newest_reason, reasons_in,
        if(own.frequency = 'annual', parts_in_year, parts_in_quarter) as parts_expected,
        coalesce(parts_in, 0) as parts_in,
        case
            when not is_rolled_up then own.value
            when value_basis in ('year_to_date', 'running_total', 'rolling', 'snapshot') or aggregation = 'last'
                then if(newest_end = period_end, newest_value, null)
            -- A month with no cases has no figure of its own, and takes none from the quarter's.
            when aggregation = 'ratio'
                then if(pairs_in = parts_expected, ratio_scale * totals.numerator / nullif(totals.denominator, 0), null)
            when parts_in < parts_expected then null
            when aggregation = 'sum' then total
            when aggregation = 'mean' then mean
        end::decimal(18, 6) as figure,
        if(is_rolled_up, if(value_basis = 'period', totals.numerator, null), own.numerator)::decimal(18, 6) as numerator,
        if(is_rolled_up, if(value_basis = 'period', totals.denominator, null), own.denominator)::decimal(18, 6) as denominator,
        if(is_rolled_up, coalesce(totals.is_provisional, false), own_provisional) as is_provisional,
        if(is_rolled_up, coalesce(totals.is_revised, false), own_revised) as is_revised,
        if(is_rolled_up, totals.loaded_at, own.loaded_at) as loaded_at,
        if(is_rolled_up, totals.load_id, own.load_id) as load_id,
    from own
    left join totals
        on own.is_rolled_up and own.indicator_code = totals.indicator_code and own.period = totals.longer_period
)

select
    * exclude (figure, own_reason, newest_reason, reasons_in),
    figure as value,
    case
        when not is_rolled_up then own_reason
        -- Nothing is awaited where every part has a figure or an accepted reason for having none.
        when figure is null and parts_in + reasons_in >= parts_expected
            then coalesce(newest_reason, 'not all of its parts give their numbers of cases')
        else ''
    end as no_value_reason,
from figures;

comment on view period_figures is 'One row per indicator and expected period: its figure, returned or rolled up, and what was said of it.';
comment on column period_figures.value is 'The figure, in the indicator''s unit: returned, put together of services'' parts, or rolled up; null where there is none yet.';
comment on column period_figures.no_value_reason is 'Why there is no figure; of the newest part without one, where it is rolled up and none is awaited.';
comment on column period_figures.numerator is 'Cases counted; summed where the figure is rolled up.';
comment on column period_figures.denominator is 'Cases in all; summed where the figure is rolled up.';
comment on column period_figures.is_provisional is 'True while the figure, or a part of it, may still change.';
comment on column period_figures.is_revised is 'True where the figure, or a part of it, differs from the one first reported.';
comment on column period_figures.parts_in is 'Shorter periods whose figures are in, where it is rolled up.';
comment on column period_figures.parts_expected is 'Shorter periods whose figures are wanted, where it is rolled up.';
