-- the public pool: customers whom nobody looked after long enough are there for everybody, under limits, and all of it is on record

alter table member add column is_pool boolean not null default false;
comment on column member.is_pool is 'nobody: holds the customers of the public pool, is in no list and cannot come in';
create unique index member_pool on member (org_id) where is_pool;

alter table customer add column owner_since timestamptz;
comment on column customer.owner_since is 'since when this member looks after it; null since it was made';
create function keep_owner_since() returns trigger language plpgsql as $$
begin
  new.owner_since = new.updated_at;
  return new;
end $$;
create trigger customer_owner_since before update of owner_id on customer
  for each row when (old.owner_id is distinct from new.owner_id) execute function keep_owner_since();

create table pool_setting (
  org_id uuid not null references organisation (org_id),
  is_on boolean not null,
  contact_days integer check (contact_days between 1 and 3650),
  progress_days integer check (progress_days between 1 and 3650),
  warn_days integer not null check (warn_days between 0 and 90),
  protected_levels text[] not null,
  protected_grades text[] not null,
  protected_tiers text[] not null,
  claims_per_day integer check (claims_per_day between 1 and 10000),
  claims_per_month integer check (claims_per_month between 1 and 100000),
  holdings integer check (holdings between 1 and 100000),
  lock_days integer not null check (lock_days between 0 and 3650),
  shows_phones boolean not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table pool_setting enable row level security;
alter table pool_setting force row level security;
create policy tenant on pool_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table pool_setting is 'When customers fall into the pool, who is spared, and how many may be claimed; without a row nothing falls.';
comment on column pool_setting.org_id is 'tenant';
comment on column pool_setting.is_on is 'customers fall by themselves';
comment on column pool_setting.contact_days is 'days without contact after which a customer falls; null for never by this';
comment on column pool_setting.progress_days is 'days without a deal made, moved or closed after which a customer falls; null for never by this';
comment on column pool_setting.warn_days is 'so many days before, its owner is warned';
comment on column pool_setting.protected_levels is 'levels that never fall';
comment on column pool_setting.protected_grades is 'grades that never fall, 1-5';
comment on column pool_setting.protected_tiers is 'tiers of key accounts that never fall';
comment on column pool_setting.claims_per_day is 'so many may one person claim a day; null for any number';
comment on column pool_setting.claims_per_month is 'so many may one person claim in a calendar month; null for any number';
comment on column pool_setting.holdings is 'so many may one person look after and still claim; null for any number';
comment on column pool_setting.lock_days is 'so many days the last owner may not claim it back';
comment on column pool_setting.shows_phones is 'telephone numbers are shown before the claim';
comment on column pool_setting.version is 'optimistic lock';
comment on column pool_setting.updated_at is 'last change';
comment on column pool_setting.updated_by is 'member who made it';

create table pool_stay (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  entered_at timestamptz not null,
  from_owner_id uuid not null,
  why text not null check (why in ('contact', 'progress', 'released')),
  reason text,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, from_owner_id) references member (org_id, id)
);
create index pool_stay_entered on pool_stay (org_id, entered_at desc, customer_id desc);
alter table pool_stay enable row level security;
alter table pool_stay force row level security;
create policy tenant on pool_stay using (org_id = current_setting('app.org_id')::uuid);
comment on table pool_stay is 'Customers that are in the pool now; the row goes with the claim.';
comment on column pool_stay.org_id is 'tenant';
comment on column pool_stay.customer_id is 'the customer';
comment on column pool_stay.entered_at is 'since when it is there';
comment on column pool_stay.from_owner_id is 'who looked after it last';
comment on column pool_stay.why is 'no contact, no progress, or given up by hand';
comment on column pool_stay.reason is 'what was said when it was given up';

create table pool_event (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('fell', 'released', 'claimed', 'assigned')),
  why text check (why in ('contact', 'progress')),
  days integer,
  by_member_id uuid,
  from_owner_id uuid,
  to_owner_id uuid,
  reason text,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index pool_event_customer on pool_event (org_id, customer_id, at desc);
create index pool_event_claims on pool_event (org_id, to_owner_id, at) where kind = 'claimed';
alter table pool_event enable row level security;
alter table pool_event force row level security;
create policy tenant on pool_event using (org_id = current_setting('app.org_id')::uuid);
comment on table pool_event is 'Who came into the pool and who took whom out of it; never changed or deleted.';
comment on column pool_event.org_id is 'tenant';
comment on column pool_event.id is 'UUIDv7';
comment on column pool_event.customer_id is 'the customer';
comment on column pool_event.at is 'when';
comment on column pool_event.kind is 'fell by the rule, given up by hand, claimed, or given to somebody';
comment on column pool_event.why is 'of those that fell: by which rule';
comment on column pool_event.days is 'of those that fell: the days of the rule then';
comment on column pool_event.by_member_id is 'who did it; null for the rule';
comment on column pool_event.from_owner_id is 'who looked after it before; null for the pool';
comment on column pool_event.to_owner_id is 'who looks after it since; null for the pool';
comment on column pool_event.reason is 'what was said';
