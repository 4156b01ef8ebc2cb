-- What was published and is another figure since: the old one stays in sight for ever, with why, who and when.
create view revised_figures as
select figure_revisions.* exclude (signed_no, source_row), published.published_at
from figure_revisions
inner join published_periods as published using (period)
where signed_no > last_event_no;

comment on view revised_figures is 'One row per revision of a published figure: what it was, what it is since, why, who and when.';
comment on column revised_figures.was_value is 'The figure as it was, in the measure''s unit; null where there was none.';
comment on column revised_figures.value is 'The figure it was revised to, in the measure''s unit; null where it was taken away.';
comment on column revised_figures.said is 'What its row says of it.';
comment on column revised_figures.explained is 'What the sender said of it when asked; null where nobody asked.';
comment on column revised_figures.sent_by is 'The post that sent it.';
comment on column revised_figures.signed_by is 'The post that signed it off.';
comment on column revised_figures.revised_at is 'When it was signed off, UTC.';
