-- what is agreed with a customer about paying, and what was heard from it in conversation

create table customer_credit (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  limit_minor bigint check (limit_minor >= 0),
  terms_days integer check (terms_days between 0 and 3650),
  behaviour text check (behaviour in ('prompt', 'mostly', 'late', 'defaulted')),
  reviewed_on date,
  note text,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
alter table customer_credit enable row level security;
alter table customer_credit force row level security;
create policy tenant on customer_credit using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_credit is 'How much a customer may owe, for how long, and how it pays.';
comment on column customer_credit.org_id is 'tenant';
comment on column customer_credit.customer_id is 'the customer';
comment on column customer_credit.limit_minor is 'credit limit, minor units; null for none agreed';
comment on column customer_credit.terms_days is 'days until an invoice is due; 0 for payment in advance';
comment on column customer_credit.behaviour is 'as people judge it: always on time, mostly, often late, did not pay';
comment on column customer_credit.reviewed_on is 'when limit and terms were looked at last';
comment on column customer_credit.note is 'collateral, agreements, where it is known from';
comment on column customer_credit.version is 'optimistic lock';
comment on column customer_credit.updated_at is 'last change';
comment on column customer_credit.updated_by is 'member who made it';

create table customer_interview (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  held_on date not null,
  motives text,
  appreciates text,
  doubts text,
  experience text,
  product_in_use text,
  competitor text,
  written_at timestamptz not null,
  written_by uuid not null,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_interview_customer on customer_interview (org_id, customer_id, held_on desc, id desc);
alter table customer_interview enable row level security;
alter table customer_interview force row level security;
create policy tenant on customer_interview using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_interview is 'What was heard from a customer, each time as a whole; never changed or deleted.';
comment on column customer_interview.org_id is 'tenant';
comment on column customer_interview.id is 'UUIDv7';
comment on column customer_interview.customer_id is 'the customer';
comment on column customer_interview.held_on is 'day of the conversation';
comment on column customer_interview.motives is 'why it would buy';
comment on column customer_interview.appreciates is 'what counts for it';
comment on column customer_interview.doubts is 'what makes it hesitate';
comment on column customer_interview.experience is 'what it went through with products of the kind';
comment on column customer_interview.product_in_use is 'what it works with now';
comment on column customer_interview.competitor is 'who else it talks to';
comment on column customer_interview.written_at is 'when it was written down';
comment on column customer_interview.written_by is 'member who wrote it';
