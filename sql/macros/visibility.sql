-- What is exempt is read by those who may: who they are is decided in pimdata/permissions.py, and told to the cursor as
-- `sees_exempt`, a list of 'all', 'service HO' and 'portfolio Housing'. Where nothing was told, nothing exempt is seen.
create or replace macro is_seen_by(seen, is_exempt, service_code, portfolio) as
    not coalesce(is_exempt, false)
    or coalesce(list_has_any(
        seen::varchar[],
        ['all', 'service ' || coalesce(nullif(service_code, ''), '?'), 'portfolio ' || coalesce(nullif(portfolio, ''), '?')]
    ), false);

create or replace macro may_see(is_exempt, service_code, portfolio) as
    is_seen_by(getvariable('sees_exempt'), is_exempt, service_code, portfolio);

-- Private lines of enquiry are for Scrutiny alone. Where nothing was told, nobody of it asks.
create or replace macro may_see_private() as coalesce(getvariable('sees_private')::boolean, false);
