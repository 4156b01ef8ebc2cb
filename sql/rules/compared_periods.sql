-- Each figure beside the one before and the one a year earlier. Across a break in definition nothing is compared;
-- a figure so far this year always rises, so it is compared with the same point a year earlier and never with last month.
create view compared_periods as
with breaks as (
    select
        current_spc_marks.indicator_code,
        periods.period_start as break_start,
        row_number() over (partition by current_spc_marks.indicator_code order by periods.period_start) as break_no,
    from current_spc_marks
    inner join periods using (period)
    where current_spc_marks.kind = 'break'
),

broken as (
    select judged_periods.*, coalesce(breaks.break_no, 0) as breaks_so_far
    from judged_periods
    asof left join breaks
        on judged_periods.indicator_code = breaks.indicator_code and judged_periods.period_end >= breaks.break_start
),

beside as (
    select
        *,
        if(
            breaks_so_far = lag(breaks_so_far) over in_order
            and (period_index = lag(period_index) over in_order + 1 or own_frequency = 'survey'),
            lag(value_shown) over in_order, null
        ) as previous_value,
        lag(period) over in_order as period_before,
        lag(missed_by(short_of_target)) over in_order as short_before,
        first_value(missed_by(short_of_target)) over a_year_before as short_last_year,
        lag(target) over in_order as previous_target,
        count(*) filter (where coalesce(judged_status not in ('near', 'below') or value is null, true)) over in_order as run_no,
        last_value(if(value is not null, judged_status, null) ignore nulls) over before_it as last_known_status,
        last_value(if(value is not null, period, null) ignore nulls) over before_it as last_known_period,
        count(value) over in_order as figures_so_far,
        if(breaks_so_far = first_value(breaks_so_far) over a_year_before, first_value(value_shown) over a_year_before, null)
            as same_period_last_year,
    from broken
    window
        in_order as (partition by indicator_code, frequency order by period_index),
        before_it as (
            partition by indicator_code, frequency order by period_index rows between unbounded preceding and 1 preceding
        ),
        a_year_before as (
            partition by indicator_code, frequency order by period_index range between parts preceding and parts preceding
        )
),

with_runs as (
    select
        *,
        if(previous_value is not null, period_before, null) as previous_period,
        if(
            value_basis = 'year_to_date' and parts > 1, 'n/a',
            change_of(good_is, value_shown - previous_value, missed_by(short_of_target) - short_before)
        ) as change_on_previous,
        change_of(good_is, value_shown - same_period_last_year, missed_by(short_of_target) - short_last_year) as change_on_year,
        if(
            judged_status in ('near', 'below') and value is not null,
            count(*) over (partition by indicator_code, frequency, run_no order by period_index) - if(run_no > 0, 1, 0),
            0
        ) as run_of_misses,
    from beside
)

select *, coalesce(lag(run_of_misses) over (partition by indicator_code, frequency order by period_index), 0) as misses_before
from with_runs;

comment on view compared_periods is 'One row per indicator and expected period: its figure beside those before it.';
comment on column compared_periods.breaks_so_far is 'Breaks in definition up to this period; figures with different counts are not compared.';
comment on column compared_periods.previous_value is 'The figure of the period before, at the decimals shown; null across a gap or a break.';
comment on column compared_periods.previous_period is 'The period before, where it has a figure to compare with.';
comment on column compared_periods.period_before is 'The expected period before, whether or not it has a figure.';
comment on column compared_periods.short_before is 'How far short of target the figure before was; nought where it met it.';
comment on column compared_periods.short_last_year is 'How far short of target the figure a year earlier was; nought where it met it.';
comment on column compared_periods.previous_target is 'The target of the period before.';
comment on column compared_periods.run_no is 'Counts figures on target, so that misses in a row share a number.';
comment on column compared_periods.last_known_status is 'The status of the newest figure before this period.';
comment on column compared_periods.last_known_period is 'The period of the newest figure before this period.';
comment on column compared_periods.figures_so_far is 'How many figures there are up to and with this period.';
comment on column compared_periods.same_period_last_year is 'The figure of the same period a year earlier; null across a break.';
comment on column compared_periods.change_on_previous is 'better, worse or same than the period before; n/a where that cannot be said.';
comment on column compared_periods.change_on_year is 'better, worse or same than a year earlier; n/a where that cannot be said.';
comment on column compared_periods.run_of_misses is 'How many periods in a row, with this one, were near or below target.';
comment on column compared_periods.misses_before is 'How many periods in a row, up to the one before, were near or below target.';
