-- The only view that reads what Scrutiny keeps to itself. A line about a risk that has become exempt goes with the risk.
create view visible_enquiries as
with newest as (
    select line_no, arg_max(kind, event_no) as kind, max(question_no) as question_no
    from enquiry_events
    where happened_at <= as_at()
    group by line_no
)

select
    lines.*, newest.question_no, coalesce(titles.title, '') as about_title,
    case newest.kind when 'noted' then 'open' else newest.kind end as state,
from enquiry_lines as lines
inner join newest using (line_no)
left join coded_things as titles on about_kind = titles.kind and about_code = titles.code
where may_see_private()
    and not (
        about_kind = 'risk'
        and about_code in (select risk_code from risk_scores where not may_see(is_exempt, service_code, portfolio))
    );

comment on view visible_enquiries is 'One row per private line of enquiry that whoever asks may read: none for anybody but Scrutiny.';
comment on column visible_enquiries.question_no is 'The question it became; null while it is private.';
comment on column visible_enquiries.about_title is 'The name of what it is about; empty where it no longer stands.';
comment on column visible_enquiries.state is 'open, asked or put aside.';
