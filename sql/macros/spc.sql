-- Which set of control chart rules is asked for: ours, or one of two that others publish, so that results can be compared
-- point by point. A variable of the session: `default`, `mdc_sql25` (Making Data Count's SQL) or `nhsr` (NHSRplotthedots).
create or replace macro spc_rules() as coalesce(getvariable('spc_rules')::varchar, 'default');

-- Whether large moving ranges are left out of the limits. Ours asks the measure; Making Data Count's SQL never leaves one
-- out, and NHSRplotthedots does unless it is told not to. The variable `spc_screens` (true or false) has the last word.
create or replace macro screens(own) as coalesce(
    getvariable('spc_screens')::boolean,
    case spc_rules() when 'mdc_sql25' then false when 'nhsr' then true else own end
);

-- Which side of the mean a figure lies. Means come out a hair off in the last digit, and eight figures exactly on the mean
-- must not read as a shift.
create or replace macro side_of(figure, mean, slack) as case
    when abs(figure - mean) <= slack then 0 when figure > mean then 1 when figure < mean then -1
end;

-- Whether a figure lies where two of three make a signal: more than two thirds of the way to a limit. Ours counts what lies
-- beyond the limit too, as Making Data Count announced in November 2023; neither of the two published sets does yet.
create or replace macro in_zone(figure, mean, reach, slack) as abs(figure - mean) > reach * 2 / 3 + slack
    and (spc_rules() = 'default' or abs(figure - mean) <= reach + slack);

-- What limits are worth. Under twelve points, or fewer than twelve since the process changed, they still move with each.
create or replace macro limits_status_of(points, points_in_phase, reach) as case
    when coalesce(points, 0) = 0 then 'no_data'
    when reach is null then 'no_limits'
    when points < 12 then 'run_chart_only'
    when reach = 0 then 'no_variation'
    when points < 15 or points_in_phase < 12 then 'provisional'
    else 'established'
end;
