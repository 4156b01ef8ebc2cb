-- A measure of which several services each send their part, put together by its own aggregation. A part is a figure with
-- the dimension "service" and the service's code as its category. Nobody lists which services send one: a service that
-- sent its part for the period before owes it for this one too.
create view combined_parts as
with sent as (
    select indicator_code, period, category as service_code, value, numerator, denominator
    from current_indicator_results
    where dimension = 'service' and category <> '' and (value is not null or numerator + denominator is not null)
),

wanted as (
    select indicator_code, period, service_code from sent
    union
    select sent.indicator_code, following.period, sent.service_code
    from sent
    inner join periods as following on sent.period = following.previous
),

together as (
    select
        wanted.indicator_code, wanted.period,
        count(*) as parts_expected,
        count(sent.service_code) as parts_in,
        list(wanted.service_code order by wanted.service_code) filter (where sent.service_code is not null) as services_in,
        list(wanted.service_code order by wanted.service_code) filter (where sent.service_code is null) as services_awaited,
        sum(sent.value) as total,
        avg(sent.value) as mean,
        sum(sent.numerator) filter (where sent.denominator is not null) as numerator,
        sum(sent.denominator) filter (where sent.numerator is not null) as denominator,
        count(sent.numerator + sent.denominator) as pairs_in,
    from wanted
    left join sent using (indicator_code, period, service_code)
    group by wanted.indicator_code, wanted.period
)

select
    together.indicator_code, together.period, parts_expected, parts_in,
    coalesce(services_in, []) as services_in,
    coalesce(services_awaited, []) as services_awaited,
    case
        when parts_in = 0 then null
        when indicator_versions.aggregation = 'ratio'
            then if(pairs_in = parts_in, indicator_versions.ratio_scale * together.numerator / nullif(together.denominator, 0), null)
        when indicator_versions.aggregation = 'sum' then total
        when indicator_versions.aggregation = 'mean' then mean
    end::decimal(18, 6) as value,
    if(pairs_in = parts_in, together.numerator, null)::decimal(18, 6) as numerator,
    if(pairs_in = parts_in, together.denominator, null)::decimal(18, 6) as denominator,
from together
inner join periods using (period)
inner join indicator_versions
    on together.indicator_code = indicator_versions.indicator_code
    and periods.period_end between indicator_versions.valid_from and indicator_versions.valid_until;

comment on view combined_parts is 'One row per indicator and period of which services send their parts: the parts put together, and those still to come.';
comment on column combined_parts.parts_expected is 'Services that sent a part, or sent one for the period before.';
comment on column combined_parts.parts_in is 'Services whose part is in.';
comment on column combined_parts.services_in is 'Codes of the services whose part is in.';
comment on column combined_parts.services_awaited is 'Codes of the services that sent a part for the period before and none for this one.';
comment on column combined_parts.value is 'The parts together, in the indicator''s unit: cases over cases for a ratio, else the sum or the mean; null where they cannot be put together.';
comment on column combined_parts.numerator is 'Cases counted in all parts; null where a part gives none.';
comment on column combined_parts.denominator is 'Cases in all of the parts; null where a part gives none.';
