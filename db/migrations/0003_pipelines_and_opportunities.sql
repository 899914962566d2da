create table pipeline (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  key text not null,
  name jsonb not null,
  template text,
  is_default boolean not null default false,
  active boolean not null default true,
  position integer not null default 0,
  current_version integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, key)
);
alter table pipeline enable row level security;
alter table pipeline force row level security;
create policy tenant on pipeline using (org_id = current_setting('app.org_id')::uuid);
create unique index pipeline_default on pipeline (org_id) where is_default;
comment on table pipeline is 'An ordered way from first contact to customer care; a company may have several.';
comment on column pipeline.org_id is 'tenant';
comment on column pipeline.id is 'UUIDv7';
comment on column pipeline.key is 'stable code';
comment on column pipeline.name is 'name by language';
comment on column pipeline.template is 'seeded template it was made from';
comment on column pipeline.is_default is 'where new opportunities go';
comment on column pipeline.active is 'whether it is offered';
comment on column pipeline.position is 'order in lists';
comment on column pipeline.current_version is 'number of the published version';
comment on column pipeline.version is 'optimistic lock';
comment on column pipeline.created_at is 'when it was made';

create table pipeline_version (
  org_id uuid not null references organisation (org_id),
  pipeline_id uuid not null,
  number integer not null,
  definition jsonb not null,
  published_at timestamptz not null,
  published_by uuid not null,
  primary key (org_id, pipeline_id, number),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);
alter table pipeline_version enable row level security;
alter table pipeline_version force row level security;
create policy tenant on pipeline_version using (org_id = current_setting('app.org_id')::uuid);
comment on table pipeline_version is 'What a pipeline looked like at each publication.';
comment on column pipeline_version.org_id is 'tenant';
comment on column pipeline_version.pipeline_id is 'the pipeline';
comment on column pipeline_version.number is '1, 2, 3 …';
comment on column pipeline_version.definition is 'the whole definition as published: stages, criteria, tasks';
comment on column pipeline_version.published_at is 'when';
comment on column pipeline_version.published_by is 'by whom';

create table stage (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  pipeline_id uuid not null,
  key text not null,
  position integer not null check (position >= 1),
  phase text not null check (phase in ('lead', 'qualify', 'propose', 'negotiate', 'close', 'care')),
  name jsonb not null,
  customer_looks jsonb not null default '{}',
  probability numeric(5,4) not null check (probability between 0 and 1),
  expected_days numeric(8,2),
  warning_days numeric(8,2),
  critical_days numeric(8,2),
  entry_criteria jsonb not null default '[]',
  exit_criteria jsonb not null default '[]',
  tasks jsonb not null default '[]',
  outcomes text[] not null default '{won,lost,terminated,on-hold}',
  retired_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);
alter table stage enable row level security;
alter table stage force row level security;
create policy tenant on stage using (org_id = current_setting('app.org_id')::uuid);
create unique index stage_position on stage (org_id, pipeline_id, position) where retired_at is null;
create unique index stage_key on stage (org_id, pipeline_id, key);
comment on table stage is 'A stage of a pipeline as it is now; its id stays the same across versions.';
comment on column stage.org_id is 'tenant';
comment on column stage.id is 'UUIDv7';
comment on column stage.pipeline_id is 'the pipeline';
comment on column stage.key is 'stable code within the pipeline';
comment on column stage.position is 'order number from 1';
comment on column stage.phase is 'common phase across pipelines';
comment on column stage.name is 'name by language';
comment on column stage.customer_looks is 'what customers look like in it, by language';
comment on column stage.probability is 'configured chance to win from here';
comment on column stage.expected_days is 'standard time in the stage, days';
comment on column stage.warning_days is 'from here on the rep is told';
comment on column stage.critical_days is 'from here on the supervisor is told';
comment on column stage.entry_criteria is 'declarative checks to come in';
comment on column stage.exit_criteria is 'declarative checks to leave';
comment on column stage.tasks is 'stage tasks: standard of work, expected result, role, due offset';
comment on column stage.outcomes is 'outcomes allowed besides the next stage';
comment on column stage.retired_at is 'when a version left it out';

