-- value and potential of customers with open deals, and what serving each tier means

create table customer_tier (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  value text check (value in ('high', 'middle', 'low')),
  potential text not null check (potential in ('high', 'middle', 'low')),
  opportunity_id uuid not null,
  judged_at timestamptz not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
create index customer_tier_pair on customer_tier (org_id, value, potential, customer_id);
alter table customer_tier enable row level security;
alter table customer_tier force row level security;
create policy tenant on customer_tier using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_tier is 'Value and potential of customers with open deals (FUNNEL-SCIENCE §4); worked out by a job, never a multiplier of a probability.';
comment on column customer_tier.org_id is 'tenant';
comment on column customer_tier.customer_id is 'the customer';
comment on column customer_tier.value is 'third of its pipeline that the amount of its best open deal lies in, or high where the customer is strategic; null without an amount';
comment on column customer_tier.potential is 'timing and decision chain of that deal known: both, one, none';
comment on column customer_tier.opportunity_id is 'the best open deal';
comment on column customer_tier.judged_at is 'when this came out';

create index customer_standing_fit on customer_standing (org_id, fit) include (customer_id) where fit is not null;

create table service_strategy (
  org_id uuid not null references organisation (org_id),
  texts jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table service_strategy enable row level security;
alter table service_strategy force row level security;
create policy tenant on service_strategy using (org_id = current_setting('app.org_id')::uuid);
comment on table service_strategy is 'How an organisation serves each tier of customers; without a row by the usual words.';
comment on column service_strategy.org_id is 'tenant';
comment on column service_strategy.texts is 'text by tier; what is not there has the usual words';
comment on column service_strategy.version is 'optimistic lock';
comment on column service_strategy.updated_at is 'last change';
comment on column service_strategy.updated_by is 'member who made it';
