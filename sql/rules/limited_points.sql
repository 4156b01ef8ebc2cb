-- Each point beside those before it, with the mean and limits of its phase: the mean and 2.66 mean moving ranges either way.
-- A ghost is bridged, as if it had not been; nothing is joined across a missing figure.
create view limited_points as
with settled as materialized (
    select *, value is not null and not is_ghost as is_usable from series_points
),

-- Few series have a baseline, so only theirs are counted.
beyond_baseline as (
    select series_key, period_index, true as is_beyond_baseline
    from settled
    inner join series_methods using (series_key)
    where baseline_points is not null
    window in_phase as (partition by series_key, phase order by period_index rows unbounded preceding)
    qualify sum(if(is_ghost, 0, 1)) over in_phase > baseline_points
),

usable as (
    select settled.* exclude (is_usable), is_beyond_baseline is null as is_used
    from settled
    left join beyond_baseline using (series_key, period_index)
    where is_usable
),

beside as materialized (
    select
        *,
        row_number() over in_order as place,
        count(*) over (partition by series_key) as places,
        lag(value) over in_order as before_1,
        lag(value, 2) over in_order as before_2,
        coalesce(step - lag(step) over in_order = 1, false) as follows_on,
        follows_on and phase = lag(phase) over in_order as is_in_phase,
        -- Making Data Count's SQL also breaks a run where a baseline ends; NHSRplotthedots breaks a trend at a new phase.
        is_in_phase and (spc_rules() <> 'mdc_sql25' or is_used = lag(is_used) over in_order) as joins_before_1,
        coalesce(
            step - lag(step, 2) over in_order = 2 and phase = lag(phase, 2) over in_order
            and (spc_rules() <> 'mdc_sql25' or is_used = lag(is_used, 2) over in_order), false
        ) as joins_before_2,
        if(is_judged and if(spc_rules() = 'nhsr', is_in_phase, follows_on), sign(value - before_1), null) as slope,
        if(is_in_phase and is_used, abs(value - before_1), null) as moving_range,
    from usable
    window in_order as (partition by series_key order by period_index)
),

averages as (
    select series_key, phase, avg(value) filter (where is_used) as mean, avg(moving_range) as mean_range
    from beside
    where is_judged
    group by series_key, phase
),

-- Screening leaves out what is over 3.267 mean ranges, once; where that leaves nothing that varies, it leaves nothing out.
screened as (
    select series_key, phase, nullif(avg(moving_range), 0) as screened_range
    from beside
    inner join series_methods using (series_key)
    inner join averages using (series_key, phase)
    where screens(is_screened) and moving_range < 3.267 * mean_range
    group by series_key, phase
),

limits as (
    select series_key, phase, mean, 2.66 * coalesce(screened_range, mean_range) as reach
    from averages
    left join screened using (series_key, phase)
),

all_points as (
    select *, true as is_usable from beside
    union all by name
    select *, false as is_used from settled where not is_usable
)

select
    all_points.* exclude (step, follows_on, is_in_phase),
    mean, reach, 1e-9 * greatest(1, abs(mean)) as slack,
    mean - reach as lower_limit, mean + reach as upper_limit,
    mean - reach * 2 / 3 as lower_near, mean + reach * 2 / 3 as upper_near,
from all_points
left join limits using (series_key, phase);

comment on view limited_points is 'One row per point: beside its neighbours, with the mean and limits of its phase.';
comment on column limited_points.is_usable is 'True where it takes part: neither missing nor a ghost.';
comment on column limited_points.is_used is 'True where it sets the limits: usable, and within the baseline where there is one.';
comment on column limited_points.place is 'Counts usable points of the series, from 1; null for the others.';
comment on column limited_points.places is 'How many usable points the series has.';
comment on column limited_points.before_1 is 'The usable figure before.';
comment on column limited_points.before_2 is 'The one before that.';
comment on column limited_points.joins_before_1 is 'True where the one before can be in one run with this.';
comment on column limited_points.joins_before_2 is 'True where the two before can.';
comment on column limited_points.slope is '1 where it rose, -1 where it fell, 0 where it stayed; null where nothing is joined to it.';
comment on column limited_points.moving_range is 'How far it is from the one before, where both set the limits.';
comment on column limited_points.mean is 'The mean of the phase, or of its baseline.';
comment on column limited_points.slack is 'How far a figure may be from a line and still count as on it: a billionth of the mean.';
comment on column limited_points.reach is 'How far the limits lie from the mean: 2.66 mean moving ranges; null where there is none.';
comment on column limited_points.lower_limit is 'The lower process limit, never cut at nought: mean - 2.66 mean moving ranges.';
comment on column limited_points.upper_limit is 'The upper process limit: mean + 2.66 mean moving ranges.';
comment on column limited_points.lower_near is 'Two thirds of the way down to the lower limit.';
comment on column limited_points.upper_near is 'Two thirds of the way up to the upper limit.';
