create view current_targets as
select targets.*, accepted_loads.accepted_no
from targets
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, financial_year, period, category order by accepted_no desc, source_row desc) = 1;

comment on view current_targets is 'One row per indicator_code, financial_year, period, category: the row in force at as_at.';
comment on column current_targets.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column current_targets.financial_year is 'A financial year, as 2009/10.';
comment on column current_targets.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07; empty for the year.';
comment on column current_targets.category is 'The part it is for; empty for the whole.';
comment on column current_targets.target_text is 'The target as written.';
comment on column current_targets.target_kind is 'How the words are to be read.';
comment on column current_targets.target_value is 'The target as a number, or the amount added to the baseline.';
comment on column current_targets.target_low is 'The lower edge of a range.';
comment on column current_targets.target_high is 'The upper edge of a range.';
comment on column current_targets.target_date is 'The day by which a milestone is to be reached.';
comment on column current_targets.date_precision is 'How exactly the day was written.';
comment on column current_targets.relative_unit is 'Whether a baseline''s addition is in points or per cent of it.';
comment on column current_targets.stretch_value is 'The figure that beats the target.';
comment on column current_targets.intervention_value is 'The figure past which it counts as below target.';
comment on column current_targets.is_uncertain is 'The plan itself marks it with a question mark.';
comment on column current_targets.financial_implication is 'What it costs, as written.';
comment on column current_targets.staffing_implication is 'What staff it needs, as written.';
comment on column current_targets.mtfs_decision is 'The decision in the medium-term financial strategy.';
comment on column current_targets.set_by is 'Who set it.';
comment on column current_targets.set_on is 'The day it was set.';
comment on column current_targets.agreed_by is 'Who agreed it.';
comment on column current_targets.change_reason is 'Why it differs from the target before it.';
comment on column current_targets.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_targets.note is 'Anything a reader should know of this row.';
comment on column current_targets.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_targets.load_id is 'The load it came in.';
comment on column current_targets.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_targets.accepted_no is 'The acceptance that put it in force; a later one wins.';
