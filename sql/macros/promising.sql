-- What was promised is asked about until a figure before this one has said that it is done, or that it will not be.
create or replace macro is_still_promised(outcome, answered_index, period_index) as
    not coalesce(outcome in ('done', 'not done') and answered_index < period_index, false);