create table loss_reason (
  org_id uuid not null references organisation (org_id),
  key text not null,
  parent_key text,
  name jsonb not null,
  needs_competitor boolean not null default false,
  position integer not null default 0,
  active boolean not null default true,
  primary key (org_id, key)
);
alter table loss_reason enable row level security;
alter table loss_reason force row level security;
create policy tenant on loss_reason using (org_id = current_setting('app.org_id')::uuid);
comment on table loss_reason is 'Why deals end without a win; two levels.';
comment on column loss_reason.org_id is 'tenant';
comment on column loss_reason.key is 'stable code';
comment on column loss_reason.parent_key is 'level above; null on the first level';
comment on column loss_reason.name is 'name by language';
comment on column loss_reason.needs_competitor is 'whether a competitor must be named';
comment on column loss_reason.position is 'order in lists';
comment on column loss_reason.active is 'whether it is offered';

create table competitor (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  name_key text not null,
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id)
);
alter table competitor enable row level security;
alter table competitor force row level security;
create policy tenant on competitor using (org_id = current_setting('app.org_id')::uuid);
create unique index competitor_name on competitor (org_id, name_key) where deleted_at is null;
comment on table competitor is 'Who else sells to our customers.';
comment on column competitor.org_id is 'tenant';
comment on column competitor.id is 'UUIDv7';
comment on column competitor.name is 'company name';
comment on column competitor.name_key is 'normalised name';
comment on column competitor.note is 'free text';
comment on column competitor.version is 'optimistic lock';
comment on column competitor.created_at is 'when the record was made';
comment on column competitor.deleted_at is 'when it was archived';

