-- How a figure is judged, in one place: the status of a period, of a forecast and of a preview all come through here.
-- Figures are judged at the decimals readers see, or 39.6 printed as 40 would be shown red against 40 and questioned.
create or replace macro shown(figure, places) as (
    round(figure::decimal(18, 6) * [1, 10, 100, 1000, 10000, 100000, 1000000][places + 1], 0)
    / [1, 10, 100, 1000, 10000, 100000, 1000000][places + 1]
)::decimal(18, 6);

-- A figure no lower and no higher than it can be. One too large to be held is none: a year that began with next to nothing.
create or replace macro kept_between(lowest, figure, highest) as
    if(abs(figure) < 1e11, greatest(lowest, least(figure, highest)), null)::decimal(18, 6);

-- How far a figure is from being on target, in its own unit: zero or less is met. A range is missed on either side.
create or replace macro short_of(good_is, figure, target, low, high) as case good_is
    when 'higher' then target - figure
    when 'lower' then figure - target
    when 'range' then greatest(coalesce(low - figure, figure - high), coalesce(figure - high, low - figure))
end;

-- How far a figure missed its target by: nought where it met it, null where there is none to miss.
create or replace macro missed_by(short_of_target) as if(short_of_target < 0, 0, short_of_target);

-- How far short still counts as slightly below. An intervention level, where one is set, takes the tolerance's place.
create or replace macro margin_of(good_is, target, intervention, tolerance_kind, tolerance) as case
    when intervention is not null and good_is in ('higher', 'lower') then abs(target - intervention)
    when tolerance_kind = 'absolute' then tolerance
    when tolerance_kind = 'percent' then (tolerance / 100 * abs(target))::decimal(18, 6)
end;

-- Decision: a figure exactly on a boundary takes the better status. Councillors read "on target" as green.
create or replace macro judged_against(short_of_target, margin) as case
    when short_of_target <= 0 then 'target met'
    when margin is null then 'short of target, and no tolerance is set'
    when short_of_target <= margin then 'short of target, within tolerance'
    else 'short of target, beyond tolerance'
end;

create or replace macro status_of(reason) as case reason
    when 'target met' then 'on'
    when 'reached by its date' then 'on'
    when 'short of target, within tolerance' then 'near'
    when 'short of target, beyond tolerance' then 'below'
    when 'short of target, and no tolerance is set' then 'below'
    when 'reached after its date' then 'below'
    else 'info'
end;

-- The status of anything held against a target: of a forecast, and of either end of its range.
create or replace macro status_by(class, short_of_target, margin) as
    if(class = 'target' and short_of_target is not null, status_of(judged_against(short_of_target, margin)), 'info');

-- Whether a year's target will be met, by the status of what is expected.
create or replace macro likelihood_of(status) as case status when 'on' then 'likely' when 'below' then 'unlikely' when 'near' then 'in doubt' end;

-- How small a change still counts as about the same: an amount in the measure's unit, or a percentage of the figure before.
create or replace macro deadband_of(deadband_kind, deadband, before) as coalesce(
    case deadband_kind when 'absolute' then deadband when 'percent' then (deadband / 100 * abs(before))::decimal(18, 6) end, 0
);

-- Which way a figure moved, as a reader should take it: up or down by polarity, nearer to the range for a range.
create or replace macro change_of(good_is, rise, further, deadband) as case
    when rise is null then 'n/a'
    when abs(rise) <= deadband and good_is in ('higher', 'lower', 'range') then 'same'
    when good_is = 'higher' then if(rise > 0, 'better', 'worse')
    when good_is = 'lower' then if(rise < 0, 'better', 'worse')
    when good_is = 'range' then case
        when further > deadband then 'worse' when further < -deadband then 'better' when further is not null then 'same' else 'n/a'
    end
    else 'n/a'
end;

