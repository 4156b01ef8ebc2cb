-- A measure of which several services each send their part, put together by its own aggregation. `parts_wanted` says whose
-- parts they are. Once all have come they are the measure's figure, unless its owner sends another.
create view combined_parts as
with together as (
    select
        indicator_code, period, any_value(period_end) as period_end,
        count(*) as parts_expected,
        count(*) filter (where has_come) as parts_in,
        count(*) filter (where has_figure) as figures_in,
        list(service_code order by service_code) filter (where has_come) as services_in,
        list(service_code order by service_code) filter (where not has_come) as services_awaited,
        sum(value) as total,
        avg(value) as mean,
        sum(numerator) filter (where denominator is not null) as numerator,
        sum(denominator) filter (where numerator is not null) as denominator,
        count(numerator + denominator) as pairs_in,
        bool_or(is_provisional) as is_provisional,
        max(loaded_at) as loaded_at,
        max(load_id) as load_id,
    from parts_wanted
    group by indicator_code, period
)

select
    together.indicator_code, together.period, parts_expected, parts_in,
    coalesce(services_in, []) as services_in,
    coalesce(services_awaited, []) as services_awaited,
    case
        when figures_in = 0 then null
        when indicator_versions.aggregation = 'ratio'
            then if(pairs_in = figures_in, indicator_versions.ratio_scale * together.numerator / nullif(together.denominator, 0), null)
        when indicator_versions.aggregation = 'sum' then total
        when indicator_versions.aggregation = 'mean' then mean
    end::decimal(18, 6) as value,
    if(pairs_in = figures_in, together.numerator, null)::decimal(18, 6) as numerator,
    if(pairs_in = figures_in, together.denominator, null)::decimal(18, 6) as denominator,
    parts_in = parts_expected as is_whole, is_provisional, loaded_at, load_id,
from together
inner join indicator_versions
    on together.indicator_code = indicator_versions.indicator_code
    and together.period_end between indicator_versions.valid_from and indicator_versions.valid_until;

comment on view combined_parts is 'One row per indicator and period of which services send their parts: the parts put together, and those still to come.';
comment on column combined_parts.parts_expected is 'Services that owe a part.';
comment on column combined_parts.parts_in is 'Services whose part is in, those with a reason for having none included.';
comment on column combined_parts.services_in is 'Codes of the services whose part is in.';
comment on column combined_parts.services_awaited is 'Codes of the services that owe a part and have not sent it.';
comment on column combined_parts.value is 'The parts together, in the indicator''s unit: cases over cases for a ratio, else the sum or the mean; null where they cannot be put together.';
comment on column combined_parts.numerator is 'Cases counted in all parts; null where a part gives none.';
comment on column combined_parts.denominator is 'Cases in all of the parts; null where a part gives none.';
comment on column combined_parts.is_whole is 'True where every part is in.';
comment on column combined_parts.is_provisional is 'True while a part may still change.';
comment on column combined_parts.loaded_at is 'When the last part came, UTC.';
comment on column combined_parts.load_id is 'The load the last part came in.';
