create view portfolio_holders as
select portfolio, holder
from current_portfolios
where coalesce(valid_to, date '9999-12-31') >= today() and valid_from <= today()
qualify row_number() over (partition by portfolio order by valid_from desc) = 1;

comment on view portfolio_holders is 'One row per portfolio that stands today, with its holder as the papers name them.';
