create view current_calendar as
select calendar.*, accepted_loads.accepted_no
from calendar
inner join accepted_loads using (load_id)
qualify row_number() over (partition by entry_code order by accepted_no desc, source_row desc) = 1;

comment on view current_calendar is 'One row per entry_code: the row in force at as_at.';
comment on column current_calendar.entry_code is 'A code, as CAL-01.';
comment on column current_calendar.title is 'What happens.';
comment on column current_calendar.audience is 'Who it is for.';
comment on column current_calendar.month_from is 'The month it begins, 1 to 12.';
comment on column current_calendar.month_to is 'The month it ends, 1 to 12.';
comment on column current_calendar.frequency is 'How often, as written.';
comment on column current_calendar.due_rule is 'The months or rule, as written.';
comment on column current_calendar.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_calendar.note is 'Anything a reader should know of this row.';
comment on column current_calendar.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_calendar.load_id is 'The load it came in.';
comment on column current_calendar.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_calendar.accepted_no is 'The acceptance that put it in force; a later one wins.';
