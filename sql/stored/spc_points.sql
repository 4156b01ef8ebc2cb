-- Every point of every chart, and which of the four rules fire on it: beyond a limit; seven in a row on one side of the
-- mean; seven in a row rising or falling; two of three far out on one side. All are judged over the whole history, so a new
-- figure can mark earlier ones.
create view spc_points as
with placed as (
    select
        *,
        side_of(value, mean, slack) as side,
        joins_before_1 and side_of(before_1, mean, slack) = side as same_before_1,
        joins_before_2 and side_of(before_2, mean, slack) = side as same_before_2,
        in_zone(value, mean, reach, slack) as is_far,
        -- It and the two before it lie on one side, and two of them or more far out.
        coalesce(same_before_1 and same_before_2 and (
            is_far::integer + in_zone(before_1, mean, reach, slack)::integer + in_zone(before_2, mean, reach, slack)::integer >= 2
        ), false) as ends_three,
        if(is_usable and abs(value - mean) > reach + slack, side, 0) as astronomical,
    from limited_points
),

-- How long the run on one side is that a point stands in, and how many rises or falls lie on either side of it.
runs as (
    select
        * exclude (before_1, before_2, joins_before_1, joins_before_2),
        coalesce(first_value(if(same_before_1, null, place) ignore nulls) over later, places + 1)
        - last_value(if(same_before_1, null, place) ignore nulls) over so_far as run_length,
        place - last_value(if(slope = 1, null, place) ignore nulls) over so_far as rises_before,
        place - last_value(if(slope = -1, null, place) ignore nulls) over so_far as falls_before,
        coalesce(first_value(if(slope = 1, null, place) ignore nulls) over later, places + 1) - place - 1 as rises_after,
        coalesce(first_value(if(slope = -1, null, place) ignore nulls) over later, places + 1) - place - 1 as falls_after,
        -- The three are this point and the two before it, one on either side of it, or the two after it.
        is_far and (
            ends_three or coalesce(lead(ends_three) over so_far or lead(ends_three, 2) over so_far, false)
        ) as is_of_three,
    from placed
    where is_usable
    window
        so_far as (partition by series_key order by place rows unbounded preceding),
        later as (partition by series_key order by place rows between 1 following and unbounded following)
),

all_points as (
    from runs
    union all by name
    select * exclude (before_1, before_2, joins_before_1, joins_before_2) from placed where not is_usable
),

trending as (
    select
        all_points.*, good_is, conflict_policy,
        if(is_usable and side <> 0 and is_of_three, side, 0) as two_of_three,
        if(run_length >= shift_length, side, 0) as shift,
        coalesce(rises_before + rises_after >= trend_length - 1, false) as is_rising,
        coalesce(falls_before + falls_after >= trend_length - 1, false) as is_falling,
    from all_points
    inner join series_methods using (series_key)
),

flagged as (
    select
        *,
        -- A turning point belongs to both trends, and shows the later.
        case
            when is_rising and is_falling then if(rises_after > 0, 1, -1)
            when is_rising then 1 when is_falling then -1 else 0
        end as trend,
        astronomical = 1 or two_of_three = 1 or shift = 1 or is_rising as any_high,
        astronomical = -1 or two_of_three = -1 or shift = -1 or is_falling as any_low,
        case
            when astronomical <> 0 then 'astronomical' when trend <> 0 then 'trend'
            when two_of_three <> 0 then 'two_of_three' when shift <> 0 then 'shift'
        end as primary_rule,
        case good_is when 'higher' then 1 when 'lower' then -1 end as better_side,
    from trending
),

sorted_out as (
    select
        *,
        any_high and any_low as conflict,
        case primary_rule
            when 'astronomical' then astronomical when 'trend' then trend when 'two_of_three' then two_of_three else shift
        end as primary_side,
        case
            when spc_rules() = 'nhsr' then 'rule_order'
            when spc_rules() = 'mdc_sql25' and conflict_policy = 'rule_order' then 'concern'
            else conflict_policy
        end as policy,
    from flagged
)

select
    indicator_code, series_key, period, period_start, period_index, part, phase, value, is_ghost, ghost_reason, is_usable, is_used,
    target, target_low, target_high, mean, lower_limit, upper_limit, lower_near, upper_near, side, run_length,
    astronomical, trend, two_of_three, shift, any_high, any_low, conflict, primary_rule,
    case
        when not is_usable or not is_judged then null
        when not any_high and not any_low then 'common_cause'
        when better_side is null then if(any_high, 'neutral_high', 'neutral_low')
        when conflict and policy = 'rule_order' then if(primary_side = better_side, 'improvement', 'concern')
        when conflict then policy
        when any_high = (better_side = 1) then 'improvement'
        else 'concern'
    end as point_type,
from sorted_out;

comment on view spc_points is 'One row per point of a series: its phase''s mean and limits, and the rules that fire on it.';
comment on column spc_points.side is 'Which side of the mean: 1, 0 or -1; null where there is no figure.';
comment on column spc_points.run_length is 'How many points in a row, in all, lie on its side of the mean where it stands.';
comment on column spc_points.astronomical is '1 beyond the upper limit, -1 beyond the lower, else 0.';
comment on column spc_points.trend is '1 in a run of rises, -1 in one of falls, else 0; of two that meet here, the later.';
comment on column spc_points.two_of_three is '1 or -1 where it is one of two, of three points on that side, more than two thirds of the way to the limit.';
comment on column spc_points.shift is '1 or -1 where it stands in a run of seven or more on that side of the mean.';
comment on column spc_points.any_high is 'True where a rule fires upwards.';
comment on column spc_points.any_low is 'True where a rule fires downwards.';
comment on column spc_points.conflict is 'True where rules fire both ways.';
comment on column spc_points.primary_rule is 'The first that fires of astronomical, trend, two_of_three, shift.';
comment on column spc_points.point_type is 'improvement, concern, neutral_high, neutral_low or common_cause; null where it takes no part.';
