create view risk_status as
select
    *,
    band_of(net_score) as band,
    case
        when net_score is null then 'not scored'
        when previous_net_score is null then 'new'
        when net_score > previous_net_score then 'rose'
        when net_score < previous_net_score then 'fell'
        else 'same'
    end as movement,
    (assessed_on + case review_every
        when 'monthly' then interval 1 month
        when 'half-yearly' then interval 6 months
        when 'annual' then interval 1 year
        else interval 3 months
    end)::date as next_review,
    -- A month's grace: a review falls in the quarter after the one it looks back on.
    coalesce(next_review + 31 < today(), true) as is_review_overdue,
    net_score > target_score as is_above_target,
    cause = '' or event = '' or consequence = '' as is_incomplete,
from risk_scores
where valid_to is null or valid_to >= today();

comment on view risk_status is 'One row per risk that stands today: score, band, movement and whether its review is overdue.';
comment on column risk_status.band is 'very high, high, moderate or low, from the net score; not scored where there is none.';
comment on column risk_status.movement is 'rose, fell or same since the assessment before; new at the first; not scored before it.';
comment on column risk_status.next_review is 'The day its next review is due; null until it is first scored.';
comment on column risk_status.is_review_overdue is 'True where that day passed more than a month ago, or it was never scored.';
comment on column risk_status.is_above_target is 'True where the net score is above the one aimed at; null where either is missing.';
comment on column risk_status.is_incomplete is 'True where cause, event or consequence is missing.';
