-- Each figure beside the one before and the one a year earlier. Across a break in definition nothing is compared;
-- a figure so far this year always rises, so it is compared with the same point a year earlier and never with last month.
-- Only what is compared is put in order, and joined to the rest again: to put every column in order takes far longer.
create view compared_periods as
with settled as materialized (
    from settled_periods
),

breaks as (
    select
        current_spc_marks.indicator_code,
        periods.period_start as break_start,
        coalesce(lead(periods.period_start) over in_order, date '9999-12-31') as next_start,
        row_number() over in_order as break_no,
    from current_spc_marks
    inner join periods using (period)
    where current_spc_marks.kind = 'break'
    window in_order as (partition by current_spc_marks.indicator_code order by periods.period_start)
),

figures as (
    select
        settled.indicator_code, frequency, period, period_index, period_end, parts, is_rolled_up, own_frequency, retired_on,
        value is not null as has_value, value_shown, missed_by(short_of_target) as short, judged_status, stands_from,
        judged_status in ('near', 'below') and value is not null as is_miss,
        coalesce(break_no, 0) as breaks_so_far, place,
    from settled
    left join breaks
        on settled.indicator_code = breaks.indicator_code
        and settled.period_end >= breaks.break_start and settled.period_end < breaks.next_start
),

beside as (
    select
        indicator_code, period, period_index, own_frequency, breaks_so_far, is_miss,
        lag({
            'breaks': breaks_so_far, 'period_index': period_index, 'value': value_shown, 'period': period, 'short': short
        }) over in_order as before,
        first_value({'breaks': breaks_so_far, 'value': value_shown, 'short': short}) over a_year_before as year_ago,
        last_value(if(has_value, {'status': judged_status, 'period': period}, null) ignore nulls) over before_it as last_known,
        place - 1 - coalesce(last_value(if(is_miss, null, place) ignore nulls) over before_it, 0) as misses_before,
        count(*) filter (where has_value) over in_order as figures_so_far,
        list(value_shown::double) over last_nine as recent,
        coalesce(least(min(stands_from) over later - 1, retired_on), date '9999-12-31') as stands_until,
    from figures
    window
        in_order as (partition by indicator_code, frequency order by period_index),
        before_it as (
            partition by indicator_code, frequency order by period_index rows between unbounded preceding and 1 preceding
        ),
        last_nine as (partition by indicator_code, frequency order by period_index rows between 8 preceding and current row),
        a_year_before as (
            partition by indicator_code, frequency order by period_index range between parts preceding and parts preceding
        ),
        later as (
            partition by indicator_code order by period_end, is_rolled_up desc
            rows between 1 following and unbounded following
        )
),

compared as (
    select
        indicator_code, period, breaks_so_far, misses_before, figures_so_far, recent, stands_until,
        if(is_miss, misses_before + 1, 0) as run_of_misses,
        if(
            breaks_so_far = before.breaks and (period_index = before.period_index + 1 or own_frequency = 'survey'),
            before.value, null
        ) as previous_value,
        if(previous_value is not null, before.period, null) as previous_period,
        before.short as short_before,
        if(breaks_so_far = year_ago.breaks, year_ago.value, null) as same_period_last_year,
        year_ago.short as short_last_year,
        last_known.status as last_known_status,
        last_known.period as last_known_period,
    from beside
)

select
    settled.* exclude (place), compared.* exclude (indicator_code, period, short_before, short_last_year),
    change_between(
        value_basis, parts = 1, good_is, value_shown - previous_value, missed_by(short_of_target) - short_before,
        deadband_of(deadband_kind, deadband, previous_value)
    ) as change_on_previous,
    change_between(
        value_basis, true, good_is, value_shown - same_period_last_year, missed_by(short_of_target) - short_last_year,
        deadband_of(deadband_kind, deadband, same_period_last_year)
    ) as change_on_year,
from settled
inner join compared using (indicator_code, period);

comment on view compared_periods is 'One row per indicator and expected period: its figure beside those before it, and until when it says how its measure stands.';
comment on column compared_periods.breaks_so_far is 'Breaks in definition up to this period; figures with different counts are not compared.';
comment on column compared_periods.previous_value is 'The figure of the period before, at the decimals shown; null across a gap or a break.';
comment on column compared_periods.previous_period is 'The period before, where it has a figure to compare with.';
comment on column compared_periods.last_known_status is 'The status of the newest figure before this period.';
comment on column compared_periods.last_known_period is 'The period of the newest figure before this period.';
comment on column compared_periods.figures_so_far is 'How many figures there are up to and with this period.';
comment on column compared_periods.same_period_last_year is 'The figure of the same period a year earlier; null across a break.';
comment on column compared_periods.change_on_previous is 'better, worse or same than the period before; n/a where that cannot be said.';
comment on column compared_periods.change_on_year is 'better, worse or same than a year earlier; n/a where that cannot be said.';
comment on column compared_periods.run_of_misses is 'How many periods in a row, with this one, were near or below target.';
comment on column compared_periods.misses_before is 'How many periods in a row, up to the one before, were near or below target.';
comment on column compared_periods.stands_until is 'Until when it says where its measure stands: the day before a later row does, or the day the measure ended.';
comment on column compared_periods.recent is 'Its last nine figures, this one last.';
