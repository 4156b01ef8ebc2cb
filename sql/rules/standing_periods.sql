-- What each row will say, and from which day: all of it that does not change at midnight. `indicator_status` holds it
-- against today and works out nothing else.
create view standing_periods as
with settled as (
    select
        *,
        case
            when kind = 'milestone' and achieved_on is not null then judged_reason
            when kind = 'milestone' and target_date is null then 'the target is to be confirmed'
            when kind = 'milestone' then 'its date has passed'
            when value is not null or no_value_reason <> '' then judged_reason
            when is_rolled_up then 'a part of the period has not been returned'
            else 'the figure has not been returned'
        end as settled_reason,
        -- A milestone is settled by its date, a figure by the day it is due, unless it has come before.
        case
            when kind = 'milestone' and (achieved_on is not null or target_date is null) then date '0001-01-01'
            when kind = 'milestone' then target_date
            when value is not null or no_value_reason <> '' then date '0001-01-01'
            else due_date
        end as settled_after,
    from compared_periods
),

begun as (
    select
        *,
        case settled_reason
            when 'its date has passed' then 'below'
            when 'a part of the period has not been returned' then 'late'
            when 'the figure has not been returned' then 'late'
            else judged_status
        end as settled_status,
        -- A milestone says where it stands from its first day; a figure once it is in; one that is not in once it is late.
        case
            when is_rolled_up then null
            when kind = 'milestone' then period_start
            when settled_after is not null then greatest(period_start, settled_after + 1)
        end as stands_from,
    from settled
)

select
    *,
    coalesce(least(min(stands_from) over later - 1, retired_on), date '9999-12-31') as stands_until,
    list(value_shown::double) over last_nine as recent,
    first_value(period) over last_nine as recent_from,
from begun
window
    last_nine as (partition by indicator_code, frequency order by period_index range between 8 preceding and current row),
    later as (partition by indicator_code order by period_end, is_rolled_up desc rows between 1 following and unbounded following);

comment on view standing_periods is 'One row per indicator and expected period: what it says of its measure, and from when until when.';
comment on column standing_periods.settled_reason is 'The rule that fires once its day is past.';
comment on column standing_periods.settled_after is 'The day after which that holds: when it was to be reached or returned; long past where it is in.';
comment on column standing_periods.settled_status is 'The status from then on.';
comment on column standing_periods.stands_from is 'From when this row may say where its measure stands: once it is in, or late.';
comment on column standing_periods.stands_until is 'Until when it does: the day before a later row does, or the day the measure ended.';
comment on column standing_periods.recent is 'Its last nine figures, this one last.';
comment on column standing_periods.recent_from is 'The period of the first of them.';
