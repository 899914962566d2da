-- what the day's list proposed, what was done or left, and what came of it: how often an action works is learned from here
create table next_action_event (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  day date not null,
  member_id uuid not null,
  at timestamptz not null,
  by uuid not null,
  key text not null,
  kind text not null check (kind in ('confirm', 'decider', 'revive', 'first-reply', 'old-customer', 'referral')),
  what text not null check (what in ('shown', 'done', 'skipped', 'taken-back', 'worked', 'failed')),
  role text not null,
  opportunity_id uuid,
  customer_id uuid,
  lead_id uuid,
  place integer,
  value_minor bigint,
  per_hour_minor bigint,
  reason text,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id)
);
create index next_action_event_day on next_action_event (org_id, member_id, day, id);
create index next_action_event_outcome on next_action_event (org_id, role, kind) where what in ('worked', 'failed');
create unique index next_action_event_shown on next_action_event (org_id, member_id, day, key) where what = 'shown';
alter table next_action_event enable row level security;
alter table next_action_event force row level security;
create policy tenant on next_action_event using (org_id = current_setting('app.org_id')::uuid);
comment on table next_action_event is 'What the list of the day proposed to somebody, and what became of it. Append-only.';
comment on column next_action_event.org_id is 'tenant';
comment on column next_action_event.id is 'UUIDv7, in order of recording';
comment on column next_action_event.day is 'of which day''s list';
comment on column next_action_event.member_id is 'whose list';
comment on column next_action_event.at is 'when';
comment on column next_action_event.by is 'member who did it';
comment on column next_action_event.key is 'the action: kind, record and element; the same the next day';
comment on column next_action_event.kind is 'what kind of action';
comment on column next_action_event.what is 'what happened with it';
comment on column next_action_event.role is 'role of whose list it is';
comment on column next_action_event.opportunity_id is 'deal it is about';
comment on column next_action_event.customer_id is 'customer it is about';
comment on column next_action_event.lead_id is 'lead it is about';
comment on column next_action_event.place is 'its place in the list, from 1';
comment on column next_action_event.value_minor is 'expected value it was listed with, minor units';
comment on column next_action_event.per_hour_minor is 'the same per hour';
comment on column next_action_event.reason is 'why it was left, or what came of it';
