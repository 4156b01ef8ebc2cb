create view current_portfolios as
select portfolios.*, accepted_loads.accepted_no
from portfolios
inner join accepted_loads using (load_id)
qualify row_number() over (partition by portfolio, valid_from order by accepted_no desc, source_row desc) = 1;

comment on view current_portfolios is 'One row per portfolio and valid_from: the row in force at as_at.';
comment on column current_portfolios.portfolio is 'The portfolio''s name.';
comment on column current_portfolios.valid_from is 'The first day of this row.';
comment on column current_portfolios.holder is 'The councillor who holds it, as written; empty when not known.';
comment on column current_portfolios.valid_to is 'The last day of this row; empty while it stands.';
comment on column current_portfolios.inferred is 'The columns of this row that are inferred, not said by the source.';
comment on column current_portfolios.note is 'Anything a reader should know of this row.';
comment on column current_portfolios.source_ref is 'Where it was taken from: document and line, or Illustrative.';
comment on column current_portfolios.load_id is 'The load it came in.';
comment on column current_portfolios.source_row is 'Its row in the file; the headings are row 1.';
comment on column current_portfolios.accepted_no is 'The acceptance that put it in force; a later one wins.';
