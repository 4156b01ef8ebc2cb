-- Which list of people it is. A return or a question leaves it as it was, so who may do what need not be looked up again.
create view people_version as
select concat_ws(
    '-',
    (select coalesce(sum(hash(people)::hugeint), 0) from current_people as people),
    (select coalesce(sum(hash(services)::hugeint), 0) from service_versions as services)
) as fingerprint;

comment on view people_version is 'One row per database: which list of people it holds.';
comment on column people_version.fingerprint is 'Another for every list of people, and for every name that a service has in it.';
