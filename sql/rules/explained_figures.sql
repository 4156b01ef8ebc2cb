-- A check may ask about a row: a value outside its usual range, a total that fell, last quarter's number again. The
-- sender's answer is kept with the load, by the row of the file, and stays with each figure in force of that row.
create view explained_figures as
select
    indicator_code, results.period, dimension, category, results.load_id, results.source_row,
    explained(loads.explanations, results.source_row) as explanation,
from current_indicator_results as results
inner join loads using (load_id)
where explanation is not null;

comment on view explained_figures is 'One row per figure in force whose sender was asked about its row and answered.';
comment on column explained_figures.explanation is 'What the sender said.';
