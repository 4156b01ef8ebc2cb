-- Everybody who is compared, ourselves among them. An authority stands in each group its row names.
-- Doubtful and missing figures are kept, so that a reader sees them, and have no rank.
create view compared_figures as
with others as (
    select
        indicator_code, period, trim(unnest(string_split("group", ';'))) as "group", authority_code, authority, value,
        coalesce(is_doubtful, false) as is_doubtful, source, note,
    from current_comparators
    where in_scope(indicator_code) and authority_code not in (from own_rows)
),

ours as (
    select
        indicator_code, period, "group", '' as authority_code, '' as authority, value, is_doubtful, source, '' as note,
    from (select distinct indicator_code, period, "group" from others) as asked
    inner join our_figures using (indicator_code, period)
    where us() = ''
),

everybody as (
    select
        *,
        authority_code = us() as is_us,
        value is not null and not is_doubtful as is_counted,
        case when not is_counted then null when good_is = 'higher' then -value when good_is = 'lower' then value end as place,
    from (from others union all from ours)
    left join polarities using (indicator_code)
)

select
    * exclude (place),
    if(place is null, null, rank() over (partition by indicator_code, period, "group" order by place nulls last)) as rank,
from everybody;

comment on view compared_figures is 'One row per indicator, period, group and authority: its figure and rank, ourselves among them.';
comment on column compared_figures.group is 'The group of authorities compared.';
comment on column compared_figures.authority_code is 'The authority''s own code; empty for the council itself.';
comment on column compared_figures.authority is 'Its name; empty for the council itself.';
comment on column compared_figures.value is 'Its figure, in the indicator''s unit; null where it published none.';
comment on column compared_figures.is_doubtful is 'True where its publisher or auditor doubts the figure.';
comment on column compared_figures.good_is is 'Which way is better.';
comment on column compared_figures.is_us is 'True of ourselves, or of the authority taken as us.';
comment on column compared_figures.is_counted is 'True where the figure has a rank and counts in the quartiles.';
comment on column compared_figures.rank is '1 is best; ties share a rank; null where the figure is not counted or neither way is better.';
