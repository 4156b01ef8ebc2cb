-- How a measure's year is made of its parts, which says what can forecast it.
create or replace macro forecast_family(value_basis, aggregation, unit) as case
    when value_basis in ('snapshot', 'rolling', 'running_total') then 'stock'
    when value_basis = 'period' and aggregation = 'last' then 'stock'
    -- Council tax collected so far: a share of what a whole year is due, which no straight line can follow.
    when value_basis = 'year_to_date' and (unit = 'percent' or aggregation in ('ratio', 'mean')) then 'rate so far'
    when value_basis = 'year_to_date' or aggregation = 'sum' then 'count'
    when aggregation in ('ratio', 'mean') then aggregation
    else 'none'
end;
