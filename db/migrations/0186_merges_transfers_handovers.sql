-- Two records of one company become one, a deal goes on in another pipeline, and a person's portfolio goes to a colleague: each with what
-- it takes to take it back.

alter table customer add column merged_into_id uuid;
alter table customer no force row level security;
alter table customer add foreign key (org_id, merged_into_id) references customer (org_id, id);
alter table customer force row level security;
create index customer_merged_into on customer (org_id, merged_into_id) where merged_into_id is not null;
comment on column customer.merged_into_id is 'the record that this one was merged into; it is archived then';

create table customer_merge (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  before jsonb not null,
  taken jsonb not null,
  moved jsonb not null,
  merged_at timestamptz not null,
  merged_by uuid not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (org_id, id),
  foreign key (org_id, kept_id) references customer (org_id, id),
  foreign key (org_id, merged_id) references customer (org_id, id)
);
alter table customer_merge enable row level security;
alter table customer_merge force row level security;
create policy tenant on customer_merge using (org_id = current_setting('app.org_id')::uuid);
create index customer_merge_kept on customer_merge (org_id, kept_id, merged_at desc);
create unique index customer_merge_standing on customer_merge (org_id, merged_id) where undone_at is null;
comment on table customer_merge is 'Two records of one company that became one: what was taken from whom and what moved, so that it can be taken apart again.';
comment on column customer_merge.org_id is 'tenant';
comment on column customer_merge.id is 'UUIDv7';
comment on column customer_merge.kept_id is 'the record that stays';
comment on column customer_merge.merged_id is 'the record that went into it and is archived';
comment on column customer_merge.before is 'facts of the record that stays, as they were before';
comment on column customer_merge.taken is 'names of the facts that were taken from the record that went in';
comment on column customer_merge.moved is 'ids of what moved, by table';
comment on column customer_merge.merged_at is 'when';
comment on column customer_merge.merged_by is 'by whom';
comment on column customer_merge.undone_at is 'when it was taken apart again';
comment on column customer_merge.undone_by is 'by whom';

alter table opportunity add column transferred_from_id uuid;
alter table opportunity no force row level security;
alter table opportunity add foreign key (org_id, transferred_from_id) references opportunity (org_id, id);
alter table opportunity force row level security;
create unique index opportunity_transferred_from on opportunity (org_id, transferred_from_id) where transferred_from_id is not null and deleted_at is null;
comment on column opportunity.transferred_from_id is 'the same deal in the pipeline that it came from';

create table handover (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  from_member_id uuid not null,
  to_member_id uuid not null,
  reason text,
  moved jsonb not null,
  handed_at timestamptz not null,
  handed_by uuid not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (org_id, id),
  foreign key (org_id, from_member_id) references member (org_id, id),
  foreign key (org_id, to_member_id) references member (org_id, id),
  foreign key (org_id, handed_by) references member (org_id, id),
  check (from_member_id <> to_member_id)
);
alter table handover enable row level security;
alter table handover force row level security;
create policy tenant on handover using (org_id = current_setting('app.org_id')::uuid);
create index handover_recent on handover (org_id, handed_at desc);
comment on table handover is 'A person''s customers, deals, leads and tasks given to a colleague in one step: the hand-over sheet.';
comment on column handover.org_id is 'tenant';
comment on column handover.id is 'UUIDv7';
comment on column handover.from_member_id is 'whose they were';
comment on column handover.to_member_id is 'whose they are now';
comment on column handover.reason is 'why, in words';
comment on column handover.moved is 'ids of what was given, by table';
comment on column handover.handed_at is 'when';
comment on column handover.handed_by is 'by whom';
comment on column handover.undone_at is 'when it was taken back';
comment on column handover.undone_by is 'by whom';
