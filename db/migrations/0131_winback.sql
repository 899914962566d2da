-- win-back: how likely a lost deal is to return, campaigns that go after it, and a hold-out that says what they are worth

create table winback_setting (
  org_id uuid not null references organisation (org_id),
  recoverability jsonb not null,
  fit jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table winback_setting enable row level security;
alter table winback_setting force row level security;
create policy tenant on winback_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_setting is 'How an organisation judges what can be won back; without a row the defaults hold.';
comment on column winback_setting.org_id is 'tenant';
comment on column winback_setting.recoverability is 'by loss reason: share 0-1, the share until it is ready, and since when it is';
comment on column winback_setting.fit is 'by customer level: share 0-1';
comment on column winback_setting.version is 'optimistic lock';
comment on column winback_setting.updated_at is 'last change';
comment on column winback_setting.updated_by is 'member who made it';

create table winback_fact (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  contract_ends_on date,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, opportunity_id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table winback_fact enable row level security;
alter table winback_fact force row level security;
create policy tenant on winback_fact using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_fact is 'What a person knows of a lost deal that its record does not say.';
comment on column winback_fact.org_id is 'tenant';
comment on column winback_fact.opportunity_id is 'the lost deal';
comment on column winback_fact.contract_ends_on is 'last day of the contract with whoever won instead';
comment on column winback_fact.version is 'optimistic lock';
comment on column winback_fact.updated_at is 'last change';
comment on column winback_fact.updated_by is 'member who said so';

create table winback_strength (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  closed_at timestamptz not null,
  strength double precision not null,
  computed_at timestamptz not null,
  primary key (org_id, opportunity_id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table winback_strength enable row level security;
alter table winback_strength force row level security;
create policy tenant on winback_strength using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_strength is 'Relationship strength at the moment of the loss, kept because the past hardly changes; recomputed when it does.';
comment on column winback_strength.org_id is 'tenant';
comment on column winback_strength.opportunity_id is 'the lost deal';
comment on column winback_strength.closed_at is 'the loss it was computed for; another one makes it void';
comment on column winback_strength.strength is '0 to 100';
comment on column winback_strength.computed_at is 'activities recorded until then are in it';

create table winback_campaign (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  goal text not null default '',
  method text not null default '',
  materials text not null default '',
  budget_minor bigint,
  currency text not null,
  starts_on date not null,
  ends_on date not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'stopped')),
  owner_id uuid not null,
  rule jsonb not null,
  hold_out numeric not null check (hold_out >= 0 and hold_out <= 0.5),
  refills boolean not null default true,
  refilled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  check (ends_on >= starts_on)
);
create index winback_campaign_recent on winback_campaign (org_id, id desc) where deleted_at is null;
alter table winback_campaign enable row level security;
alter table winback_campaign force row level security;
create policy tenant on winback_campaign using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_campaign is 'A plan to win lost deals back: whom, how, by whom, with what, until when.';
comment on column winback_campaign.org_id is 'tenant';
comment on column winback_campaign.id is 'UUIDv7; also the seed of the hold-out draw';
comment on column winback_campaign.name is 'what it is called';
comment on column winback_campaign.goal is 'what it is to achieve';
comment on column winback_campaign.method is 'how people go about it';
comment on column winback_campaign.materials is 'what they bring along';
comment on column winback_campaign.budget_minor is 'what it may cost, minor units';
comment on column winback_campaign.currency is 'ISO 4217';
comment on column winback_campaign.starts_on is 'first day';
comment on column winback_campaign.ends_on is 'last day';
comment on column winback_campaign.state is 'whether it runs';
comment on column winback_campaign.owner_id is 'who leads it; its list holds what this member reaches';
comment on column winback_campaign.rule is 'which lost deals belong to it: filters and the lowest score';
comment on column winback_campaign.hold_out is 'share of the list that is left alone, for comparison';
comment on column winback_campaign.refills is 'whether the list fills itself every night';
comment on column winback_campaign.refilled_at is 'when it last did';
comment on column winback_campaign.version is 'optimistic lock';
comment on column winback_campaign.created_at is 'when it was made';
comment on column winback_campaign.created_by is 'member who made it';
comment on column winback_campaign.updated_at is 'last change';
comment on column winback_campaign.deleted_at is 'when it was archived';

create table winback_person (
  org_id uuid not null references organisation (org_id),
  campaign_id uuid not null,
  member_id uuid not null,
  primary key (org_id, campaign_id, member_id),
  foreign key (org_id, campaign_id) references winback_campaign (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id)
);
create index winback_person_member on winback_person (org_id, member_id);
alter table winback_person enable row level security;
alter table winback_person force row level security;
create policy tenant on winback_person using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_person is 'Who works on a campaign.';
comment on column winback_person.org_id is 'tenant';
comment on column winback_person.campaign_id is 'the campaign';
comment on column winback_person.member_id is 'the person';

create table winback_member (
  org_id uuid not null references organisation (org_id),
  campaign_id uuid not null,
  opportunity_id uuid not null,
  held_out boolean not null,
  state text not null default 'planned' check (state in ('planned', 'contacted', 'answered', 're-opened', 'declined')),
  score double precision not null,
  assignee_id uuid not null,
  task_id uuid,
  successor_id uuid,
  batch_id uuid not null,
  enrolled_at timestamptz not null,
  contacted_at timestamptz,
  answered_at timestamptz,
  reopened_at timestamptz,
  declined_at timestamptz,
  note text,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (org_id, campaign_id, opportunity_id),
  foreign key (org_id, campaign_id) references winback_campaign (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, successor_id) references opportunity (org_id, id),
  foreign key (org_id, task_id) references task (org_id, id),
  foreign key (org_id, assignee_id) references member (org_id, id),
  check (not held_out or state = 'planned')
);
create unique index winback_member_once on winback_member (org_id, opportunity_id) where ended_at is null;
create index winback_member_assignee on winback_member (org_id, assignee_id);
alter table winback_member enable row level security;
alter table winback_member force row level security;
create policy tenant on winback_member using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_member is 'A lost deal on the list of a campaign, worked on or left alone for comparison.';
comment on column winback_member.org_id is 'tenant';
comment on column winback_member.campaign_id is 'the campaign';
comment on column winback_member.opportunity_id is 'the lost deal';
comment on column winback_member.held_out is 'drawn to be left alone';
comment on column winback_member.state is 'how far it got';
comment on column winback_member.score is 'win-back score when it was enrolled';
comment on column winback_member.assignee_id is 'who works on it';
comment on column winback_member.task_id is 'the task made for that';
comment on column winback_member.successor_id is 'new deal it became';
comment on column winback_member.batch_id is 'refill that brought it, which can be taken back as one';
comment on column winback_member.enrolled_at is 'when it came onto the list';
comment on column winback_member.contacted_at is 'when the customer was reached';
comment on column winback_member.answered_at is 'when the customer answered';
comment on column winback_member.reopened_at is 'when it became a deal again';
comment on column winback_member.declined_at is 'when the customer declined';
comment on column winback_member.note is 'what was said';
comment on column winback_member.ended_at is 'when the campaign stopped: the deal is free for another';
comment on column winback_member.version is 'optimistic lock';

create table winback_month (
  org_id uuid not null references organisation (org_id),
  campaign_id uuid not null,
  month date not null check (extract(day from month) = 1),
  reached integer not null default 0,
  reopened integer not null default 0,
  won integer not null default 0,
  money_minor bigint not null default 0,
  primary key (org_id, campaign_id, month),
  foreign key (org_id, campaign_id) references winback_campaign (org_id, id)
);
alter table winback_month enable row level security;
alter table winback_month force row level security;
create policy tenant on winback_month using (org_id = current_setting('app.org_id')::uuid);
comment on table winback_month is 'What a campaign plans for each month; what happened is counted from its members.';
comment on column winback_month.org_id is 'tenant';
comment on column winback_month.campaign_id is 'the campaign';
comment on column winback_month.month is 'first day of the month';
comment on column winback_month.reached is 'customers to be reached';
comment on column winback_month.reopened is 'deals to be opened again';
comment on column winback_month.won is 'deals to be won';
comment on column winback_month.money_minor is 'money to be won, minor units';

create index opportunity_successor on opportunity (org_id, predecessor_id) where predecessor_id is not null and deleted_at is null;
create index opportunity_lost on opportunity (org_id, closed_at desc, id) where status in ('lost', 'terminated') and deleted_at is null;
