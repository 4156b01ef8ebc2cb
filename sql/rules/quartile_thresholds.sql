-- The three figures that part a group into quarters. Published ones win; where there are none they are worked out over
-- the group with ourselves in it, by straight lines between figures (Excel's QUARTILE.INC).
-- Fewer than twelve authorities are ranked and never parted into quarters: ours, since no authority gives a number.
create view quartile_thresholds as
with compared_groups as (
    select
        indicator_code, period, "group",
        count(*) filter (where is_counted) as of,
        quantile_cont(value, [0.25, 0.5, 0.75]) filter (where is_counted) as parts,
        bool_or(is_us) as has_us,
        max(rank) filter (where is_us) as our_rank,
    from compared_figures
    group by indicator_code, period, "group"
),

published as (
    select
        indicator_code, period, "group", source,
        -- Where less is better some publishers call the lowest figure the upper quartile.
        [least(upper_quartile, lower_quartile), median, greatest(upper_quartile, lower_quartile)] as given,
    from current_quartiles
    where in_scope(indicator_code)
)

select
    indicator_code, period, "group",
    coalesce(given, if(of >= 12, parts, null))[1] as q1,
    coalesce(given, if(of >= 12, parts, null))[2] as median,
    coalesce(given, if(of >= 12, parts, null))[3] as q3,
    case when given is not null then 'published' when of >= 12 then 'worked out' end as threshold_source,
    coalesce(source, '') as source,
    of, parts[2] as middle, coalesce(has_us, false) as has_us, our_rank,
from compared_groups
full join published using (indicator_code, period, "group");

comment on view quartile_thresholds is 'One row per indicator, period and group: the figures that part it into quarters, and our rank in it.';
comment on column quartile_thresholds.q1 is 'A quarter of the group lies below this figure, in the indicator''s unit, whichever way is better; null where it has none.';
comment on column quartile_thresholds.median is 'The middle of the group.';
comment on column quartile_thresholds.q3 is 'A quarter of the group lies above this figure.';
comment on column quartile_thresholds.threshold_source is 'published, or worked out; null where there are none.';
comment on column quartile_thresholds.source is 'Who published them; empty where they were worked out.';
comment on column quartile_thresholds.of is 'Authorities with a figure that counts, ourselves among them; null where only quartiles are held.';
comment on column quartile_thresholds.middle is 'The middle of those figures.';
comment on column quartile_thresholds.has_us is 'True where we stand in the group.';
comment on column quartile_thresholds.our_rank is 'Our rank in it; 1 is best.';
