-- The council's own results; where it has none, what others publish under its name; or the figures of the authority taken
-- as us. The variable of the session says which, and the rest is empty.
create view our_figures as
with own as (
    select indicator_code, period, value_shown as value, false as is_doubtful, '' as source
    from indicator_series
    where us() = '' and value_shown is not null
),

published as (
    select indicator_code, period, value, coalesce(is_doubtful, false) as is_doubtful, source
    from current_comparators
    where us() = '' and value is not null and in_scope(indicator_code) and authority_code in (from own_rows)
    qualify row_number() over (partition by indicator_code, period order by accepted_no desc, source_row desc) = 1
)

from own
union all
from published anti join own using (indicator_code, period)
union all
select indicator_code, period, value, coalesce(is_doubtful, false) as is_doubtful, source
from current_comparators
where us() <> '' and authority_code = us() and value is not null and in_scope(indicator_code);

comment on view our_figures is 'One row per indicator and period: the figure of the council, or of the authority taken as us.';
comment on column our_figures.value is 'The figure that is compared: of the council itself as readers see it, of another as published.';
comment on column our_figures.is_doubtful is 'True where its publisher or auditor doubts it.';
comment on column our_figures.source is 'Who published it; empty for the council''s own results.';
