-- What a definition leaves out or cannot mean. A percentage of nought leaves no room for slightly below, and a range has no
-- one level to take a percentage of: both want a tolerance in the measure's own unit.
create view definitions_to_mend as
with no_part_of as (
    select
        indicator_code,
        bool_or(target_kind in ('numeric', 'percent') and target_value = 0) as is_of_nought,
        bool_or(target_value is null and coalesce(target_low, target_high) is not null) as is_of_range,
    from current_targets
    where category = ''
    group by indicator_code
)

select
    indicator_code, title, service_code, portfolio,
    list_filter(
        [
            if(coalesce(definition, '') = '', 'no definition', null),
            if(coalesce(officer, '') = '', 'no owner', null),
            if(coalesce(portfolio, '') = '', 'no portfolio', null),
            if(class = 'target' and kind = 'indicator' and coalesce(good_is, '') = '', 'not said which way is better', null),
            if(coalesce(source, '') = '', 'no source', null),
            if(deadband > 0 and coalesce(deadband_kind, '') = '', 'not said of what its deadband is', null),
            if(tolerance_kind = 'percent' and tolerance > 0 and is_of_nought, 'a tolerance in per cent of a target of nought', null),
            if(tolerance_kind = 'percent' and tolerance > 0 and is_of_range, 'a tolerance in per cent of a range', null),
        ],
        lambda what: what is not null
    ) as missing,
from indicator_versions
left join no_part_of using (indicator_code)
where today() between valid_from and valid_until and len(missing) > 0;

comment on view definitions_to_mend is 'One row per measure that stands today and whose definition leaves something out.';
comment on column definitions_to_mend.missing is 'What is left out, in words.';