create table opportunity (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  pinyin text not null default '',
  initials text not null default '',
  customer_id uuid,
  contact_id uuid,
  product_id uuid,
  source_id uuid,
  region text,
  pipeline_id uuid not null,
  pipeline_version integer not null,
  status text not null check (status in ('open', 'won', 'lost', 'terminated', 'on-hold', 'transferred')),
  stage_id uuid not null,
  stage_position integer not null,
  entered_at timestamptz,
  stage_since timestamptz,
  max_position integer not null,
  closed_at timestamptz,
  back_moves integer not null default 0,
  skips integer not null default 0,
  reopened integer not null default 0,
  reworks integer not null default 0,
  owner_id uuid not null,
  credit_owner_id uuid not null,
  amount_minor bigint check (amount_minor >= 0),
  currency text not null,
  expected_close_on date,
  close_pushes integer not null default 0,
  own_probability numeric(5,4) check (own_probability between 0 and 1),
  loss_reason_key text,
  competitor_id uuid,
  wake_up_on date,
  next_step text,
  next_step_on date,
  board_rank double precision not null default 0,
  predecessor_id uuid,
  external_id text,
  note text,
  last_activity_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, contact_id) references contact (org_id, id),
  foreign key (org_id, product_id) references product (org_id, id),
  foreign key (org_id, source_id) references source (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, credit_owner_id) references member (org_id, id),
  foreign key (org_id, loss_reason_key) references loss_reason (org_id, key),
  foreign key (org_id, competitor_id) references competitor (org_id, id),
  foreign key (org_id, predecessor_id) references opportunity (org_id, id)
);
alter table opportunity enable row level security;
alter table opportunity force row level security;
create policy tenant on opportunity using (org_id = current_setting('app.org_id')::uuid);
create index opportunity_board on opportunity (org_id, pipeline_id, stage_id, next_step_on nulls last, amount_minor desc nulls last, id) where status = 'open' and deleted_at is null;
create index opportunity_board_sums on opportunity (org_id, pipeline_id, stage_id, owner_id) include (amount_minor, stage_since) where status = 'open' and deleted_at is null;
create index opportunity_owner on opportunity (org_id, owner_id, id desc) where deleted_at is null;
create index opportunity_recent on opportunity (org_id, id desc) where deleted_at is null;
create index opportunity_customer on opportunity (org_id, customer_id, id desc) where deleted_at is null;
create unique index opportunity_external on opportunity (org_id, external_id) where external_id is not null;
create index opportunity_wake on opportunity (org_id, wake_up_on) where status = 'on-hold' and deleted_at is null;
comment on table opportunity is 'One purchase plan of a customer. The columns from status to credit_owner_id are folded from the events by one function.';
comment on column opportunity.org_id is 'tenant';
comment on column opportunity.id is 'UUIDv7';
comment on column opportunity.name is 'what it is called';
comment on column opportunity.pinyin is 'full pinyin without tones';
comment on column opportunity.initials is 'pinyin initials';
comment on column opportunity.customer_id is 'whose plan; null only where an import did not say';
comment on column opportunity.contact_id is 'whom we talk to first';
comment on column opportunity.product_id is 'what they want';
comment on column opportunity.source_id is 'where it came from';
comment on column opportunity.region is 'customer''s region when it was opened';
comment on column opportunity.pipeline_id is 'the pipeline it runs in';
comment on column opportunity.pipeline_version is 'version of the pipeline it runs by';
comment on column opportunity.status is 'folded: outcome or open';
comment on column opportunity.stage_id is 'folded: stage it is in, or was in when it ended';
comment on column opportunity.stage_position is 'folded: that stage''s order number';
comment on column opportunity.entered_at is 'folded: entry into the pipeline; null unknown';
comment on column opportunity.stage_since is 'folded: entry into the present stage; null unknown';
comment on column opportunity.max_position is 'folded: furthest stage ever entered';
comment on column opportunity.closed_at is 'folded: when it was won, lost, terminated or transferred';
comment on column opportunity.back_moves is 'folded: moves back';
comment on column opportunity.skips is 'folded: stages left out';
comment on column opportunity.reopened is 'folded: losses taken back within 90 days';
comment on column opportunity.reworks is 'further proposal rounds';
comment on column opportunity.owner_id is 'member who works on it';
comment on column opportunity.credit_owner_id is 'folded: owner when it closed, else the present owner; statistics count here';
comment on column opportunity.amount_minor is 'expected or won amount in minor units; null unknown';
comment on column opportunity.currency is 'ISO 4217';
comment on column opportunity.expected_close_on is 'expected day of signing';
comment on column opportunity.close_pushes is 'folded: how often that day was moved later';
comment on column opportunity.own_probability is 'the rep''s own judgement; never overwritten';
comment on column opportunity.loss_reason_key is 'why it ended';
comment on column opportunity.competitor_id is 'who won instead';
comment on column opportunity.wake_up_on is 'on hold until';
comment on column opportunity.next_step is 'what happens next';
comment on column opportunity.next_step_on is 'when';
comment on column opportunity.board_rank is 'order within a column when sorted by hand';
comment on column opportunity.predecessor_id is 'lost deal that this one wins back';
comment on column opportunity.external_id is 'id in the system imported from';
comment on column opportunity.note is 'free text';
comment on column opportunity.last_activity_at is 'most recent recorded contact';
comment on column opportunity.version is 'optimistic lock';
comment on column opportunity.created_at is 'when the record was made';
comment on column opportunity.created_by is 'member who made it';
comment on column opportunity.updated_at is 'last change';
comment on column opportunity.deleted_at is 'when it was archived';

