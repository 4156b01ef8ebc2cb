-- What can be said of each figure in force for a measure's own periods; those worked out from others are left out.
create view figure_quality as
with explained as (
    select indicator_code, period, string_agg(distinct explanation, ' ' order by explanation) as explanation
    from explained_figures
    group by all
)

select
    series.indicator_code, series.title, coalesce(series.service_code, '') as service_code, series.period, series.period_end,
    quarters.period as quarter, series.unit, series.denominator,
    coalesce(series.is_provisional, false) as is_provisional,
    coalesce(series.is_revised, false) as is_revised,
    coalesce(explained.explanation, '') as explanation,
    -- Of fewer than twenty cases one more or less moves a share by more than five points.
    series.ratio_scale > 1 and coalesce(series.denominator < 20, false) as is_small,
    series.kind = 'indicator' and coalesce(series.judged_status, '') = 'below' as is_below,
    coalesce(series.what_happened, '') <> '' as has_what_happened,
    coalesce(series.why, '') <> '' as has_why,
    coalesce(series.what_next, '') <> '' as has_what_next,
from indicator_series as series
inner join periods as quarters
    on quarters.frequency = 'quarterly' and series.period_end between quarters.period_start and quarters.period_end
left join explained on series.indicator_code = explained.indicator_code and series.period = explained.period
where not series.is_rolled_up and series.value is not null;

comment on view figure_quality is 'One row per figure in force for a measure''s own period: what its readers should know of it.';
comment on column figure_quality.quarter is 'The quarter in which its period ends.';
comment on column figure_quality.explanation is 'What its sender answered when a check asked about its row; empty where none did.';
comment on column figure_quality.is_small is 'True for a share or rate of fewer than 20 cases.';
comment on column figure_quality.is_below is 'True where it is below its target.';
comment on column figure_quality.has_what_happened is 'True where its comment says what happened.';
comment on column figure_quality.has_why is 'True where its comment says why.';
comment on column figure_quality.has_what_next is 'True where its comment says what will be done.';
