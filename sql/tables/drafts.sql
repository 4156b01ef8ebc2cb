create table drafts (
    draft_id integer not null,
    dataset varchar not null,
    service_code varchar not null,
    period varchar not null,
    begun_at timestamp not null,
    begun_by varchar not null,
);

comment on table drafts is 'One row per draft: a return on its way, which counts for nothing. What is in it is in draft_versions.';
comment on column drafts.draft_id is 'The draft''s number, counted under the writer lock.';
comment on column drafts.dataset is 'The dataset of the return; empty for a file that is none, such as a part of the plan.';
comment on column drafts.service_code is 'The service whose return it is; empty for a file that is no return.';
comment on column drafts.period is 'The period of the return; empty for a file that is no return.';
comment on column drafts.begun_at is 'When its file arrived, UTC.';
comment on column drafts.begun_by is 'Who began it: what tells that person from any other.';
