-- what a tier of key accounts is owed: the rule, the tasks it makes, and how each account stands; tiers by one's own thresholds

alter table key_account_setting add column thresholds jsonb;
comment on column key_account_setting.thresholds is 'least score of S, A and B; null for 85, 70 and 50';

create index key_account_rank on key_account
  (org_id, ((case tier when 'S' then 3000 when 'A' then 2000 when 'B' then 1000 else 0 end) + coalesce(score, -1)) desc, customer_id desc);
create index key_account_revenue on key_account (org_id, revenue_minor desc, customer_id desc);

alter table approval add column tier text check (tier in ('S', 'A', 'B', 'C')), add column tier_limit numeric(5,4) check (tier_limit between 0 and 1);
comment on column approval.tier is 'tier of the customer when a discount was asked for; null where no limit held';
comment on column approval.tier_limit is 'discount that its tier may have without asking, 0-1';

create table operating_setting (
  org_id uuid not null references organisation (org_id),
  tiers jsonb not null,
  on_since date,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table operating_setting enable row level security;
alter table operating_setting force row level security;
create policy tenant on operating_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table operating_setting is 'The operating mechanism: what each tier of key accounts is owed.';
comment on column operating_setting.org_id is 'tenant';
comment on column operating_setting.tiers is 'by tier: contact cadence and answer in working days, months between reviews, roles its team must have, discount without asking';
comment on column operating_setting.on_since is 'day since which it makes tasks; null while it is off';
comment on column operating_setting.version is 'optimistic lock';
comment on column operating_setting.updated_at is 'last change';
comment on column operating_setting.updated_by is 'member who made it';

create table operating_task (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  kind text not null check (kind in ('contact', 'review', 'role', 'answer')),
  about text not null default '',
  owner_id uuid not null,
  from_on date not null,
  due_on date not null,
  done_on date,
  task_key text not null,
  primary key (org_id, customer_id, kind, about),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create unique index operating_task_key on operating_task (org_id, task_key);
alter table operating_task enable row level security;
alter table operating_task force row level security;
create policy tenant on operating_task using (org_id = current_setting('app.org_id')::uuid);
comment on table operating_task is 'The task that a duty towards a customer has made, and when the duty was done last.';
comment on column operating_task.org_id is 'tenant';
comment on column operating_task.customer_id is 'the customer';
comment on column operating_task.kind is 'contact, review, a role nobody has, or an answer the customer waits for';
comment on column operating_task.about is 'key of the role, or id of the request; else empty';
comment on column operating_task.owner_id is 'whose customer it was when the task was made or given';
comment on column operating_task.from_on is 'day from which the time runs';
comment on column operating_task.due_on is 'day until which it is to be done';
comment on column operating_task.done_on is 'day on which it was done last';
comment on column operating_task.task_key is 'external id of the task';

create table operating_state (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  contact_due_on date,
  review_due_on date,
  role_due_on date,
  answer_due_on date,
  missing text[] not null default '{}',
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
alter table operating_state enable row level security;
alter table operating_state force row level security;
create policy tenant on operating_state using (org_id = current_setting('app.org_id')::uuid);
comment on table operating_state is 'Until when each key account is owed what; a day that has passed is late.';
comment on column operating_state.org_id is 'tenant';
comment on column operating_state.customer_id is 'the customer';
comment on column operating_state.contact_due_on is 'next contact';
comment on column operating_state.review_due_on is 'next review';
comment on column operating_state.role_due_on is 'earliest day by which a missing role is to be filled';
comment on column operating_state.answer_due_on is 'earliest answer the customer waits for';
comment on column operating_state.missing is 'keys of roles nobody has';

create table operating_progress (
  org_id uuid not null references organisation (org_id),
  touched_through timestamptz not null,
  kept_on date not null,
  primary key (org_id)
);
alter table operating_progress enable row level security;
alter table operating_progress force row level security;
create policy tenant on operating_progress using (org_id = current_setting('app.org_id')::uuid);
comment on table operating_progress is 'How far the operating mechanism has been carried.';
comment on column operating_progress.org_id is 'tenant';
comment on column operating_progress.touched_through is 'what was written until then has been looked at';
comment on column operating_progress.kept_on is 'day for which all accounts were looked at last';
