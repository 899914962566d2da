-- who decides at a customer, who reports to whom, who of us talks to them, and which companies belong together

create table decision_chain (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
alter table decision_chain enable row level security;
alter table decision_chain force row level security;
create policy tenant on decision_chain using (org_id = current_setting('app.org_id')::uuid);
comment on table decision_chain is 'The picture of a customer''s people; without a row nobody has drawn on it yet.';
comment on column decision_chain.org_id is 'tenant';
comment on column decision_chain.customer_id is 'whose people';
comment on column decision_chain.version is 'optimistic lock of the whole picture';
comment on column decision_chain.updated_at is 'last change';
comment on column decision_chain.updated_by is 'member who made it';

create table contact_tie (
  org_id uuid not null references organisation (org_id),
  contact_id uuid not null,
  also_roles text[] not null default '{}' check (also_roles <@ array['decider', 'influencer', 'user', 'gatekeeper', 'coach']),
  influence text check (influence in ('high', 'middle', 'low')),
  reports_to_id uuid check (reports_to_id <> contact_id),
  counterpart_id uuid,
  x integer,
  y integer,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, contact_id),
  foreign key (org_id, contact_id) references contact (org_id, id),
  foreign key (org_id, reports_to_id) references contact (org_id, id),
  foreign key (org_id, counterpart_id) references member (org_id, id),
  check ((x is null) = (y is null))
);
alter table contact_tie enable row level security;
alter table contact_tie force row level security;
create policy tenant on contact_tie using (org_id = current_setting('app.org_id')::uuid);
comment on table contact_tie is 'Where a contact stands in the decision chain; without a row nobody has said.';
comment on column contact_tie.org_id is 'tenant';
comment on column contact_tie.contact_id is 'the person';
comment on column contact_tie.also_roles is 'roles in the purchase besides that of the contact';
comment on column contact_tie.influence is 'weight of the word in the purchase';
comment on column contact_tie.reports_to_id is 'whom the person reports to; counts while both are people of one customer';
comment on column contact_tie.counterpart_id is 'member of ours who looks after the person';
comment on column contact_tie.x is 'place on the picture, pixels from the left; null where it is laid out by itself';
comment on column contact_tie.y is 'pixels from the top';
comment on column contact_tie.updated_at is 'last change';
comment on column contact_tie.updated_by is 'member who made it';

create table customer_parent (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  parent_id uuid not null check (parent_id <> customer_id),
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, parent_id) references customer (org_id, id)
);
create index customer_parent_of on customer_parent (org_id, parent_id);
alter table customer_parent enable row level security;
alter table customer_parent force row level security;
create policy tenant on customer_parent using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_parent is 'Which company a customer belongs to: group and subsidiaries.';
comment on column customer_parent.org_id is 'tenant';
comment on column customer_parent.customer_id is 'the subsidiary';
comment on column customer_parent.parent_id is 'the company above it; one that was merged away stands for where it went';
comment on column customer_parent.updated_at is 'last change';
comment on column customer_parent.updated_by is 'member who made it';
