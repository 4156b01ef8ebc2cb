-- Where a return stands, in the one word that every list, letter, command and answer uses. What waits comes first, for
-- somebody must do something; a return of which rows are still to come is never called signed off or published.
create or replace macro stage_of(rows_waiting, rows_in, rows_owed, is_revised, is_published) as case
    when rows_waiting > 0 then 'waiting for sign-off'
    when rows_in = 0 then 'not started'
    when rows_in < rows_owed then 'part in'
    when is_revised then 'revised'
    when is_published then 'published'
    else 'signed off'
end;
