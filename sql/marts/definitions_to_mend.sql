create view definitions_to_mend as
select
    indicator_code, title, service_code, portfolio,
    list_filter(
        [
            if(coalesce(definition, '') = '', 'no definition', null),
            if(coalesce(officer, '') = '', 'no owner', null),
            if(coalesce(portfolio, '') = '', 'no portfolio', null),
            if(class = 'target' and kind = 'indicator' and coalesce(good_is, '') = '', 'not said which way is better', null),
            if(coalesce(source, '') = '', 'no source', null),
        ],
        lambda what: what is not null
    ) as missing,
from indicator_versions
where today() between valid_from and valid_until and len(missing) > 0;

comment on view definitions_to_mend is 'One row per measure that stands today and whose definition leaves something out.';
comment on column definitions_to_mend.missing is 'What is left out, in words.';
