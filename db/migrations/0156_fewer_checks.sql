-- What another key of the same row says already needs no second look; each look costs a row as much as an index does.
-- Of these the organisation is checked with a row that every one of them must name: the deal, the owner, whoever does it.
alter table field_event drop constraint field_event_org_id_fkey;
alter table gate_attempt drop constraint gate_attempt_org_id_fkey;
alter table task drop constraint task_org_id_fkey;
alter table activity drop constraint activity_org_id_fkey;
-- A stage makes tasks when an event of the deal has put it there, and the event's stage is checked. Stages are retired, never deleted.
alter table task drop constraint task_org_id_stage_id_fkey;

-- The primary key lists tasks by age as well.
drop index task_recent;

-- What a gate counts of a customer beside its deals: walked without those of the deals, and mostly without the records themselves.
create index activity_loose on activity (org_id, customer_id, happened_at desc) include (kind, id)
  where opportunity_id is null and customer_id is not null and deleted_at is null;
