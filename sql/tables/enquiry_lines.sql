create table enquiry_lines (
    line_no integer not null,
    meeting_on date,
    about_kind varchar not null,
    about_code varchar not null,
    words varchar not null,
    noted_by varchar not null,
    noted_as varchar not null,
    noted_at timestamp not null,
    is_illustrative boolean not null,
);

comment on table enquiry_lines is 'One row per private line of enquiry of Scrutiny, as it was noted. Read through visible_enquiries alone.';
comment on column enquiry_lines.line_no is 'The line''s number, counted under the writer lock.';
comment on column enquiry_lines.meeting_on is 'The day of the meeting it is for; null where none is set.';
comment on column enquiry_lines.about_kind is 'measure, action, risk or service.';
comment on column enquiry_lines.about_code is 'The code of what it is about.';
comment on column enquiry_lines.words is 'What is to be asked or found out.';
comment on column enquiry_lines.noted_by is 'The identity of who noted it.';
comment on column enquiry_lines.noted_as is 'How who noted it is named on the page: a post.';
comment on column enquiry_lines.noted_at is 'When, UTC, by the server''s clock.';
comment on column enquiry_lines.is_illustrative is 'True where it was made up for a demonstration.';
