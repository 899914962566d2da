create table source (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  key text not null,
  name jsonb not null,
  kind text not null default 'new' check (kind in ('new', 'repeat', 'referral')),
  position integer not null default 0,
  active boolean not null default true,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, key)
);
alter table source enable row level security;
alter table source force row level security;
create policy tenant on source using (org_id = current_setting('app.org_id')::uuid);
comment on table source is 'Where customers and leads come from.';
comment on column source.org_id is 'tenant';
comment on column source.id is 'UUIDv7';
comment on column source.key is 'stable code';
comment on column source.name is 'name by language';
comment on column source.kind is 'new business, repeat purchase or referral';
comment on column source.position is 'order in lists';
comment on column source.active is 'whether it is offered';
comment on column source.version is 'optimistic lock';

create table product (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  name_key text not null,
  code text,
  series text,
  list_price_minor bigint check (list_price_minor >= 0),
  currency text not null,
  active boolean not null default true,
  external_id text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id)
);
alter table product enable row level security;
alter table product force row level security;
create policy tenant on product using (org_id = current_setting('app.org_id')::uuid);
create unique index product_name on product (org_id, name_key) where deleted_at is null;
create unique index product_external on product (org_id, external_id) where external_id is not null;
comment on table product is 'What we sell.';
comment on column product.org_id is 'tenant';
comment on column product.id is 'UUIDv7';
comment on column product.name is 'product name';
comment on column product.name_key is 'normalised name: one product per key';
comment on column product.code is 'article code';
comment on column product.series is 'family or category';
comment on column product.list_price_minor is 'list price in minor units';
comment on column product.currency is 'ISO 4217';
comment on column product.active is 'whether it is offered';
comment on column product.external_id is 'id in the system imported from';
comment on column product.version is 'optimistic lock';
comment on column product.created_at is 'when the record was made';
comment on column product.deleted_at is 'when it was archived';

create table customer (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  name_key text not null,
  core_key text not null,
  pinyin text not null default '',
  initials text not null default '',
  industry text,
  main_business text,
  headcount_band text check (headcount_band in ('1-49', '50-99', '100-499', '500-999', '1000-4999', '5000+')),
  headcount integer check (headcount >= 0),
  it_share numeric(5,4) check (it_share between 0 and 1),
  revenue_minor bigint,
  revenue_trend text check (revenue_trend in ('growing', 'steady', 'shrinking')),
  goals text,
  standing text,
  region text,
  address text,
  website text,
  phone text,
  social_credit_code text,
  source_id uuid,
  level text not null default 'potential' check (level in ('potential', 'target', 'premium', 'strategic')),
  owner_id uuid not null,
  external_id text,
  note text,
  last_activity_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, source_id) references source (org_id, id)
);
alter table customer enable row level security;
alter table customer force row level security;
create policy tenant on customer using (org_id = current_setting('app.org_id')::uuid);
create index customer_name on customer (org_id, name_key);
create index customer_core on customer (org_id, core_key) where deleted_at is null;
create index customer_owner on customer (org_id, owner_id, id desc) where deleted_at is null;
create index customer_recent on customer (org_id, id desc) where deleted_at is null;
create index customer_by_name on customer (org_id, pinyin, id) where deleted_at is null;
create unique index customer_external on customer (org_id, external_id) where external_id is not null;
create unique index customer_credit_code on customer (org_id, social_credit_code) where social_credit_code is not null and deleted_at is null;
create index customer_phone on customer (org_id, phone) where phone is not null and deleted_at is null;
comment on table customer is 'A company we know; not an opportunity.';
comment on column customer.org_id is 'tenant';
comment on column customer.id is 'UUIDv7';
comment on column customer.name is 'registered or usual name';
comment on column customer.name_key is 'normalised name for exact matching';
comment on column customer.core_key is 'name without legal form, for likely duplicates';
comment on column customer.pinyin is 'full pinyin without tones';
comment on column customer.initials is 'pinyin initials';
comment on column customer.industry is 'industry';
comment on column customer.main_business is 'what the company does';
comment on column customer.headcount_band is 'size class by employees';
comment on column customer.headcount is 'employees, where known';
comment on column customer.it_share is 'share of IT staff';
comment on column customer.revenue_minor is 'yearly revenue in minor units';
comment on column customer.revenue_trend is 'over the last three years';
comment on column customer.goals is 'goals for the next three years';
comment on column customer.standing is 'rank and renown in its industry';
comment on column customer.region is 'province, city or country';
comment on column customer.address is 'street address';
comment on column customer.website is 'home page';
comment on column customer.phone is 'switchboard, E.164';
comment on column customer.social_credit_code is 'unified social credit code, upper case';
comment on column customer.source_id is 'where it came from';
comment on column customer.level is 'quality of the customer itself';
comment on column customer.owner_id is 'member who looks after it';
comment on column customer.external_id is 'id in the system imported from';
comment on column customer.note is 'free text';
comment on column customer.last_activity_at is 'most recent recorded contact';
comment on column customer.version is 'optimistic lock';
comment on column customer.created_at is 'when the record was made';
comment on column customer.created_by is 'member who made it';
comment on column customer.updated_at is 'last change';
comment on column customer.deleted_at is 'when it was archived';