create table stage_event (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  opportunity_id uuid not null,
  kind text not null check (kind in ('enter', 'advance', 'skip', 'back', 'win', 'lose', 'terminate', 'hold', 'resume', 'reopen', 'transfer', 'correction')),
  from_stage_id uuid,
  to_stage_id uuid,
  occurred_at timestamptz,
  recorded_at timestamptz not null,
  actor_id uuid not null,
  reason_key text,
  competitor_id uuid,
  note text,
  override_reason text,
  annuls_id uuid,
  external_key text,
  primary key (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, from_stage_id) references stage (org_id, id),
  foreign key (org_id, to_stage_id) references stage (org_id, id)
);
alter table stage_event enable row level security;
alter table stage_event force row level security;
create policy tenant on stage_event using (org_id = current_setting('app.org_id')::uuid);
create index stage_event_opportunity on stage_event (org_id, opportunity_id, id);
create unique index stage_event_external on stage_event (org_id, opportunity_id, external_key) where external_key is not null;
comment on table stage_event is 'Every move and outcome of an opportunity. Append-only; everything about stages is folded from here.';
comment on column stage_event.org_id is 'tenant';
comment on column stage_event.id is 'UUIDv7, in order of recording';
comment on column stage_event.opportunity_id is 'the opportunity';
comment on column stage_event.kind is 'what happened';
comment on column stage_event.from_stage_id is 'stage before; null at entry';
comment on column stage_event.to_stage_id is 'stage after; null when it ended';
comment on column stage_event.occurred_at is 'when it happened; null where nobody knows';
comment on column stage_event.recorded_at is 'when we learned of it';
comment on column stage_event.actor_id is 'who did it';
comment on column stage_event.reason_key is 'loss reason';
comment on column stage_event.competitor_id is 'who won instead';
comment on column stage_event.note is 'reason in words';
comment on column stage_event.override_reason is 'why a supervisor let it pass an unmet gate';
comment on column stage_event.annuls_id is 'event that this correction takes back';
comment on column stage_event.external_key is 'id of the log line it was imported from';

