create table writer_lock (n integer not null);

comment on table writer_lock is 'One row: whoever writes counts it up first, so that two writers meet here and not in the data.';
comment on column writer_lock.n is 'How many times it was taken.';
