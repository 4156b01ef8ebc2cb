create table targets (
    indicator_code varchar not null,
    financial_year varchar not null,
    period varchar not null,
    category varchar not null,
    target_text varchar,
    target_kind varchar,
    target_value decimal(18, 6),
    target_low decimal(18, 6),
    target_high decimal(18, 6),
    target_date date,
    date_precision varchar,
    relative_unit varchar,
    stretch_value decimal(18, 6),
    intervention_value decimal(18, 6),
    is_uncertain boolean,
    financial_implication varchar,
    staffing_implication varchar,
    mtfs_decision varchar,
    set_by varchar,
    set_on date,
    agreed_by varchar,
    change_reason varchar,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table targets is 'One row per row sent: what an indicator should be in a year or one of its periods. Appended to, never changed.';
comment on column targets.indicator_code is 'The code of an indicator that is held, as NI 157a.';
comment on column targets.financial_year is 'A financial year, as 2009/10.';
comment on column targets.period is 'A period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07; empty for the year.';
comment on column targets.category is 'The part it is for; empty for the whole.';
comment on column targets.target_text is 'The target as written.';
comment on column targets.target_kind is 'How the words are to be read.';
comment on column targets.target_value is 'The target as a number, or the amount added to the baseline.';
comment on column targets.target_low is 'The lower edge of a range.';
comment on column targets.target_high is 'The upper edge of a range.';
comment on column targets.target_date is 'The day by which a milestone is to be reached.';
comment on column targets.date_precision is 'How exactly the day was written.';
comment on column targets.relative_unit is 'Whether a baseline''s addition is in points or per cent of it.';
comment on column targets.stretch_value is 'The figure that beats the target.';
comment on column targets.intervention_value is 'The figure past which it counts as below target.';
comment on column targets.is_uncertain is 'The plan itself marks it with a question mark.';
comment on column targets.financial_implication is 'What it costs, as written.';
comment on column targets.staffing_implication is 'What staff it needs, as written.';
comment on column targets.mtfs_decision is 'The decision in the medium-term financial strategy.';
comment on column targets.set_by is 'Who set it.';
comment on column targets.set_on is 'The day it was set.';
comment on column targets.agreed_by is 'Who agreed it.';
comment on column targets.change_reason is 'Why it differs from the target before it.';
comment on column targets.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column targets.note is 'Anything a reader should know of this row.';
comment on column targets.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column targets.load_id is 'The load it came in.';
comment on column targets.source_row is 'Its row in the file; the headings are row 1.';
