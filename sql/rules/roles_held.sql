-- A role of a service is held once for each service, one of a portfolio once for each portfolio. A deputy holds the own
-- roles of those they stand in for, and none that those hold as deputies themselves.
create view roles_held as
with standing as materialized (
    select email, post, roles, service_codes, portfolio, is_deputy_for from people_today where is_in_post
),

own as (
    select email, post, service_codes, portfolio, trim(named.role) as role
    from standing, unnest(string_split(roles, ';')) as named(role)
    where trim(named.role) <> ''
),

placed as (
    select
        email, post, role,
        role in ('head', 'manager', 'budget', 'team', 'account') as is_of_a_service,
        role in ('holder', 'monitor') as is_of_a_portfolio,
        if(is_of_a_service, string_split(service_codes, ';'), ['']) as services,
        if(is_of_a_portfolio, string_split(portfolio, ';'), ['']) as portfolios,
    from own
),

held as materialized (
    select email, post, role, trim(in_service.code) as service_code, trim(of_portfolio.name) as portfolio
    from placed, unnest(services) as in_service(code), unnest(portfolios) as of_portfolio(name)
    where not (is_of_a_service and trim(in_service.code) = '') and not (is_of_a_portfolio and trim(of_portfolio.name) = '')
),

standing_in as (
    select email, lower(trim(other.address)) as principal
    from standing, unnest(string_split(is_deputy_for, ';')) as other(address)
    where trim(other.address) <> ''
),

everybody as (
    select email, role, service_code, portfolio, '' as deputises_for from held
    union
    select standing_in.email, held.role, held.service_code, held.portfolio, if(held.post = '', principal, held.post) as deputises_for
    from standing_in
    inner join held on held.email = standing_in.principal
)

select everybody.*, coalesce(title, service_code) as service_title
from everybody
left join service_names using (service_code);

comment on view roles_held is 'One row per person, role, service and portfolio: who holds which role today, for whom.';
comment on column roles_held.email is 'The address they sign in with, in small letters.';
comment on column roles_held.role is 'The role.';
comment on column roles_held.service_code is 'The service a role of a service is of; empty otherwise.';
comment on column roles_held.portfolio is 'The portfolio a role of a portfolio is of; empty otherwise.';
comment on column roles_held.deputises_for is 'The post of whoever they stand in for, the address where no post is given; empty for a role of their own.';
comment on column roles_held.service_title is 'The service''s name; its code where none stands today.';