create table field_event (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  opportunity_id uuid not null,
  field text not null,
  old jsonb,
  new jsonb,
  occurred_at timestamptz,
  recorded_at timestamptz not null,
  actor_id uuid not null,
  primary key (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table field_event enable row level security;
alter table field_event force row level security;
create policy tenant on field_event using (org_id = current_setting('app.org_id')::uuid);
create index field_event_opportunity on field_event (org_id, opportunity_id, id);
comment on table field_event is 'Every change of amount, expected close date, owner and other fields that history needs. Append-only.';
comment on column field_event.org_id is 'tenant';
comment on column field_event.id is 'UUIDv7, in order of recording';
comment on column field_event.opportunity_id is 'the opportunity';
comment on column field_event.field is 'amountMinor, expectedCloseOn, ownerId, element:KEY …';
comment on column field_event.old is 'value before';
comment on column field_event.new is 'value after';
comment on column field_event.occurred_at is 'when it happened; null where nobody knows';
comment on column field_event.recorded_at is 'when we learned of it';
comment on column field_event.actor_id is 'who did it';

create table opportunity_span (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  seq integer not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  pipeline_id uuid not null,
  stage_id uuid not null,
  stage_position integer not null,
  status text not null,
  visit integer not null,
  stage_entered_at timestamptz,
  exit text check (exit in ('advanced', 'back', 'won', 'lost', 'terminated', 'held', 'transferred', 'reopened')),
  previous_stage_id uuid,
  next_stage_id uuid,
  owner_id uuid not null,
  amount_minor bigint,
  expected_close_on date,
  primary key (org_id, opportunity_id, seq),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
alter table opportunity_span enable row level security;
alter table opportunity_span force row level security;
create policy tenant on opportunity_span using (org_id = current_setting('app.org_id')::uuid);
create index opportunity_span_stage on opportunity_span (org_id, pipeline_id, stage_id, valid_from) include (opportunity_id, valid_to, stage_entered_at, exit, amount_minor, status, visit);
create index opportunity_span_ended on opportunity_span (org_id, pipeline_id, valid_to) include (opportunity_id, stage_id, exit, amount_minor) where exit is not null;
comment on table opportunity_span is 'What was true of an opportunity between two moments; folded from the events.';
comment on column opportunity_span.org_id is 'tenant';
comment on column opportunity_span.opportunity_id is 'the opportunity';
comment on column opportunity_span.seq is '0, 1, 2 …';
comment on column opportunity_span.valid_from is 'from then, ''-infinity'' where unknown';
comment on column opportunity_span.valid_to is 'until then; ''infinity'' still valid';
comment on column opportunity_span.pipeline_id is 'the pipeline';
comment on column opportunity_span.stage_id is 'the stage';
comment on column opportunity_span.stage_position is 'its order number';
comment on column opportunity_span.status is 'open, on-hold, won, lost, terminated or transferred during the span';
comment on column opportunity_span.visit is 'number of the stay in a stage, from 1';
comment on column opportunity_span.stage_entered_at is 'when this stay began, time on hold taken out; null unknown';
comment on column opportunity_span.exit is 'how the stay ended; null on all but its last span';
comment on column opportunity_span.previous_stage_id is 'stage of the stay before';
comment on column opportunity_span.next_stage_id is 'stage of the stay after';
comment on column opportunity_span.owner_id is 'owner during the span';
comment on column opportunity_span.amount_minor is 'amount during the span';
comment on column opportunity_span.expected_close_on is 'expected close date during the span';

create table activity (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  kind text not null check (kind in ('call', 'visit', 'meeting', 'email', 'message', 'demo', 'trial', 'reception', 'other')),
  customer_id uuid,
  lead_id uuid,
  opportunity_id uuid,
  owner_id uuid not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  late boolean not null default false,
  duration_minutes integer check (duration_minutes between 0 and 10080),
  place text,
  purpose text,
  content text not null,
  feedback text,
  result text,
  next_step text,
  next_step_on date,
  external_id text,
  version integer not null default 1,
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, lead_id) references lead (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  check (customer_id is not null or lead_id is not null)
);
alter table activity enable row level security;
alter table activity force row level security;
create policy tenant on activity using (org_id = current_setting('app.org_id')::uuid);
create index activity_customer on activity (org_id, customer_id, happened_at desc) where deleted_at is null;
create index activity_opportunity on activity (org_id, opportunity_id, happened_at desc) where deleted_at is null;
create index activity_lead on activity (org_id, lead_id, happened_at desc) where deleted_at is null;
create index activity_owner on activity (org_id, owner_id, happened_at desc) where deleted_at is null;
create index activity_recent on activity (org_id, happened_at desc, id) where deleted_at is null;
create unique index activity_external on activity (org_id, external_id) where external_id is not null;
comment on table activity is 'A contact with a customer: time, people, content, result. No record means it did not happen.';
comment on column activity.org_id is 'tenant';
comment on column activity.id is 'UUIDv7';
comment on column activity.kind is 'form of contact';
comment on column activity.customer_id is 'with which customer';
comment on column activity.lead_id is 'or with which lead';
comment on column activity.opportunity_id is 'about which opportunity';
comment on column activity.owner_id is 'member who was there';
comment on column activity.happened_at is 'when it took place';
comment on column activity.recorded_at is 'when it was written down';
comment on column activity.late is 'whether more than 24 hours lie between';
comment on column activity.duration_minutes is 'length';
comment on column activity.place is 'where';
comment on column activity.purpose is 'what for';
comment on column activity.content is 'what was said and done';
comment on column activity.feedback is 'what the customer said';
comment on column activity.result is 'what came of it';
comment on column activity.next_step is 'what happens next';
comment on column activity.next_step_on is 'when';
comment on column activity.external_id is 'id in the system imported from';
comment on column activity.version is 'optimistic lock';
comment on column activity.created_by is 'member who wrote it';
comment on column activity.updated_at is 'last change';
comment on column activity.deleted_at is 'when it was archived';

create table activity_contact (
  org_id uuid not null references organisation (org_id),
  activity_id uuid not null,
  contact_id uuid not null,
  primary key (org_id, activity_id, contact_id),
  foreign key (org_id, activity_id) references activity (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references contact (org_id, id)
);
alter table activity_contact enable row level security;
alter table activity_contact force row level security;
create policy tenant on activity_contact using (org_id = current_setting('app.org_id')::uuid);
create index activity_contact_contact on activity_contact (org_id, contact_id);
comment on table activity_contact is 'Which people of the customer took part in an activity.';
comment on column activity_contact.org_id is 'tenant';
comment on column activity_contact.activity_id is 'the activity';
comment on column activity_contact.contact_id is 'the person';
