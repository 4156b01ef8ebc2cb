-- Of the two, one is empty: the variable of the session says which.
create view our_figures as
select indicator_code, period, value_shown as value, false as is_doubtful
from indicator_series
where us() = '' and value_shown is not null
union all
select indicator_code, period, value, coalesce(is_doubtful, false) as is_doubtful
from current_comparators
where us() <> '' and authority_code = us() and value is not null;

comment on view our_figures is 'One row per indicator and period: the figure of the council, or of the authority taken as us.';
comment on column our_figures.value is 'The figure that is compared: of the council itself as readers see it, of another as published.';
comment on column our_figures.is_doubtful is 'True where its publisher or auditor doubts it.';
