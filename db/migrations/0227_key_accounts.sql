-- which customers are key accounts: what people know of them, how they are judged, and how that changes

create table key_account_setting (
  org_id uuid not null references organisation (org_id),
  judging jsonb,
  capacity integer check (capacity >= 0),
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table key_account_setting enable row level security;
alter table key_account_setting force row level security;
create policy tenant on key_account_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table key_account_setting is 'How an organisation judges its key accounts; without a row by the defaults.';
comment on column key_account_setting.org_id is 'tenant';
comment on column key_account_setting.judging is 'weight and band of each indicator; null for the defaults';
comment on column key_account_setting.capacity is 'so many S customers can be served; null for as many as there are';
comment on column key_account_setting.version is 'optimistic lock';
comment on column key_account_setting.updated_at is 'last change';
comment on column key_account_setting.updated_by is 'member who made it';

create table key_account_progress (
  org_id uuid not null references organisation (org_id),
  touched_through timestamptz not null,
  judged_on date not null,
  primary key (org_id)
);
alter table key_account_progress enable row level security;
alter table key_account_progress force row level security;
create policy tenant on key_account_progress using (org_id = current_setting('app.org_id')::uuid);
comment on table key_account_progress is 'How far the judging of key accounts has come.';
comment on column key_account_progress.org_id is 'tenant';
comment on column key_account_progress.touched_through is 'what was written until then has been looked at';
comment on column key_account_progress.judged_on is 'day for which all were judged last';

create table key_account_fact (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  customer_since date,
  wallet_share double precision check (wallet_share between 0 and 1),
  margin double precision check (margin between -1 and 1),
  days_late integer check (days_late >= 0),
  overdue_days integer check (overdue_days >= 0),
  strategic integer check (strategic between 0 and 2),
  note text,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
alter table key_account_fact enable row level security;
alter table key_account_fact force row level security;
create policy tenant on key_account_fact using (org_id = current_setting('app.org_id')::uuid);
comment on table key_account_fact is 'What people know of a customer that no deal says.';
comment on column key_account_fact.org_id is 'tenant';
comment on column key_account_fact.customer_id is 'the customer';
comment on column key_account_fact.customer_since is 'first paid order, where it lies before the first deal on record';
comment on column key_account_fact.wallet_share is 'our share of what it buys of our kind, 0-1';
comment on column key_account_fact.margin is 'gross margin, -1 to 1';
comment on column key_account_fact.days_late is 'mean days its payments are late';
comment on column key_account_fact.overdue_days is 'age of the oldest payment that is overdue';
comment on column key_account_fact.strategic is '0 none, 1 some, 2 great';
comment on column key_account_fact.note is 'where this is known from';
comment on column key_account_fact.version is 'optimistic lock';
comment on column key_account_fact.updated_at is 'last change';
comment on column key_account_fact.updated_by is 'member who made it';

create table key_account (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  owner_id uuid not null,
  tier text not null check (tier in ('S', 'A', 'B', 'C')),
  score double precision,
  coverage double precision not null,
  caps text[] not null default '{}',
  parts jsonb not null,
  known jsonb not null,
  revenue_minor bigint not null,
  since date not null,
  judged_at timestamptz not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index key_account_tier on key_account (org_id, tier, score desc nulls last, customer_id) include (owner_id, revenue_minor);
create index key_account_owner on key_account (org_id, owner_id, tier);
alter table key_account enable row level security;
alter table key_account force row level security;
create policy tenant on key_account using (org_id = current_setting('app.org_id')::uuid);
comment on table key_account is 'Score and tier of customers who have bought or of whom somebody knows something; archived ones have no row.';
comment on column key_account.org_id is 'tenant';
comment on column key_account.customer_id is 'the customer';
comment on column key_account.owner_id is 'whose customer it was when it was judged; kept equal by every judging';
comment on column key_account.tier is 'S, A, B or C';
comment on column key_account.score is '0-100 over what is known; null when nothing weighs';
comment on column key_account.coverage is 'known over all weight, 0-1';
comment on column key_account.caps is 'why the tier is lower than the score says';
comment on column key_account.parts is 'points by indicator, 0-100';
comment on column key_account.known is 'value by indicator';
comment on column key_account.revenue_minor is 'won within 12 months, minor units';
comment on column key_account.since is 'day since which it has this tier';
comment on column key_account.judged_at is 'when it was judged last';

create table key_account_change (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  day date not null,
  from_tier text check (from_tier in ('S', 'A', 'B', 'C')),
  to_tier text not null check (to_tier in ('S', 'A', 'B', 'C')),
  score double precision,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index key_account_change_customer on key_account_change (org_id, customer_id, day desc);
alter table key_account_change enable row level security;
alter table key_account_change force row level security;
create policy tenant on key_account_change using (org_id = current_setting('app.org_id')::uuid);
comment on table key_account_change is 'When a customer came to another tier; never changed or deleted.';
comment on column key_account_change.org_id is 'tenant';
comment on column key_account_change.id is 'UUIDv7';
comment on column key_account_change.customer_id is 'the customer';
comment on column key_account_change.day is 'day on which it was judged so';
comment on column key_account_change.from_tier is 'tier before; null when it had none';
comment on column key_account_change.to_tier is 'tier since';
comment on column key_account_change.score is 'score then';
