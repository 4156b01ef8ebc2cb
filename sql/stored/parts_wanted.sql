-- Which services owe their part of a measure, and what came of each. A part is a figure with the dimension "service" and the
-- service's code as its category. Nobody lists which services send one: a service that sent its part within the year before
-- owes it, so that one part that does not come is asked for again and a service that no longer sends any is let go.
create view parts_wanted as
with sent as (
    select
        indicator_code, period, category as service_code, period_end, value, numerator, denominator,
        no_value_reason, is_provisional, loaded_at, load_id,
        value is not null or numerator + denominator is not null as has_figure,
    from current_indicator_results
    where dimension = 'service' and category <> ''
),

senders as (
    select indicator_code, following.period, service_code, any_value(following.period_end) as period_end,
    from sent
    inner join periods as sent_for using (period)
    inner join periods as following
        on sent_for.frequency = following.frequency
        and following.period_end between sent.period_end and sent.period_end + interval 1 year
    where has_figure and following.period_end <= (select max(value::date) from settings where name = 'horizon')
    group by all
    union
    select indicator_code, period, service_code, period_end from sent
)

select
    indicator_code, senders.period, service_code, senders.period_end,
    coalesce(has_figure or no_value_reason <> '', false) as has_come, coalesce(has_figure, false) as has_figure,
    sent.value, sent.numerator, sent.denominator, sent.is_provisional, sent.loaded_at, sent.load_id,
from senders
left join sent using (indicator_code, period, service_code);

comment on view parts_wanted is 'One row per indicator, period and service that owes its part of the figure, or has sent it.';
comment on column parts_wanted.service_code is 'The service whose part it is.';
comment on column parts_wanted.has_come is 'True where it has a figure or a reason for having none.';
comment on column parts_wanted.has_figure is 'True where it has a figure, or its cases.';
comment on column parts_wanted.value is 'The part, in the indicator''s unit.';
comment on column parts_wanted.numerator is 'Its cases counted.';
comment on column parts_wanted.denominator is 'Its cases in all.';
comment on column parts_wanted.is_provisional is 'True while it may still change.';
comment on column parts_wanted.loaded_at is 'When it came, UTC; null while it has not.';
comment on column parts_wanted.load_id is 'The load it came in; null while it has not.';
