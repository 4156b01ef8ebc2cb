-- A person stands by the newest of their rows that has begun. Whose last day has passed stands nowhere, and an earlier
-- row does not come back: to end a row is how a leaver is removed.
create view people_today as
with begun as (
    select * replace (lower(trim(email)) as email)
    from current_people
    where valid_from <= today()
),

newest as (
    from begun
    qualify row_number() over (partition by email order by valid_from desc, accepted_no desc, source_row desc) = 1
)

select
    email, name, post, roles, service_codes, portfolio, is_deputy_for, valid_from, valid_to,
    valid_to is null or valid_to >= today() as is_in_post,
from newest;

comment on view people_today is 'One row per person who has begun, by the row they stand by today.';
comment on column people_today.email is 'The address they sign in with, in small letters.';
comment on column people_today.is_in_post is 'False from the day after their last.';
