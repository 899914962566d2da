-- how healthy customers are: score with drivers and alarms, its months, and how it is weighed

create table health_setting (
  org_id uuid not null references organisation (org_id),
  weights jsonb,
  cadence jsonb,
  threshold integer not null default 60 check (threshold between 1 and 100),
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table health_setting enable row level security;
alter table health_setting force row level security;
create policy tenant on health_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table health_setting is 'How an organisation weighs the health of its customers; without a row by the defaults.';
comment on column health_setting.org_id is 'tenant';
comment on column health_setting.weights is 'weight by driver; null for the defaults';
comment on column health_setting.cadence is 'days between two contacts by grade; null for the defaults';
comment on column health_setting.threshold is 'a customer whose score falls below is raised with its owner';
comment on column health_setting.version is 'optimistic lock';
comment on column health_setting.updated_at is 'last change';
comment on column health_setting.updated_by is 'member who made it';

create table health_progress (
  org_id uuid not null references organisation (org_id),
  touched_through timestamptz not null,
  judged_on date not null,
  primary key (org_id)
);
alter table health_progress enable row level security;
alter table health_progress force row level security;
create policy tenant on health_progress using (org_id = current_setting('app.org_id')::uuid);
comment on table health_progress is 'How far the judging of health has come.';
comment on column health_progress.org_id is 'tenant';
comment on column health_progress.touched_through is 'what was written until then has been looked at';
comment on column health_progress.judged_on is 'day for which all were judged last';

create table customer_health (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  owner_id uuid not null,
  score double precision not null,
  coverage double precision not null,
  colour text not null check (colour in ('green', 'yellow', 'orange', 'red')),
  is_capped boolean not null,
  points jsonb not null,
  known jsonb not null,
  flags text[] not null default '{}',
  slope double precision,
  is_falling boolean not null default false,
  open_minor bigint not null default 0,
  revenue_minor bigint not null default 0,
  stake_minor bigint not null generated always as (open_minor + revenue_minor) stored,
  alerted_on date,
  judged_at timestamptz not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_health_stake on customer_health (org_id, stake_minor desc, customer_id desc)
  include (owner_id, score, colour, is_falling, open_minor, revenue_minor);
create index customer_health_score on customer_health (org_id, score, customer_id);
create index customer_health_owner on customer_health (org_id, owner_id, colour) include (stake_minor);
alter table customer_health enable row level security;
alter table customer_health force row level security;
create policy tenant on customer_health using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_health is 'Health of customers who have bought, answered or complained; archived ones have no row.';
comment on column customer_health.org_id is 'tenant';
comment on column customer_health.customer_id is 'the customer';
comment on column customer_health.owner_id is 'whose customer it was when it was judged; kept equal by every judging';
comment on column customer_health.score is '0-100 over the known drivers, at most 59 with a red flag';
comment on column customer_health.coverage is 'known over all weight, 0-1';
comment on column customer_health.colour is 'green from 80, yellow from 60, orange from 40, red below';
comment on column customer_health.is_capped is 'the drivers alone would give more than the red flags allow';
comment on column customer_health.points is 'points by known driver, 0-100';
comment on column customer_health.known is 'what the points were made from: days, shares, counts';
comment on column customer_health.flags is 'overdue, decider-against-us, severe-complaint, silence';
comment on column customer_health.slope is 'points a month over at most six months (Theil-Sen); null below two';
comment on column customer_health.is_falling is 'loses two points a month or more';
comment on column customer_health.open_minor is 'open deals in the organisation''s currency, minor units';
comment on column customer_health.revenue_minor is 'won within 12 months, minor units';
comment on column customer_health.stake_minor is 'both: what stands to be lost';
comment on column customer_health.alerted_on is 'day on which it fell below the threshold; null while it is above or was never seen above';
comment on column customer_health.judged_at is 'when it was judged last';

create table customer_health_month (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  month date not null check (extract(day from month) = 1),
  score double precision not null,
  coverage double precision not null,
  is_afterwards boolean not null default false,
  primary key (org_id, customer_id, month),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
alter table customer_health_month enable row level security;
alter table customer_health_month force row level security;
create policy tenant on customer_health_month using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_health_month is 'Health at the end of each month, of the current one as it was judged last.';
comment on column customer_health_month.org_id is 'tenant';
comment on column customer_health_month.customer_id is 'the customer';
comment on column customer_health_month.month is 'first day of the month';
comment on column customer_health_month.score is '0-100';
comment on column customer_health_month.coverage is 'known over all weight, 0-1';
comment on column customer_health_month.is_afterwards is 'worked out later from orders, contacts and answers of then; what people typed is of today';
