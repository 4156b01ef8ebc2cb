-- The council's annual cycle month by month, in the months as its strategy writes them. No day is made up: an entry stands
-- in each of its months. Where its first month cannot be read it stands in its last alone; where it has no month at all,
-- only in how often it comes round, it stands in none.
create view calendar_months as
select
    entry_code, months.month::integer as month, title, audience, frequency, due_rule, month_from, month_to, note, source_ref,
    month_from is null as is_beginning_unknown,
from current_calendar
inner join range(1, 13) as months (month)
    on case
        when coalesce(month_from, month_to) <= coalesce(month_to, month_from)
            then months.month between coalesce(month_from, month_to) and coalesce(month_to, month_from)
        else months.month >= month_from or months.month <= month_to
    end;

comment on view calendar_months is 'One row per entry of the annual cycle and month, 1 to 12, in which it stands.';
comment on column calendar_months.month is 'The month, 1 for January.';
comment on column calendar_months.is_beginning_unknown is 'True where the paper''s first month cannot be read.';
