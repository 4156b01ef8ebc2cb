-- The council's own place in its main group, kept ready for counts and for the page of a measure. Who is taken as us
-- on one screen changes nothing here: it is filled where nobody is.
create view benchmark_own as
select
    indicator_code, period, "group", value, q1, median, q3, band, rank, of, middle, authorities, threshold_period,
    threshold_source, reason, previous_band, movement,
from benchmark_position
where is_main;

comment on view benchmark_own is 'One row per indicator and period that can be compared: the council''s own place in its largest group.';
