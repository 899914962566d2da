-- stocktakes of customers: one after another, a verdict on each, signed and confirmed

create table stocktake (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  scope_kind text not null check (scope_kind in ('member', 'team')),
  scope_id uuid not null,
  scope_name text not null,
  taken_on date not null,
  customers integer not null,
  previous_id uuid,
  note text not null default '',
  started_at timestamptz not null,
  started_by uuid not null,
  signed_at timestamptz,
  signed_by uuid,
  confirmed_at timestamptz,
  confirmed_by uuid,
  word text,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, started_by) references member (org_id, id),
  foreign key (org_id, previous_id) references stocktake (org_id, id),
  check ((signed_at is null) = (signed_by is null)),
  check ((confirmed_at is null) = (confirmed_by is null)),
  check (confirmed_at is null or signed_at is not null),
  check (ended_at is null or signed_at is null)
);
create unique index stocktake_open on stocktake (org_id, scope_id) where signed_at is null and ended_at is null;
create index stocktake_scope on stocktake (org_id, scope_id, signed_at desc);
alter table stocktake enable row level security;
alter table stocktake force row level security;
create policy tenant on stocktake using (org_id = current_setting('app.org_id')::uuid);
comment on table stocktake is 'A round through the customers of a person or a team (DOMAIN §2); a signed one is never changed.';
comment on column stocktake.org_id is 'tenant';
comment on column stocktake.id is 'UUIDv7';
comment on column stocktake.scope_kind is 'a person''s customers or those of a team with all below it';
comment on column stocktake.scope_id is 'the person or team';
comment on column stocktake.scope_name is 'its name then';
comment on column stocktake.taken_on is 'the day for which customers were taken as they stood';
comment on column stocktake.customers is 'how many they were';
comment on column stocktake.previous_id is 'the signed one of the same scope before it; null for the first';
comment on column stocktake.note is 'why it is held';
comment on column stocktake.started_at is 'when it was begun';
comment on column stocktake.started_by is 'by whom';
comment on column stocktake.signed_at is 'when every customer had its verdict and it was signed; null until then';
comment on column stocktake.signed_by is 'who did';
comment on column stocktake.confirmed_at is 'when a supervisor confirmed it and what was proposed took effect';
comment on column stocktake.confirmed_by is 'who did';
comment on column stocktake.word is 'what the supervisor said to it';
comment on column stocktake.ended_at is 'when it was given up; null otherwise';
comment on column stocktake.version is 'optimistic lock';

create table stocktake_item (
  org_id uuid not null references organisation (org_id),
  stocktake_id uuid not null,
  place integer not null,
  customer_id uuid not null,
  customer_name text not null,
  owner_id uuid not null,
  why text not null check (why in ('unjudged', 'neglected', 'rest')),
  level text not null,
  relationship text not null,
  grade integer,
  open_minor bigint not null,
  won_minor bigint not null,
  activities integer not null,
  minutes integer not null,
  last_answered_at timestamptz,
  verdict text check (verdict in ('keep', 'level', 'pool', 'note')),
  proposed_level text check (proposed_level in ('potential', 'no-match', 'target', 'premium', 'strategic')),
  note text not null default '',
  is_together boolean not null default false,
  decided_at timestamptz,
  decided_by uuid,
  outcome text check (outcome in ('done', 'declined', 'failed')),
  primary key (org_id, stocktake_id, place),
  foreign key (org_id, stocktake_id) references stocktake (org_id, id),
  check ((verdict is null) = (decided_at is null)),
  check ((verdict = 'level') = (proposed_level is not null) or verdict is null)
);
create unique index stocktake_item_customer on stocktake_item (org_id, stocktake_id, customer_id);
create index stocktake_item_left on stocktake_item (org_id, stocktake_id, place) where verdict is null;
alter table stocktake_item enable row level security;
alter table stocktake_item force row level security;
create policy tenant on stocktake_item using (org_id = current_setting('app.org_id')::uuid);
comment on table stocktake_item is 'A customer in a stocktake as it stood on that day, and what was said of it.';
comment on column stocktake_item.org_id is 'tenant';
comment on column stocktake_item.stocktake_id is 'the stocktake';
comment on column stocktake_item.place is 'its place in the round';
comment on column stocktake_item.customer_id is 'the customer';
comment on column stocktake_item.customer_name is 'its name then';
comment on column stocktake_item.owner_id is 'whose customer it was';
comment on column stocktake_item.why is 'why it comes where it comes: its level is not judged, it is good and neglected, or neither';
comment on column stocktake_item.level is 'its level';
comment on column stocktake_item.relationship is 'its relationship';
comment on column stocktake_item.grade is 'its grade; null for none';
comment on column stocktake_item.open_minor is 'open deals, minor units';
comment on column stocktake_item.won_minor is 'won within 12 months, minor units';
comment on column stocktake_item.activities is 'activities of 90 days';
comment on column stocktake_item.minutes is 'their minutes';
comment on column stocktake_item.last_answered_at is 'latest answered contact';
comment on column stocktake_item.verdict is 'what was said; null until then';
comment on column stocktake_item.proposed_level is 'level proposed';
comment on column stocktake_item.note is 'remark';
comment on column stocktake_item.is_together is 'said for all the rest in one go';
comment on column stocktake_item.decided_at is 'when it was said';
comment on column stocktake_item.decided_by is 'by whom';
comment on column stocktake_item.outcome is 'what the supervisor made of a proposal; null until it is confirmed';

-- what is signed stays as it is: afterwards only the confirmation is written, once
create function keep_signed_stocktake() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.confirmed_at is not null or (old.signed_at is not null and
      (to_jsonb(new) - array['confirmed_at', 'confirmed_by', 'word', 'version']) is distinct from (to_jsonb(old) - array['confirmed_at', 'confirmed_by', 'word', 'version'])) then
    raise exception 'a signed stocktake is not changed';
  end if;
  return new;
end $$;
create trigger stocktake_signed before update or delete on stocktake for each row when (old.signed_at is not null) execute function keep_signed_stocktake();
create function keep_signed_stocktake_item() returns trigger language plpgsql as $$
declare
  head stocktake%rowtype;
begin
  select * into head from stocktake where org_id = old.org_id and id = old.stocktake_id;
  if head.signed_at is not null and (tg_op = 'DELETE' or head.confirmed_at is not null
      or (to_jsonb(new) - 'outcome') is distinct from (to_jsonb(old) - 'outcome')) then
    raise exception 'a signed stocktake is not changed';
  end if;
  return coalesce(new, old);
end $$;
create trigger stocktake_item_signed before update or delete on stocktake_item for each row execute function keep_signed_stocktake_item();
