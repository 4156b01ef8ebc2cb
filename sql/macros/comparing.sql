-- Whose place among others is asked: '' for the council itself, else the code of another authority taken as us.
create or replace macro us() as coalesce(getvariable('us')::varchar, '');
-- A council's name without what it calls itself: "Example District Council" and "Example" are one.
create or replace macro bare_name(named) as trim(regexp_replace(
    lower(named), '\b(council|district|borough|metropolitan|royal|city|of|mbc|mdc|dc|bc|lb)\b|[^a-z]+', ' ', 'g'
));
-- National files hold the council itself among the others. Its own results stand for it, and it is not counted twice.
create or replace macro is_ourselves(named) as coalesce(
    replace(bare_name(named), ' ', '') = replace(bare_name(getvariable('council')::varchar), ' ', ''), false
);

-- A figure that stands on an edge has the better quarter: a hundred per cent is top where half the group has it.
-- Where less is better the lowest quarter is the best.
create or replace macro place_of(good_is, figure, q1, median, q3) as case
    when q1 = q3 then 'no spread'
    when short_of(good_is, figure, if(good_is = 'lower', q1, q3), null, null) <= 0 then 'at or past the best quarter''s edge'
    when short_of(good_is, figure, median, null, null) <= 0 then 'at or past the middle'
    when short_of(good_is, figure, if(good_is = 'lower', q3, q1), null, null) < 0 then 'past the bottom quarter''s edge'
    when figure is not null and q1 is not null and good_is in ('higher', 'lower') then 'at or short of the bottom quarter''s edge'
end;

create or replace macro quarter_of(reason) as case reason
    when 'at or past the best quarter''s edge' then 'best'
    when 'at or past the middle' then 'above'
    when 'past the bottom quarter''s edge' then 'below'
    when 'at or short of the bottom quarter''s edge' then 'worst'
end;

-- Which way a place moved from one quarter to another.
create or replace macro moved_between(before, after) as case sign(
    list_position(['worst', 'below', 'above', 'best'], after) - list_position(['worst', 'below', 'above', 'best'], before)
) when 1 then 'better' when 0 then 'same' when -1 then 'worse' else 'n/a' end;
