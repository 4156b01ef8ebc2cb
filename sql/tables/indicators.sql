create table indicators (
    indicator_code varchar not null,
    valid_from date not null,
    title varchar,
    sentence_subject varchar,
    kind varchar,
    theme varchar,
    class varchar,
    unit varchar,
    decimal_places integer,
    good_is varchar,
    frequency varchar,
    expected_in varchar,
    value_basis varchar,
    aggregation varchar,
    tolerance_kind varchar,
    tolerance decimal(18, 6),
    deadband_kind varchar,
    deadband decimal(18, 6),
    lowest_possible decimal(18, 6),
    highest_possible decimal(18, 6),
    due_days integer,
    due_day_kind varchar,
    frequency_agreed_by varchar,
    is_key boolean,
    is_public boolean,
    is_partnership boolean,
    portfolio varchar,
    service_code varchar,
    team varchar,
    officer varchar,
    definition varchar,
    source varchar,
    replaces varchar,
    baseline_text varchar,
    baseline_value decimal(18, 6),
    baseline_period varchar,
    spc_shift_length integer,
    spc_trend_length integer,
    spc_is_screened boolean,
    spc_conflict varchar,
    spc_baseline_points integer,
    forecast_method varchar,
    valid_to date,
    inferred varchar,
    note varchar,
    source_ref varchar,
    load_id integer not null,
    source_row integer not null,
);

comment on table indicators is 'One row per row sent: a measure, or a dated milestone: how it is counted, judged, owned and due. Appended to, never changed.';
comment on column indicators.indicator_code is 'The given code, as NI 157a, or IND-nn.';
comment on column indicators.valid_from is 'The first day of this definition.';
comment on column indicators.title is 'Its name, as members know it.';
comment on column indicators.sentence_subject is 'A noun phrase that begins a sentence, as "The share of rent collected".';
comment on column indicators.kind is 'A figure, or something done by a date.';
comment on column indicators.theme is 'Which line of the health card it belongs to.';
comment on column indicators.class is 'Target is judged; context and data_only never are.';
comment on column indicators.unit is 'Percent, number, days, £, ….';
comment on column indicators.decimal_places is 'Decimals shown; figures are judged at these.';
comment on column indicators.good_is is 'Which way is better; empty on a milestone.';
comment on column indicators.frequency is 'How often a figure is returned.';
comment on column indicators.expected_in is 'The years of a survey, or the only periods asked for, separated by ;.';
comment on column indicators.value_basis is 'What span a figure covers.';
comment on column indicators.aggregation is 'How figures make those of a longer period.';
comment on column indicators.tolerance_kind is 'Whether the tolerance is in the measure''s unit or a percentage of its target.';
comment on column indicators.tolerance is 'How far short of target still counts as slightly below.';
comment on column indicators.deadband_kind is 'Whether the deadband is in the measure''s unit or a percentage of the figure compared with.';
comment on column indicators.deadband is 'How small a change still counts as about the same; none if empty.';
comment on column indicators.lowest_possible is 'The least a figure can be.';
comment on column indicators.highest_possible is 'The most a figure can be.';
comment on column indicators.due_days is 'Days after the period''s end by which its figure is due; 20 if empty.';
comment on column indicators.due_day_kind is 'Working (English working days) or calendar; working if empty.';
comment on column indicators.frequency_agreed_by is 'Who agreed how often it is returned.';
comment on column indicators.is_key is 'One of the few that lead the Overview.';
comment on column indicators.is_public is 'Shown on the public pages.';
comment on column indicators.is_partnership is 'Shared with partners.';
comment on column indicators.portfolio is 'The portfolio that answers for it, whatever its service''s.';
comment on column indicators.service_code is 'The service that returns it.';
comment on column indicators.team is 'The team that returns it.';
comment on column indicators.officer is 'The officer or post, as written.';
comment on column indicators.definition is 'How it is worked out.';
comment on column indicators.source is 'Where its figures come from.';
comment on column indicators.replaces is 'The code of the measure it took over from.';
comment on column indicators.baseline_text is 'The baseline as written.';
comment on column indicators.baseline_value is 'The baseline as a figure.';
comment on column indicators.baseline_period is 'The period or date of the baseline.';
comment on column indicators.spc_shift_length is 'Points that make a shift, 6 to 8; 7 if empty.';
comment on column indicators.spc_trend_length is 'Points that make a trend, 6 to 8; 7 if empty.';
comment on column indicators.spc_is_screened is 'Whether large moving ranges are left out of the limits.';
comment on column indicators.spc_conflict is 'What a point that is both better and worse is shown as.';
comment on column indicators.spc_baseline_points is 'How many points set the limits of a phase; all if empty.';
comment on column indicators.forecast_method is 'How the year''s end of a count or an amount is forecast: profile, straight_line, last_year_remainder or run_rate; as earlier years went, if empty.';
comment on column indicators.valid_to is 'The last day of this definition; empty while it stands.';
comment on column indicators.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column indicators.note is 'Anything a reader should know of this row.';
comment on column indicators.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column indicators.load_id is 'The load it came in.';
comment on column indicators.source_row is 'Its row in the file; the headings are row 1.';
