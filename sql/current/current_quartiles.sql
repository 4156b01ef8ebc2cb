create view current_quartiles as
select quartiles.*, accepted_loads.accepted_no
from quartiles
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, period, "group" order by accepted_no desc, source_row desc) = 1;

comment on view current_quartiles is 'One row per indicator_code, period, group: the row in force at as_at.';
comment on column current_quartiles.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_quartiles.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column current_quartiles.group is 'The group of authorities they are of, as all districts.';
comment on column current_quartiles.upper_quartile is 'The figure above which a quarter of the group lies.';
comment on column current_quartiles.median is 'The middle figure of the group.';
comment on column current_quartiles.lower_quartile is 'The figure below which a quarter of the group lies.';
comment on column current_quartiles.source is 'Who published them.';
comment on column current_quartiles.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_quartiles.note is 'Anything a reader should know of this row.';
comment on column current_quartiles.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_quartiles.load_id is 'The load it came in.';
comment on column current_quartiles.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_quartiles.accepted_no is 'The acceptance that put it in force; a later one wins.';
