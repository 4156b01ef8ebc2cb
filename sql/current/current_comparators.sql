create view current_comparators as
select comparators.*, accepted_loads.accepted_no
from comparators
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, period, authority_code order by accepted_no desc, source_row desc) = 1;

comment on view current_comparators is 'One row per indicator_code, period, authority_code: the row in force at as_at.';
comment on column current_comparators.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_comparators.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.';
comment on column current_comparators.authority_code is 'The authority''s own code, as E07000012.';
comment on column current_comparators.authority is 'Its name.';
comment on column current_comparators.group is 'The groups of authorities it is compared in, separated by ;, as all districts.';
comment on column current_comparators.value is 'A number alone, in the measure''s own unit; empty where it published none.';
comment on column current_comparators.is_doubtful is 'True where its publisher or auditor doubts it; it then counts in no quartile.';
comment on column current_comparators.source is 'Who published it.';
comment on column current_comparators.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_comparators.note is 'Anything a reader should know of this row.';
comment on column current_comparators.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_comparators.load_id is 'The load it came in.';
comment on column current_comparators.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_comparators.accepted_no is 'The acceptance that put it in force; a later one wins.';