create table contact (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  name text not null,
  pinyin text not null default '',
  initials text not null default '',
  title text,
  role text check (role in ('decider', 'influencer', 'user', 'gatekeeper', 'coach')),
  attitude text check (attitude in ('supporter', 'neutral', 'opponent', 'unknown')),
  phone text,
  phone_extension text,
  phone_given text,
  email text,
  wechat text,
  note text,
  external_id text,
  owner_id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
alter table contact enable row level security;
alter table contact force row level security;
create policy tenant on contact using (org_id = current_setting('app.org_id')::uuid);
create index contact_customer on contact (org_id, customer_id) where deleted_at is null;
create index contact_owner on contact (org_id, owner_id, id desc) where deleted_at is null;
create index contact_recent on contact (org_id, id desc) where deleted_at is null;
create index contact_phone on contact (org_id, phone) where phone is not null and deleted_at is null;
create index contact_email on contact (org_id, email) where email is not null and deleted_at is null;
create unique index contact_external on contact (org_id, external_id) where external_id is not null;
comment on table contact is 'A person at a customer.';
comment on column contact.org_id is 'tenant';
comment on column contact.id is 'UUIDv7';
comment on column contact.customer_id is 'where the person works';
comment on column contact.name is 'full name';
comment on column contact.pinyin is 'full pinyin without tones';
comment on column contact.initials is 'pinyin initials';
comment on column contact.title is 'position';
comment on column contact.role is 'role in the purchase';
comment on column contact.attitude is 'attitude to us';
comment on column contact.phone is 'E.164';
comment on column contact.phone_extension is 'extension';
comment on column contact.phone_given is 'as somebody typed it';
comment on column contact.email is 'lower case';
comment on column contact.wechat is 'WeChat id';
comment on column contact.note is 'free text';
comment on column contact.external_id is 'id in the system imported from';
comment on column contact.owner_id is 'same as the customer''s; kept equal by the handing-over command';
comment on column contact.version is 'optimistic lock';
comment on column contact.created_at is 'when the record was made';
comment on column contact.created_by is 'member who made it';
comment on column contact.updated_at is 'last change';
comment on column contact.deleted_at is 'when it was archived';

create table lead (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  company text not null,
  name_key text not null,
  pinyin text not null default '',
  initials text not null default '',
  contact_name text,
  phone text,
  phone_given text,
  email text,
  industry text,
  region text,
  source_id uuid,
  product_id uuid,
  demand text,
  owner_id uuid not null,
  status text not null default 'open' check (status in ('open', 'qualified', 'invalid')),
  invalid_reason text,
  qualified_at timestamptz,
  customer_id uuid,
  opportunity_id uuid,
  external_id text,
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, source_id) references source (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
alter table lead enable row level security;
alter table lead force row level security;
create policy tenant on lead using (org_id = current_setting('app.org_id')::uuid);
create index lead_owner on lead (org_id, owner_id, id desc) where deleted_at is null;
create index lead_recent on lead (org_id, id desc) where deleted_at is null;
create index lead_name on lead (org_id, name_key);
create unique index lead_external on lead (org_id, external_id) where external_id is not null;
comment on table lead is 'A first trace of interest, not yet a customer.';
comment on column lead.org_id is 'tenant';
comment on column lead.id is 'UUIDv7';
comment on column lead.company is 'company name as given';
comment on column lead.name_key is 'normalised company name';
comment on column lead.pinyin is 'full pinyin without tones';
comment on column lead.initials is 'pinyin initials';
comment on column lead.contact_name is 'person as given';
comment on column lead.phone is 'E.164';
comment on column lead.phone_given is 'as somebody typed it';
comment on column lead.email is 'lower case';
comment on column lead.industry is 'industry';
comment on column lead.region is 'province, city or country';
comment on column lead.source_id is 'where it came from';
comment on column lead.product_id is 'product asked about';
comment on column lead.demand is 'what they want, in their words';
comment on column lead.owner_id is 'member who follows it up';
comment on column lead.status is 'where it stands';
comment on column lead.invalid_reason is 'why it ended as invalid';
comment on column lead.qualified_at is 'when it became a customer';
comment on column lead.customer_id is 'customer it became';
comment on column lead.opportunity_id is 'opportunity it became';
comment on column lead.external_id is 'id in the system imported from';
comment on column lead.note is 'free text';
comment on column lead.version is 'optimistic lock';
comment on column lead.created_at is 'when the record was made';
comment on column lead.created_by is 'member who made it';
comment on column lead.updated_at is 'last change';
comment on column lead.deleted_at is 'when it was archived';
