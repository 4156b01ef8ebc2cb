-- National files hold the council itself among the others, under its name. It must not be counted twice.
create view own_rows as
select authority_code
from current_comparators
where us() = '' and in_scope(indicator_code)
group by authority_code
having is_ourselves(any_value(authority));

comment on view own_rows is 'One row per authority code that is the council itself: none while another is taken as us.';
comment on column own_rows.authority_code is 'The code under which others publish the council''s figures.';
