-- What was reported stands until the measure is on target again in a period that ended after the report.
create view cabinet_reports as
select
    remark_no, remarks.about_code as indicator_code, remarks.portfolio, remarks.service_code, words, said_as, said_at, is_illustrative,
    latest.title, latest.period, latest.status, latest.likelihood,
    not coalesce(latest.status = 'on' and latest.period_end > said_at::date, false) as is_standing,
from remarks
left join indicator_today as latest on latest.indicator_code = remarks.about_code and latest.is_latest
where remarks.kind = 'report to cabinet' and said_at <= as_at();

comment on view cabinet_reports is 'One row per report to Cabinet that remedial action is unlikely to work, with how its measure stands now.';
comment on column cabinet_reports.is_standing is 'False where the measure has met its target in a period that ended after the report.';
comment on column cabinet_reports.likelihood is 'How likely the measure is now to meet its year''s target.';
