create view polarities as
select indicator_code, arg_max(good_is, valid_from) as good_is
from current_indicators
where in_scope(indicator_code)
group by indicator_code;

comment on view polarities is 'One row per indicator: which way is better, by its newest definition.';
