-- Any screen can be drawn as it stood at any moment, and a test has a fixed day: both are variables of the session.
create or replace macro as_at() as coalesce(getvariable('as_at')::timestamp, 'infinity'::timestamp);
create or replace macro today() as coalesce(getvariable('today')::date, getvariable('as_at')::date, current_date);
-- A load of returns refreshes only the codes it touched; without a scope every row is in it.
create or replace macro in_scope(code) as getvariable('scope') is null or list_contains(getvariable('scope')::varchar[], code);
