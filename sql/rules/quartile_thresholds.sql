-- The three figures that part a group into quarters. Published ones win; where there are none they are worked out over
-- the group with ourselves in it, by straight lines between figures (Excel's QUARTILE.INC).
-- Fewer than twelve authorities are ranked and never parted into quarters: ours, since no authority gives a number.
create view quartile_thresholds as
with worked_out as (
    select
        indicator_code, period, "group",
        quantile_cont(value, 0.25) as q1, quantile_cont(value, 0.5) as median, quantile_cont(value, 0.75) as q3,
        count(*) as authorities, 'worked out' as threshold_source, '' as source,
    from compared_figures
    where is_counted
    group by indicator_code, period, "group"
    having count(*) >= 12
),

published as (
    select
        indicator_code, period, "group",
        -- Where less is better some publishers call the lowest figure the upper quartile.
        least(upper_quartile, lower_quartile) as q1, median, greatest(upper_quartile, lower_quartile) as q3,
        null as authorities, 'published' as threshold_source, source,
    from current_quartiles
    where in_scope(indicator_code)
)

from published
union all
from worked_out anti join published using (indicator_code, period, "group");

comment on view quartile_thresholds is 'One row per indicator, period and group that can be parted into quarters: the figures that part it.';
comment on column quartile_thresholds.q1 is 'A quarter of the group lies below this figure, in the indicator''s unit, whichever way is better.';
comment on column quartile_thresholds.median is 'The middle of the group.';
comment on column quartile_thresholds.q3 is 'A quarter of the group lies above this figure.';
comment on column quartile_thresholds.authorities is 'How many authorities they were worked out over; null where they were published.';
comment on column quartile_thresholds.threshold_source is 'published, or worked out.';
comment on column quartile_thresholds.source is 'Who published them; empty where they were worked out.';
