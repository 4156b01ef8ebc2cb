-- Each row of a portfolio stands until the day before the next.
create view portfolio_versions as
select
    portfolio, holder, valid_from,
    least(
        coalesce(valid_to, date '9999-12-31'),
        coalesce(lead(valid_from) over (partition by portfolio order by valid_from) - 1, date '9999-12-31')
    ) as valid_until,
from current_portfolios;

comment on view portfolio_versions is 'One row per portfolio and valid_from, with the days between which it stands.';
comment on column portfolio_versions.valid_until is 'The last day on which it stands; 9999-12-31 while none is known.';
