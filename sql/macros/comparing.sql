-- Whose place among others is asked: '' for the council itself, else the code of another authority taken as us.
create or replace macro us() as coalesce(getvariable('us')::varchar, '');
-- A council's name without what it calls itself: "Example District Council" and "Example" are one.
create or replace macro bare_name(named) as trim(regexp_replace(
    lower(named), '\b(council|district|borough|metropolitan|royal|city|of|mbc|mdc|dc|bc|lb)\b|[^a-z]+', ' ', 'g'
));
-- Whether a name is that of the council whose results these are.
create or replace macro is_ourselves(named) as coalesce(
    replace(bare_name(named), ' ', '') = replace(bare_name(getvariable('council')::varchar), ' ', ''), false
);
