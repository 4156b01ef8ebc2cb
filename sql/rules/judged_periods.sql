-- Each figure against the target that judges it, and the rule that fired.
-- A year's target judges a part of the year only where part and year are alike: a snapshot, a running total, a rolling
-- figure, a ratio or a mean. A quarter's sum is never held against a year's, nor a figure so far against one at the end.
create view judged_periods as
with figures as materialized (
    from period_figures
),

-- The baseline a target "+2.5%" stands on: the one the plan gives, else the figure of the year that was to set it,
-- the year's own where there is one, else the last part of it that came in and is like a year.
baselines as (
    select indicator_code, arg_min(value, (parts, -period_index)) as found_baseline
    from figures
    where year_terms.kind = 'set_baseline' and value is not null and is_like_a_year
    group by indicator_code
),

based as (
    select
        *,
        coalesce(baseline_value, found_baseline) as baseline,
        own_terms.kind is null and is_like_a_year as is_judged_by_year,
        if(own_terms.kind is not null, own_terms, if(
            is_judged_by_year or year_terms.kind not in ('numeric', 'percent', 'relative_to_baseline'), year_terms, null
        )) as terms,
    from figures
    left join baselines using (indicator_code)
),

levelled as (
    select
        * exclude (year_terms, own_terms, terms, found_baseline),
        terms.kind as target_kind,
        level_of(terms.kind, terms.value, terms.unit, baseline) as target,
        if(terms.kind in ('numeric', 'percent'), terms.low, null) as target_low,
        if(terms.kind in ('numeric', 'percent'), terms.high, null) as target_high,
        terms.intervention as intervention_value,
        terms.stretch as stretch_value,
        level_of(year_terms.kind, year_terms.value, year_terms.unit, baseline) as year_target,
        if(year_terms.kind in ('numeric', 'percent'), year_terms.low, null) as year_target_low,
        if(year_terms.kind in ('numeric', 'percent'), year_terms.high, null) as year_target_high,
        year_terms.intervention as year_intervention,
        case
            when terms.kind is null and year_terms.kind is not null then 'no target for this period'
            when terms.kind = 'set_baseline' then 'a baseline is being set'
            when terms.kind = 'to_be_confirmed' then 'the target is to be confirmed'
            when terms.kind = 'relative_to_baseline' and terms.unit not in ('points', 'percent')
                then 'the plan does not say of what its target is a part'
            when terms.kind = 'relative_to_baseline' then 'the baseline is not known yet'
            else 'no target is set'
        end as no_target_reason,
    from based
),

as_shown as (
    select
        *,
        shown(value, decimal_places) as value_shown,
        shown(target, decimal_places) as target_shown,
        shown(target_low, decimal_places) as low_shown,
        shown(target_high, decimal_places) as high_shown,
        margin_of(good_is, target_shown, shown(intervention_value, decimal_places), tolerance_kind, tolerance) as margin,
        coalesce(target_shown, low_shown, high_shown) is not null as has_target,
        short_of(good_is, value_shown, target_shown, low_shown, high_shown) as short_of_target,
    from levelled
),

with_reasons as (
    select
        *,
        case
            when kind = 'milestone' then case
                when achieved_on is null then null
                when target_date is null then 'reached, and no date was set for it'
                when achieved_on <= target_date then 'reached by its date'
                else 'reached after its date'
            end
            when value is null and no_value_reason <> '' then 'no figure: ' || no_value_reason
            when value is null then null
            when class = 'context' then 'shown for context and never judged'
            when class = 'data_only' then 'collected as data and never judged'
            when not has_target then no_target_reason
            when short_of_target is null then 'neither a higher nor a lower figure is better'
            else judged_against(short_of_target, margin)
        end as judged_reason,
    from as_shown
)

select * exclude (target_shown, low_shown, high_shown), status_of(judged_reason) as judged_status
from with_reasons;

comment on view judged_periods is 'One row per indicator and expected period: its figure, the target that judges it, and the rule that fired.';
comment on column judged_periods.baseline is 'The figure that targets relative to a baseline stand on; null until one is given or returned.';
comment on column judged_periods.is_judged_by_year is 'True where the year''s target judges this period too.';
comment on column judged_periods.target_kind is 'How the target''s words are read; null where no target judges the period.';
comment on column judged_periods.target is 'The level to be judged against, in the indicator''s unit; null where there is none.';
comment on column judged_periods.no_target_reason is 'Why there is no level, where there is none.';
comment on column judged_periods.year_target is 'The year''s target, in the indicator''s unit.';
comment on column judged_periods.year_target_low is 'The lower edge of the year''s range.';
comment on column judged_periods.year_target_high is 'The upper edge of the year''s range.';
comment on column judged_periods.year_intervention is 'The figure past which the year counts as below target.';
comment on column judged_periods.value_shown is 'The figure at the decimals readers see.';
comment on column judged_periods.has_target is 'True where there is a level or range to judge against.';
comment on column judged_periods.short_of_target is 'How far short of target, in the indicator''s unit; zero or less is met.';
comment on column judged_periods.margin is 'How far short still counts as slightly below; null where no tolerance is set.';
comment on column judged_periods.judged_reason is 'The rule that fired; null while there is nothing to judge.';
comment on column judged_periods.judged_status is 'on, near, below or info, from judged_reason; info while there is nothing to judge.';
