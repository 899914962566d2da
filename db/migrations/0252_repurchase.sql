-- who buys again: dated facts of customers, the model of repeat orders and what it expects of each customer

create table customer_date (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('contract-end', 'delivery', 'complaint-answered')),
  on_day date not null,
  amount_minor bigint check (amount_minor >= 0),
  opportunity_id uuid,
  note text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
create index customer_date_customer on customer_date (org_id, customer_id, on_day) where deleted_at is null;
create index customer_date_touched on customer_date (org_id, updated_at);
create index customer_date_deal on customer_date (org_id, opportunity_id) where opportunity_id is not null;
alter table customer_date enable row level security;
alter table customer_date force row level security;
create policy tenant on customer_date using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_date is 'Dated facts of a customer that call for a contact.';
comment on column customer_date.org_id is 'tenant';
comment on column customer_date.id is 'UUIDv7';
comment on column customer_date.customer_id is 'the customer';
comment on column customer_date.kind is 'end of a contract, milestone of a delivery, answer to a complaint';
comment on column customer_date.on_day is 'the day, in the time zone of the organisation';
comment on column customer_date.amount_minor is 'what the contract brings in a year, in the currency of the organisation, minor units; null unknown';
comment on column customer_date.opportunity_id is 'won deal that it belongs to; null when none was named';
comment on column customer_date.note is 'what it is about';
comment on column customer_date.version is 'optimistic lock';
comment on column customer_date.created_at is 'when it was entered';
comment on column customer_date.created_by is 'member who entered it';
comment on column customer_date.updated_at is 'last change';
comment on column customer_date.deleted_at is 'when it was taken off; null while it holds';

create table repurchase_model (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  fitted_at timestamptz not null,
  method text not null check (method in ('bg-nbd', 'gamma', 'segments')),
  params jsonb,
  from_day date,
  through_day date not null,
  customers integer not null,
  repeaters integer not null,
  orders integer not null,
  metrics jsonb,
  primary key (org_id, id)
);
create index repurchase_model_latest on repurchase_model (org_id, fitted_at desc);
alter table repurchase_model enable row level security;
alter table repurchase_model force row level security;
create policy tenant on repurchase_model using (org_id = current_setting('app.org_id')::uuid);
comment on table repurchase_model is 'Every fit of repeat orders; never changed.';
comment on column repurchase_model.org_id is 'tenant';
comment on column repurchase_model.id is 'UUIDv7';
comment on column repurchase_model.fitted_at is 'when it was fitted';
comment on column repurchase_model.method is 'bg-nbd: buying and dropping out; gamma: a plain rate; segments: too little for any forecast';
comment on column repurchase_model.params is 'r, alpha, a, b of BG/NBD, in months; null for other methods';
comment on column repurchase_model.from_day is 'first order it was learned from; null without any';
comment on column repurchase_model.through_day is 'last day it was learned from';
comment on column repurchase_model.customers is 'customers with an order';
comment on column repurchase_model.repeaters is 'customers with a repeat order';
comment on column repurchase_model.orders is 'orders, one a day and customer';
comment on column repurchase_model.metrics is 'how it and the plain rate did on the last year held out; null where that is too short';

create table repurchase_progress (
  org_id uuid not null references organisation (org_id),
  touched_through timestamptz not null,
  judged_on date not null,
  primary key (org_id)
);
alter table repurchase_progress enable row level security;
alter table repurchase_progress force row level security;
create policy tenant on repurchase_progress using (org_id = current_setting('app.org_id')::uuid);
comment on table repurchase_progress is 'How far the judging of repeat orders has come.';
comment on column repurchase_progress.org_id is 'tenant';
comment on column repurchase_progress.touched_through is 'what was written until then has been looked at';
comment on column repurchase_progress.judged_on is 'day for which all were judged last';

create table repurchase_customer (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  owner_id uuid,
  orders integer not null,
  first_on date,
  last_on date,
  mean_gap_days double precision,
  won_minor bigint not null default 0,
  year_minor bigint not null default 0,
  usual_minor bigint not null default 0,
  method text not null check (method in ('contract', 'bg-nbd', 'gamma', 'segments')),
  expected_orders double precision,
  alive double precision check (alive between 0 and 1),
  is_overdue boolean,
  contract_ends_on date,
  state text not null check (state in ('contract-due', 'overdue', 'fading', 'steady', 'once')),
  at_risk_minor bigint not null default 0,
  recency integer check (recency between 1 and 5),
  frequency integer check (frequency between 1 and 5),
  money integer check (money between 1 and 5),
  judged_at timestamptz not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index repurchase_customer_risk on repurchase_customer (org_id, at_risk_minor desc, customer_id) where at_risk_minor > 0;
create index repurchase_customer_owner on repurchase_customer (org_id, owner_id, state) include (at_risk_minor, usual_minor);
create index repurchase_customer_state on repurchase_customer (org_id, state) include (at_risk_minor, usual_minor, owner_id);
create index repurchase_customer_usual on repurchase_customer (org_id, usual_minor desc, customer_id);
alter table repurchase_customer enable row level security;
alter table repurchase_customer force row level security;
create policy tenant on repurchase_customer using (org_id = current_setting('app.org_id')::uuid);
comment on table repurchase_customer is 'How each customer who has bought, or has a contract, buys again; archived ones have no row.';
comment on column repurchase_customer.org_id is 'tenant';
comment on column repurchase_customer.customer_id is 'the customer';
comment on column repurchase_customer.owner_id is 'whose customer it was when it was judged; null in the pool';
comment on column repurchase_customer.orders is 'days with an order: won deals';
comment on column repurchase_customer.first_on is 'first order';
comment on column repurchase_customer.last_on is 'latest order';
comment on column repurchase_customer.mean_gap_days is 'mean days between two orders; null with fewer than two';
comment on column repurchase_customer.won_minor is 'all orders, in the currency of the organisation, minor units';
comment on column repurchase_customer.year_minor is 'orders of the last 12 months';
comment on column repurchase_customer.usual_minor is 'what it brought a year on average since its first order, at least one year';
comment on column repurchase_customer.method is 'what the expectation comes from';
comment on column repurchase_customer.expected_orders is 'orders expected within 12 months; null where nothing may be expected';
comment on column repurchase_customer.alive is 'chance that it still buys, 0-1; null without BG/NBD';
comment on column repurchase_customer.is_overdue is 'last order longer ago than twice the mean gap; null with fewer than two orders';
comment on column repurchase_customer.contract_ends_on is 'end of the contract that is at hand; null without one';
comment on column repurchase_customer.state is 'where it stands';
comment on column repurchase_customer.at_risk_minor is 'what may be lost a year, minor units; 0 where nothing is at risk';
comment on column repurchase_customer.recency is 'fifth by days since the last order within 24 months, 5 the best; null without an order then';
comment on column repurchase_customer.frequency is 'fifth by orders within 24 months';
comment on column repurchase_customer.money is 'fifth by money within 24 months';
comment on column repurchase_customer.judged_at is 'when it was judged last';
