-- Which data there is: every cached answer is kept under this number, so whatever can be seen on a page moves it.
-- Each table is only ever appended to and numbered from one, so the sum is higher after any of them has grown.
create view data_version as
select coalesce(sum(newest), 0)::bigint as version, max(changed_at) as last_change
from (
    select max(event_no) as newest, max(changed_at) as changed_at from load_events
    union all
    select max(event_no) as newest, max(happened_at) as changed_at from question_events
    union all
    select max(remark_no) as newest, max(said_at) as changed_at from remarks
    union all
    select max(event_no) as newest, max(happened_at) as changed_at from follow_events
    union all
    select max(event_no) as newest, max(happened_at) as changed_at from enquiry_events
    union all
    select max(event_no) as newest, max(happened_at) as changed_at from recommendation_events
    union all
    select max(hold_up_no) as newest, max(said_at) as changed_at from hold_ups
    union all
    select max(publication_no) as newest, max(published_at) as changed_at from period_publications
);

comment on view data_version is 'One row per database: which data it holds.';
comment on column data_version.version is 'Higher after every load, withdrawal and anything written from a screen.';
comment on column data_version.last_change is 'When that was last, UTC; null where nothing has been written.';
