-- judging all customers of a large house anew: contacts are read once, then customers are judged a part at a time, each in its own transaction

create table quality_pass (
  org_id uuid not null references organisation (org_id),
  at timestamptz not null,
  today date not null,
  month date,
  is_whole boolean not null,
  through_id uuid,
  primary key (org_id)
);
alter table quality_pass enable row level security;
alter table quality_pass force row level security;
create policy tenant on quality_pass using (org_id = current_setting('app.org_id')::uuid);
comment on table quality_pass is 'How far the judging of all customers that goes on has come; without a row none goes on.';
comment on column quality_pass.org_id is 'tenant';
comment on column quality_pass.at is 'moment for which all are judged';
comment on column quality_pass.today is 'day of that moment in the time zone of the organisation';
comment on column quality_pass.month is 'first day of the month of the past that is judged afterwards; null when the present is judged';
comment on column quality_pass.is_whole is 'also judges those whose relationship stays and of whom nothing was written, as after a change of the profile';
comment on column quality_pass.through_id is 'customers up to this id are done; null when none is';

create table customer_contact_sum (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  evidence double precision not null,
  parts integer,
  answered integer not null,
  first timestamptz,
  last timestamptz,
  effort_count integer not null,
  effort_minutes integer,
  primary key (org_id, customer_id)
);
alter table customer_contact_sum enable row level security;
alter table customer_contact_sum force row level security;
create policy tenant on customer_contact_sum using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_contact_sum is 'What the contacts of each customer come to at the moment of the pass that goes on; empty between passes.';
comment on column customer_contact_sum.org_id is 'tenant';
comment on column customer_contact_sum.customer_id is 'customer';
comment on column customer_contact_sum.evidence is 'sum of what the contacts are worth';
comment on column customer_contact_sum.parts is 'bit n is set when a contact of the n-th window of 30 days back was answered; null without any';
comment on column customer_contact_sum.answered is 'contacts that both sides took part in';
comment on column customer_contact_sum.first is 'the first of these';
comment on column customer_contact_sum.last is 'the last of these';
comment on column customer_contact_sum.effort_count is 'contacts of the last 90 days';
comment on column customer_contact_sum.effort_minutes is 'their minutes; null without any';
