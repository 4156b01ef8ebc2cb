-- How many measures really change, by the newest point of each chart: the honest version of a share improving. Its
-- denominator is of charts whose limits are firm, of measures that are judged and still collected.
create view signal_counts as
with collected as (
    select indicator_code, class
    from indicator_versions
    qualify row_number() over (partition by indicator_code order by valid_from desc) = 1
        and coalesce(valid_to, date '9999-12-31') >= today()
)

select
    count(*) as measures,
    count(variation) as charted,
    count(*) filter (where variation is not null and signal = 'better') as really_better,
    count(*) filter (where variation is not null and signal = 'worse') as really_worse,
    count(*) filter (where assurance = 'pass') as sure_to_meet,
    count(*) filter (where assurance = 'fail') as bound_to_miss,
    count(assurance) as with_assurance,
from collected
left join change_signals using (indicator_code)
where class = 'target';

comment on view signal_counts is 'One row per council: how many of its measures really change, and of how many that can be said.';
comment on column signal_counts.measures is 'Measures judged against targets and still collected.';
comment on column signal_counts.charted is 'Measures whose chart has firm limits: the denominator of the shares that really change.';
comment on column signal_counts.really_better is 'Measures whose newest point is a real change for the better.';
comment on column signal_counts.really_worse is 'Measures whose newest point is a real change for the worse.';
comment on column signal_counts.sure_to_meet is 'Measures that will keep meeting their target if nothing changes.';
comment on column signal_counts.bound_to_miss is 'Measures that will keep missing it.';
comment on column signal_counts.with_assurance is 'Measures of which one or the other, or neither, can be said.';
