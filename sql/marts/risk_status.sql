create view risk_status as
select
    *,
    -- A month's grace: a review falls in the quarter after the one it looks back on.
    coalesce(next_review + 31 < today(), true) as is_review_overdue,
from risk_scores
where valid_to is null or valid_to >= today();

comment on view risk_status is 'One row per risk that stands today: score, band, movement and whether its review is overdue.';
comment on column risk_status.is_review_overdue is 'True where that day passed more than a month ago, or it was never scored.';
