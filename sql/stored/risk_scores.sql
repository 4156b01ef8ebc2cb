-- Scores are worked out here and never typed: a typed score of 12 for 3 by 3 has been minuted before now.
create view risk_scores as
with definitions_in_force as (
    select *
    from current_risks
    qualify row_number() over (partition by risk_code order by valid_from desc) = 1
),

scored as (
    select
        *,
        gross_likelihood * gross_impact as gross_score,
        net_likelihood * net_impact as net_score,
        row_number() over (partition by risk_code order by assessed_on desc) as newest_first,
        lead(net_likelihood * net_impact) over (partition by risk_code order by assessed_on desc) as previous_net_score,
        lead(assessed_on) over (partition by risk_code order by assessed_on desc) as previously_assessed_on,
    from current_risk_assessments
)

select
    definitions_in_force.risk_code, register, cause, event, consequence, portfolio, service_code, owner_role, controls,
    review_every, is_exempt, target_likelihood, target_impact,
    target_likelihood * target_impact as target_score,
    scored.assessed_on, gross_likelihood, gross_impact, gross_score, net_likelihood, net_impact, net_score,
    previous_net_score, previously_assessed_on, controls_in_place, scored.comment, scored.decided_by,
    definitions_in_force.note, definitions_in_force.inferred, definitions_in_force.valid_to, definitions_in_force.load_id,
    band_of(net_score) as band,
    case
        when net_score is null then 'not scored'
        when previous_net_score is null then 'new'
        when net_score > previous_net_score then 'rose'
        when net_score < previous_net_score then 'fell'
        else 'same'
    end as movement,
    (scored.assessed_on + case review_every
        when 'monthly' then interval 1 month
        when 'half-yearly' then interval 6 months
        when 'annual' then interval 1 year
        else interval 3 months
    end)::date as next_review,
    net_score > target_likelihood * target_impact as is_above_target,
    cause = '' or event = '' or consequence = '' as is_incomplete,
from definitions_in_force
left join scored
    on definitions_in_force.risk_code = scored.risk_code and scored.newest_first = 1;

comment on view risk_scores is 'One row per risk: its wording, its newest scores and the ones before.';
comment on column risk_scores.target_score is 'The likelihood aimed at times the impact aimed at, 1 to 25.';
comment on column risk_scores.gross_score is 'Likelihood times impact before controls, 1 to 25.';
comment on column risk_scores.net_score is 'Likelihood times impact after controls, 1 to 25; null until it is first scored.';
comment on column risk_scores.previous_net_score is 'The net score before the newest.';
comment on column risk_scores.previously_assessed_on is 'The day of the assessment before the newest.';
comment on column risk_scores.band is 'very high, high, moderate or low, from the net score; not scored where there is none.';
comment on column risk_scores.movement is 'rose, fell or same since the assessment before; new at the first; not scored before it.';
comment on column risk_scores.next_review is 'The day its next review is due; null until it is first scored.';
comment on column risk_scores.is_above_target is 'True where the net score is above the one aimed at; null where either is missing.';
comment on column risk_scores.is_incomplete is 'True where cause, event or consequence is missing.';
