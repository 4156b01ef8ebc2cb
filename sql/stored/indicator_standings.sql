-- What lists and counts ask of each period, and no more: a page that counts two thousand measures reads thirty narrow
-- columns. The rest of a row, for the few that are shown, is in `indicator_series`.
create view indicator_standings as
select
    indicator_code, period, period_start, period_end, frequency, financial_year, is_rolled_up, due_date,
    series.title, series.service_code, portfolio, officer, kind, class, theme, is_key, is_partnership,
    value is not null as has_value, is_in, is_in or expected_on is not null or coalesce(result_text, '') <> '' as has_come,
    is_provisional, is_revised, settled_status, settled_after, stands_from, stands_until, retired_on,
    run_of_misses, misses_before, beat_target, change_on_previous, change_on_year, likelihood,
from indicator_series as series
left join indicator_forecast using (indicator_code, financial_year)
-- The newest together: what is asked of now then reads only them.
order by period_end;

comment on view indicator_standings is 'One row per indicator and expected period: what lists and counts ask of it, whatever day it is.';
comment on column indicator_standings.has_value is 'True where it has a figure.';
comment on column indicator_standings.has_come is 'True where anything has been returned for it: a figure, a reason, a date or words.';