-- The same of a figure that may add up. One so far this year always rises, so only the same point of another year says
-- anything of it; a running total rises from year to year as well, and nothing says anything of it but what it adds.
create or replace macro change_between(value_basis, is_same_point, good_is, rise, further, deadband) as if(
    value_basis = 'running_total' or (value_basis = 'year_to_date' and not is_same_point), 'n/a',
    change_of(good_is, rise, further, deadband)
);

-- A figure that stands on an edge has the better quarter: a hundred per cent is top where half the group has it.
-- Where less is better the lowest quarter is the best.
create or replace macro place_of(good_is, figure, q1, median, q3) as case
    when q1 = q3 then 'no spread'
    when short_of(good_is, figure, if(good_is = 'lower', q1, q3), null, null) <= 0 then 'at or past the best quarter''s edge'
    when short_of(good_is, figure, median, null, null) <= 0 then 'at or past the middle'
    when short_of(good_is, figure, if(good_is = 'lower', q3, q1), null, null) < 0 then 'past the bottom quarter''s edge'
    when figure is not null and q1 is not null and good_is in ('higher', 'lower') then 'at or short of the bottom quarter''s edge'
end;

create or replace macro quarter_of(reason) as case reason
    when 'at or past the best quarter''s edge' then 'best'
    when 'at or past the middle' then 'above'
    when 'past the bottom quarter''s edge' then 'below'
    when 'at or short of the bottom quarter''s edge' then 'worst'
end;

-- Which way a place moved from one quarter to another.
create or replace macro moved_between(before, after) as case sign(
    list_position(['worst', 'below', 'above', 'best'], after) - list_position(['worst', 'below', 'above', 'best'], before)
) when 1 then 'better' when 0 then 'same' when -1 then 'worse' else 'n/a' end;

-- A target as a level. Points are added to a baseline; per cent is of the baseline itself.
create or replace macro level_of(kind, amount, unit, baseline) as case
    when kind in ('numeric', 'percent') then amount
    when kind = 'relative_to_baseline' and unit = 'points' then baseline + amount
    when kind = 'relative_to_baseline' and unit = 'percent' then baseline * (1 + amount / 100)
end::decimal(18, 6);

-- What periods of a frequency are called when they are counted.
create or replace macro periods_called(frequency) as case frequency
    when 'monthly' then 'months' when 'quarterly' then 'quarters' when 'half-yearly' then 'half-years' else 'years'
end;

-- Bands of a five by five matrix. Ours: the papers print no matrix.
create or replace macro band_of(score) as case
    when score >= 20 then 'very high'
    when score >= 10 then 'high'
    when score >= 5 then 'moderate'
    when score >= 1 then 'low'
    else 'not scored'
end;

-- A line of the health card, of a service or of a portfolio. Ours: the papers plan a health card and give no rule for it.
create or replace macro health_of(judged, met, late) as case
    when judged = 0 and late > 0 then 'late'
    when judged = 0 then 'info'
    when met = judged then 'on'
    when met * 2 >= judged then 'near'
    else 'below'
end;

-- Money against its budget: within 1 per cent counts as on it. Spending where there is no budget is over it.
create or replace macro money_state(variance, budget) as case
    when variance is null then 'no forecast'
    when abs((100 * variance / nullif(budget, 0))::decimal(18, 1)) <= 1 then 'on budget'
    when variance > 0 then 'over budget'
    when variance < 0 then 'under budget'
    else 'on budget'
end;

-- Between which percentages a share of so few may lie by chance alone, 95 times in 100: Wilson's range for a share, which
-- stays within 0 and 100 and says something of none and of all. From fifty on it is narrow, and not told.
create or replace macro chance_range(counted, of_all, side) as if(
    of_all between 1 and 49,
    100 * (
        counted + 1.9208 + side * 1.96 * sqrt(counted * (of_all - counted) / nullif(of_all, 0)::double + 0.9604)
    ) / nullif(of_all + 3.8416, 0),
    null
)::decimal(18, 1);
