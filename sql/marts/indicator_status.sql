-- What a reader sees today. A figure that should be here and is not is late, with its last status beside it and never
-- in its place; a milestone whose day has passed is below target whether or not anybody says so.
create view indicator_status as
with with_reasons as (
    select
        *,
        case
            when kind = 'milestone' and achieved_on is not null then judged_reason
            when kind = 'milestone' and target_date is null then 'the target is to be confirmed'
            when kind = 'milestone' and today() > target_date then 'its date has passed'
            when kind = 'milestone' then 'its date is still ahead'
            when value is not null or no_value_reason <> '' then judged_reason
            when today() > due_date and is_rolled_up then 'a part of the period has not been returned'
            when today() > due_date then 'the figure has not been returned'
            when today() > period_end then 'the return is not due yet'
            else 'the period has not finished'
        end as reason,
        value is not null or no_value_reason <> '' or achieved_on is not null as is_in,
    from indicator_series
)

select
    *,
    case reason
        when 'its date has passed' then 'below'
        when 'its date is still ahead' then 'due'
        when 'a part of the period has not been returned' then 'late'
        when 'the figure has not been returned' then 'late'
        when 'the return is not due yet' then 'due'
        when 'the period has not finished' then 'due'
        else judged_status
    end as status,
    judged_status = 'on' and coalesce(short_of(good_is, value_shown, stretch_value, null, null) <= 0, false) as beat_target,
from with_reasons;

comment on view indicator_status is 'One row per indicator and expected period: its status today and the rule that gave it.';
comment on column indicator_status.reason is 'The rule that fired.';
comment on column indicator_status.status is 'on, near, below, info, due or late.';
comment on column indicator_status.is_in is 'True where a figure, or a reason for having none, has been returned.';
comment on column indicator_status.beat_target is 'True where the figure is on target and past the stretch level.';
