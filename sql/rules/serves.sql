-- What stands beneath what, through any number of links. `union` keeps each pair once, so nothing is counted twice
-- by two ways up.
create view serves as
with recursive beneath as (
    select from_code as code, to_code as item_code from current_links where coalesce(valid_to, date '9999-12-31') >= today()
    union
    select beneath.code, links.to_code as item_code
    from beneath
    inner join current_links as links on beneath.item_code = links.from_code
    where coalesce(links.valid_to, date '9999-12-31') >= today()
)

select code, item_code from beneath;

comment on view serves is 'One row per coded thing and whatever it serves, directly or through others.';
comment on column serves.code is 'What serves.';
comment on column serves.item_code is 'What is served.';
