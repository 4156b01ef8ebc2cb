-- The key of a row as working papers name it: its natural key, joined; what the whole of a figure leaves empty is left off.
-- `papers.key_of` makes the same of the parts that a page has.
create or replace macro figure_key(indicator_code, period, dimension, category) as
    rtrim(concat_ws('|', indicator_code, period, dimension, category), '|');

create or replace macro position_key(cost_centre, period) as concat_ws('|', cost_centre, period);

-- What the sender of a file said of one of its rows when asked: kept with the load as JSON, row to words.
create or replace macro explained(explanations, source_row) as
    json_extract_string(nullif(explanations, ''), '$."' || source_row || '"');
