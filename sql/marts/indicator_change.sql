create view indicator_change as
select
    indicator_code, period, frequency, is_rolled_up, value_shown, previous_value, previous_period, change_on_previous,
    same_period_last_year, change_on_year,
from indicator_series;

comment on view indicator_change is 'One row per indicator and expected period: whether it got better, on the period before and on last year.';
