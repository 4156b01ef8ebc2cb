-- What stands beneath what, through any number of links. `union` keeps each pair once, so nothing is counted twice by two
-- ways up, and a circle that slipped in ends by itself.
create view serves as
with recursive beneath as (
    select from_code as code, to_code as item_code, coalesce(valid_to, date '9999-12-31') as until from current_links
    union
    select beneath.code, links.to_code as item_code, least(beneath.until, coalesce(links.valid_to, date '9999-12-31')) as until
    from beneath
    inner join current_links as links on beneath.item_code = links.from_code
)

select code, item_code, max(until) as until
from beneath
group by code, item_code;

comment on view serves is 'One row per coded thing and whatever it serves, directly or through others.';
comment on column serves.code is 'What serves.';
comment on column serves.item_code is 'What is served.';
comment on column serves.until is 'The last day on which it does; 9999-12-31 while it stands.';
