-- What each row will say once its day is past, and from which day: all of a status that does not change at midnight.
-- `indicator_status` holds it against today and works out nothing else.
create view settled_periods as
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
    from judged_periods
)

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
    value is not null or no_value_reason <> '' or achieved_on is not null as is_in,
    judged_status = 'on' and coalesce(short_of(good_is, value_shown, stretch_value, null, null) <= 0, false) as beat_target,
from settled;

comment on view settled_periods is 'One row per indicator and expected period: what it will say, and from when it speaks for its measure.';
comment on column settled_periods.settled_reason is 'The rule that fires once its day is past.';
comment on column settled_periods.settled_after is 'The day after which that holds: when it was to be reached or returned; long past where it is in.';
comment on column settled_periods.settled_status is 'The status from then on.';
comment on column settled_periods.stands_from is 'From when this row may say where its measure stands: once it is in, or late; null where it never does.';
comment on column settled_periods.is_in is 'True where a figure, or a reason for having none, has been returned.';
comment on column settled_periods.beat_target is 'True where the figure is on target and past the stretch level.';
