-- Which way of forecasting suits a measure's kind of figure, once each part of its year is answered; or why there is none.
create view forecast_methods as
with known as (
    select
        forecast_profiles.*, parts - last_part as parts_left,
        -- Provisional limits say where a stock stands, and no more.
        if(is_firm or family = 'stock', usual_level, null) as usual_level,
        if(is_firm or family = 'stock', spread, null) as spread,
        -- What is charted of a total that never ends is what each period adds, not where it stands.
        if(value_basis = 'running_total', null, basis) as basis,
        if(value_basis = 'running_total', null, level) as level,
        -- Six periods, or those there are. No forecast is made across a gap, so six rows before is six parts before.
        (year_to_date - coalesce(lag(year_to_date, 6) over of_year, 0))::double / least(part, 6) as recent_step,
    from forecast_profiles
    left join forecast_levels using (indicator_code, financial_year, part)
    -- One is made with each answer; a year with none says so once.
    where is_answered or (figures_in_year = 0 and part = first_part)
    window of_year as (partition by indicator_code, financial_year order by part)
)

select
    *,
    case
        when parts_in = 0 and parts = 1 then 'none: only its owner can forecast a figure for a whole year'
        when parts_in = 0 then 'none: no figures yet'
        when family = 'none' and parts > 1 then 'none: figures of this measure do not add up to a year'
        when last_part = parts and (parts_in = parts or family = 'stock' or value_basis = 'year_to_date') then 'outturn'
        when family = 'stock' then coalesce(basis, 'latest figure')
        when parts_in < part then 'none: a figure is missing'
        -- Too little of the year has gone for what is in to say anything of the rest.
        when family = 'count' and (part = 1 or share_by_then < 0.10) then 'none: too early'
        when family = 'count' and chosen_method = 'run_rate' then 'run rate'
        when family = 'count' and chosen_method = 'last_year_remainder' and last_year_gain is not null then 'remainder of last year'
        when family = 'count' and (chosen_method in ('straight_line', 'last_year_remainder') or share_by_then is null)
            then 'straight line'
        when family = 'count' and past_years = 1 then 'profile of one past year'
        when family = 'count' then 'profile of past years'
        when family = 'rate so far' and past_years = 0 then 'none: no earlier year to compare with'
        when family = 'rate so far' and past_years = 1 then 'gain of one past year'
        when family = 'rate so far' then 'gains of past years'
        when family = 'ratio' and pairs_in = parts_in and usual_level is not null then 'rate so far, then usual rate'
        when family = 'ratio' and pairs_in = parts_in and denominator = 0 then 'none: no cases yet'
        when family = 'ratio' and pairs_in = parts_in then 'rate so far'
        -- Figures without their counts can only be averaged as if each stood for as many cases.
        when usual_level is not null then 'mean so far, then usual level, unweighted'
        else 'mean so far, unweighted'
    end as method,
    case
        when starts_with(method, 'none') or method = 'outturn' then null
        when family <> 'count' then 'its kind of figure'
        when chosen_method = 'last_year_remainder' and method = 'straight line' then 'no last year to go by'
        when method = 'straight line' and chosen_method <> 'straight_line' then 'no earlier year to go by'
        when chosen_method <> '' then 'chosen for the measure'
        else 'its kind of figure'
    end as method_rule,
    -- As many cases are to come as came last year, or else as many for each part as have come so far.
    coalesce(denominator_after_last_year, denominator::double * parts_left / nullif(part, 0)) as denominator_left,
from known;

comment on view forecast_methods is 'One row per indicator and part of a year at which a forecast is made: the method, and all that it needs.';
comment on column forecast_methods.parts_left is 'Parts of the year still to come.';
comment on column forecast_methods.method is 'How the forecast is worked out, or why there is none.';
comment on column forecast_methods.recent_step is 'What each of the last six periods of the year brought on average, in the indicator''s unit; of fewer, where fewer are in.';
comment on column forecast_methods.method_rule is 'Why it is that method: its kind of figure, chosen for the measure, no last year to go by, or no earlier year to go by; null where there is no forecast, or the year has ended.';
comment on column forecast_methods.denominator_left is 'Cases still to come in the year.';
