-- Search hears of a large import after it has been committed: a job files what it made.
alter table import_run add column searchable_at timestamptz;
comment on column import_run.searchable_at is 'when search had filed everything that it made or changed; null not yet';
-- an owner who is held by row-level security too sees no row without an organisation: this one statement is about all of them
alter table import_run no force row level security;
update import_run set searchable_at = finished_at where status in ('done', 'undoing', 'undone');
alter table import_run force row level security;

-- The tenant of these rows is checked already by the record they belong to, whose key carries the tenant too, and by row-level
-- security; looking the organisation up once more for each of them was a sixth of what an import costs the database.
alter table search_gram drop constraint search_gram_org_id_fkey;
alter table stage_event drop constraint stage_event_org_id_fkey;
alter table opportunity drop constraint opportunity_org_id_fkey;
alter table opportunity_span drop constraint opportunity_span_org_id_fkey;
alter table import_change drop constraint import_change_org_id_fkey;
alter table import_identity drop constraint import_identity_org_id_fkey;

-- Found by these keys while a transaction fills the table and the database has no statistics yet: then an index on the living only
-- looks as good as any other index on the living, and every lookup reads them all.
drop index customer_core;
create index customer_core on customer (org_id, core_key);
drop index contact_customer;
create index contact_customer on contact (org_id, customer_id);
-- Spans are folded from events, and the stages of events are checked.
alter table opportunity_span drop constraint opportunity_span_org_id_stage_id_fkey;

-- A row with one cell that cannot be what its column says comes in without it, and is kept here to be looked at.
alter table import_failure add column taken boolean not null default false;
comment on column import_failure.taken is 'the row came in, without the cells that errors name; false: it did not';
