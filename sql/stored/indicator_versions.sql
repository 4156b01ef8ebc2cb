-- The row of an indicator that is valid at a period's end judges that period, so each row says until when it stands.
create view indicator_versions as
select
    * exclude (load_id, source_row, accepted_no) replace (
        coalesce(decimal_places, 0) as decimal_places,
        -- Ours: the papers set no date for returns. Twenty working days is what most of them then allowed themselves.
        coalesce(due_days, 20) as due_days,
        coalesce(nullif(due_day_kind, ''), 'working') as due_day_kind
    ),
    min(valid_from) over (partition by indicator_code) as first_valid_from,
    least(
        coalesce(valid_to, date '9999-12-31'),
        coalesce(lead(valid_from) over (partition by indicator_code order by valid_from) - 1, date '9999-12-31')
    ) as valid_until,
    nullif(max(coalesce(valid_to, date '9999-12-31')) over (partition by indicator_code), date '9999-12-31') as retired_on,
    -- A percentage of 62 out of 68 is 91.2, not 0.912.
    case unit when 'percent' then 100 when 'per 1,000' then 1000 when 'per 100,000' then 100000 else 1 end as ratio_scale,
from current_indicators;

comment on view indicator_versions is 'One row per definition of an indicator, with the days between which it stands.';
comment on column indicator_versions.first_valid_from is 'The first day of the indicator''s first definition.';
comment on column indicator_versions.valid_until is 'The last day of this definition, 9999-12-31 while it stands.';
comment on column indicator_versions.retired_on is 'The day the indicator stopped being collected; null while it is collected.';
comment on column indicator_versions.ratio_scale is 'What numerator over denominator is multiplied by to give the value.';
comment on column indicator_versions.decimal_places is 'Decimals shown; figures are judged at these; 0 where none is given.';
comment on column indicator_versions.due_days is 'Days after the period''s end by which a figure is due; 20 where none is given.';
comment on column indicator_versions.due_day_kind is 'working or calendar; working where none is given.';
