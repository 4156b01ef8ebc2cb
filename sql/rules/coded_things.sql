create view coded_things as
select code, kind, title
from code_titles
where today() between valid_from and valid_until;

comment on view coded_things is 'One row per measure, action, risk, plan item and service: what a code stands for.';
