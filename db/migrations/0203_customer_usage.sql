-- how much customers use what they bought, month by month: a driver of health

create table customer_usage (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  month date not null check (extract(day from month) = 1),
  used bigint not null check (used >= 0),
  paid_for bigint check (paid_for > 0),
  told text not null check (told in ('typed', 'sent')),
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, customer_id, month),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_usage_updated on customer_usage (org_id, updated_at);
alter table customer_usage enable row level security;
alter table customer_usage force row level security;
create policy tenant on customer_usage using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_usage is 'How much a customer used what it bought in a month; each house counts what it can: people, sign-ins, hours, consumption.';
comment on column customer_usage.org_id is 'tenant';
comment on column customer_usage.customer_id is 'the customer';
comment on column customer_usage.month is 'first day of the month';
comment on column customer_usage.used is 'what was used, in the unit of the house';
comment on column customer_usage.paid_for is 'what might have been used: seats, quota; null where there is no such thing';
comment on column customer_usage.told is 'typed on the customer''s page, or sent for many at once';
comment on column customer_usage.updated_at is 'last change';
comment on column customer_usage.updated_by is 'member who made it';
