create view current_indicators as
select indicators.*, accepted_loads.accepted_no
from indicators
inner join accepted_loads using (load_id)
where in_scope(indicator_code)
qualify row_number() over (partition by indicator_code, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_indicators is 'One row per indicator_code and valid_from: the row in force at as_at.';
comment on column current_indicators.indicator_code is 'The given code, as NI 157a, or IND-nn.';
comment on column current_indicators.valid_from is 'The first day of this definition.';
comment on column current_indicators.title is 'Its name, as members know it.';
comment on column current_indicators.sentence_subject is 'A noun phrase that begins a sentence, as "The share of rent collected".';
comment on column current_indicators.kind is 'A figure, or something done by a date.';
comment on column current_indicators.theme is 'Which line of the health card it belongs to.';
comment on column current_indicators.class is 'Target is judged; context and data_only never are.';
comment on column current_indicators.unit is 'Percent, number, days, £, ….';
comment on column current_indicators.decimal_places is 'Decimals shown; figures are judged at these.';
comment on column current_indicators.good_is is 'Which way is better; empty on a milestone.';
comment on column current_indicators.frequency is 'How often a figure is returned.';
comment on column current_indicators.expected_in is 'The years of a survey, or the only periods asked for, separated by ;.';
comment on column current_indicators.value_basis is 'What span a figure covers.';
comment on column current_indicators.aggregation is 'How figures make those of a longer period.';
comment on column current_indicators.tolerance_kind is 'Whether the tolerance is in the measure''s unit or a percentage of its target.';
comment on column current_indicators.tolerance is 'How far short of target still counts as slightly below.';
comment on column current_indicators.deadband_kind is 'Whether the deadband is in the measure''s unit or a percentage of the figure compared with.';
comment on column current_indicators.deadband is 'How small a change still counts as about the same; none if empty.';
comment on column current_indicators.lowest_possible is 'The least a figure can be.';
comment on column current_indicators.highest_possible is 'The most a figure can be.';
comment on column current_indicators.due_days is 'Days after the period''s end by which its figure is due; 20 if empty.';
comment on column current_indicators.due_day_kind is 'Working (English working days) or calendar; working if empty.';
comment on column current_indicators.frequency_agreed_by is 'Who agreed how often it is returned.';
comment on column current_indicators.is_key is 'One of the few that lead the Overview.';
comment on column current_indicators.is_public is 'Shown on the public pages.';
comment on column current_indicators.is_partnership is 'Shared with partners.';
comment on column current_indicators.portfolio is 'The portfolio that answers for it, whatever its service''s.';
comment on column current_indicators.service_code is 'The service that returns it.';
comment on column current_indicators.team is 'The team that returns it.';
comment on column current_indicators.officer is 'The officer or post, as written.';
comment on column current_indicators.definition is 'How it is worked out.';
comment on column current_indicators.source is 'Where its figures come from.';
comment on column current_indicators.replaces is 'The code of the measure it took over from.';
comment on column current_indicators.baseline_text is 'The baseline as written.';
comment on column current_indicators.baseline_value is 'The baseline as a figure.';
comment on column current_indicators.baseline_period is 'The period or date of the baseline.';
comment on column current_indicators.spc_shift_length is 'Points that make a shift, 6 to 8; 7 if empty.';
comment on column current_indicators.spc_trend_length is 'Points that make a trend, 6 to 8; 7 if empty.';
comment on column current_indicators.spc_is_screened is 'Whether large moving ranges are left out of the limits.';
comment on column current_indicators.spc_conflict is 'What a point that is both better and worse is shown as.';
comment on column current_indicators.spc_baseline_points is 'How many points set the limits of a phase; all if empty.';
comment on column current_indicators.forecast_method is 'How the year''s end of a count or an amount is forecast: profile, straight_line, last_year_remainder or run_rate; as earlier years went, if empty.';
comment on column current_indicators.valid_to is 'The last day of this definition; empty while it stands.';
comment on column current_indicators.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_indicators.note is 'Anything a reader should know of this row.';
comment on column current_indicators.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_indicators.load_id is 'The load it came in.';
comment on column current_indicators.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_indicators.accepted_no is 'The acceptance that put it in force; a later one wins.';
