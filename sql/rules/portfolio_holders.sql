create view portfolio_holders as
select portfolio, holder
from portfolio_versions
where today() between valid_from and valid_until;

comment on view portfolio_holders is 'One row per portfolio that stands today, with its holder as the papers name them.';
