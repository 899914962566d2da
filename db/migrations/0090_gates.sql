-- Gates, elements, stage tasks, playbooks. What a pipeline demands stands in its published version and nowhere else;
-- the rows of stage keep what reports and moves join: name, order, chance, days.

-- an owner who is held by row-level security too sees no row without an organisation: this statement is about all of them
alter table pipeline_version no force row level security;
update pipeline_version v set definition = jsonb_build_object(
  'stages', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s ->> 'id', 'key', s ->> 'key', 'phase', s ->> 'phase', 'name', s -> 'name',
      'customerLooks', case when s -> 'customer_looks' ? 'zh-CN' then s -> 'customer_looks' else '{"zh-CN": "", "zh-TW": "", "en": ""}'::jsonb end,
      'probability', (s ->> 'probability')::numeric,
      'expectedDays', s -> 'expected_days', 'warningDays', s -> 'warning_days', 'criticalDays', s -> 'critical_days',
      'entry', '{"criteria": [], "mode": "block", "warnsUntil": null}'::jsonb,
      'exit', '{"criteria": [], "mode": "block", "warnsUntil": null}'::jsonb,
      'tasks', '[]'::jsonb,
      'playbook', '{"talkTracks": [], "questions": [], "materials": []}'::jsonb,
      'outcomes', coalesce(s -> 'outcomes', '["won", "lost", "terminated", "on-hold"]'::jsonb),
      'lossReasons', null) order by n)
    from jsonb_array_elements(v.definition -> 'stages') with ordinality as list (s, n)), '[]'::jsonb),
  'elements', '[]'::jsonb,
  'winGate', 'warn');
alter table pipeline_version force row level security;
comment on column pipeline_version.definition is 'the whole pipeline as published: stages with gates, tasks and playbook, elements; never changed afterwards';
alter table stage drop column entry_criteria, drop column exit_criteria, drop column tasks;

alter table stage_event add column pipeline_version integer;
comment on column stage_event.pipeline_version is 'version of the pipeline whose gates were asked; null for history from elsewhere';
alter table stage_event add column missing jsonb;
comment on column stage_event.missing is 'what was missing at the gates when it was let through with a warning or an override; null when nothing was';

alter table stage_event drop constraint stage_event_kind_check;
alter table stage_event add constraint stage_event_kind_check check (kind in ('enter', 'advance', 'skip', 'back', 'win', 'lose', 'terminate', 'hold', 'resume', 'reopen', 'transfer', 'correction', 'rework'));

create table pipeline_draft (
  org_id uuid not null references organisation (org_id),
  pipeline_id uuid not null,
  based_on integer not null,
  definition jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, pipeline_id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);
alter table pipeline_draft enable row level security;
alter table pipeline_draft force row level security;
create policy tenant on pipeline_draft using (org_id = current_setting('app.org_id')::uuid);
comment on table pipeline_draft is 'A pipeline under construction: one per pipeline, tried and published from here.';
comment on column pipeline_draft.org_id is 'tenant';
comment on column pipeline_draft.pipeline_id is 'the pipeline';
comment on column pipeline_draft.based_on is 'published version it started from; another publication since then is a conflict';
comment on column pipeline_draft.definition is 'the whole pipeline as it would be published';
comment on column pipeline_draft.version is 'optimistic lock';
comment on column pipeline_draft.updated_at is 'last change';
comment on column pipeline_draft.updated_by is 'member who made it';

create table opportunity_element (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  key text not null,
  state text not null check (state in ('unknown', 'partial', 'confirmed', 'unfavourable')),
  answer text,
  note text,
  evidence_kind text check (evidence_kind in ('activity', 'contact', 'document', 'import')),
  evidence_id uuid,
  as_of timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, opportunity_id, key),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table opportunity_element enable row level security;
alter table opportunity_element force row level security;
create policy tenant on opportunity_element using (org_id = current_setting('app.org_id')::uuid);
comment on table opportunity_element is 'What is known of each element of a deal now; how it became known is in field_event as element:KEY.';
comment on column opportunity_element.org_id is 'tenant';
comment on column opportunity_element.opportunity_id is 'the deal';
comment on column opportunity_element.key is 'element of its pipeline';
comment on column opportunity_element.state is 'how well it is known';
comment on column opportunity_element.answer is 'answer of a custom element';
comment on column opportunity_element.note is 'what exactly is known';
comment on column opportunity_element.evidence_kind is 'what proves it';
comment on column opportunity_element.evidence_id is 'the activity, contact or document; null for an import';
comment on column opportunity_element.as_of is 'when it was found out; it goes stale from there';
comment on column opportunity_element.updated_at is 'last change';
comment on column opportunity_element.updated_by is 'member who said so';

create table task (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  opportunity_id uuid,
  customer_id uuid,
  stage_id uuid,
  key text,
  stage_visit integer,
  title jsonb not null,
  standard jsonb,
  expected_result jsonb,
  role text not null default 'owner',
  assignee_id uuid not null,
  due_on date,
  done_at timestamptz,
  done_by uuid,
  result text,
  cancelled_at timestamptz,
  cancelled_event_id uuid,
  external_id text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id),
  foreign key (org_id, assignee_id) references member (org_id, id),
  check ((done_at is null) = (result is null))
);
alter table task enable row level security;
alter table task force row level security;
create policy tenant on task using (org_id = current_setting('app.org_id')::uuid);
create unique index task_of_stage on task (org_id, opportunity_id, stage_id, key, stage_visit) where key is not null;
create index task_opportunity on task (org_id, opportunity_id) where deleted_at is null;
create index task_open on task (org_id, assignee_id, due_on) where done_at is null and cancelled_at is null and deleted_at is null;
create index task_due on task (org_id, (coalesce(due_on, '9999-12-31'::date)), id) where done_at is null and cancelled_at is null and deleted_at is null;
create index task_done on task (org_id, done_at) where done_at is not null and deleted_at is null;
create index task_assignee on task (org_id, assignee_id) where deleted_at is null;
create index task_loose on task (org_id, created_by) where opportunity_id is null and customer_id is null and deleted_at is null;
create index task_recent on task (org_id, id desc) where deleted_at is null;
create index task_customer on task (org_id, customer_id) where customer_id is not null and deleted_at is null;
create unique index task_external on task (org_id, external_id) where external_id is not null;

-- battlecards count what was won and lost against a competitor
create index opportunity_competitor on opportunity (org_id, competitor_id) include (status, owner_id) where competitor_id is not null and deleted_at is null;
comment on table task is 'Something to be done by somebody until a day: a stage task made on entry, or one that a person wrote.';
comment on column task.org_id is 'tenant';
comment on column task.id is 'UUIDv7';
comment on column task.opportunity_id is 'deal it belongs to';
comment on column task.customer_id is 'or customer';
comment on column task.stage_id is 'stage whose entry made it; null for a task that a person wrote';
comment on column task.key is 'stage task of the pipeline';
comment on column task.stage_visit is 'number of the stay in the stage that made it';
comment on column task.title is 'what to do, by language; a person''s own words stand under every language';
comment on column task.standard is 'standard of work, by language';
comment on column task.expected_result is 'what is in hand when it is done, by language';
comment on column task.role is 'who does it: the owner or a role';
comment on column task.assignee_id is 'member who does it';
comment on column task.due_on is 'until when';
comment on column task.done_at is 'when it was done';
comment on column task.done_by is 'by whom';
comment on column task.result is 'what came of it; done means that this is written';
comment on column task.cancelled_at is 'when it became needless: the deal ended or went back';
comment on column task.cancelled_event_id is 'event of the deal''s history that made it needless; taking that event back revives it';
comment on column task.external_id is 'id in the system imported from';
comment on column task.version is 'optimistic lock';
comment on column task.created_at is 'when it was made';
comment on column task.created_by is 'member who made it';
comment on column task.updated_at is 'last change';
comment on column task.deleted_at is 'when it was archived';

create table document (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  opportunity_id uuid,
  customer_id uuid,
  category text not null check (category in ('requirements', 'proposal', 'quote', 'bid', 'contract', 'acceptance', 'minutes', 'other')),
  file_name text not null,
  media_type text not null,
  size integer not null check (size between 1 and 20971520),
  sha256 bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  check (opportunity_id is not null or customer_id is not null)
);
alter table document enable row level security;
alter table document force row level security;
create policy tenant on document using (org_id = current_setting('app.org_id')::uuid);
create index document_opportunity on document (org_id, opportunity_id, category) where deleted_at is null;
create index document_customer on document (org_id, customer_id) where deleted_at is null;
comment on table document is 'A file attached to a deal or a customer.';
comment on column document.org_id is 'tenant';
comment on column document.id is 'UUIDv7';
comment on column document.opportunity_id is 'deal it belongs to';
comment on column document.customer_id is 'or customer';
comment on column document.category is 'what it is; gates ask by category';
comment on column document.file_name is 'name as uploaded';
comment on column document.media_type is 'as found in the content, not as claimed';
comment on column document.size is 'bytes';
comment on column document.sha256 is 'of the content';
comment on column document.uploaded_at is 'when';
comment on column document.uploaded_by is 'by whom';
comment on column document.deleted_at is 'when it was archived';

create table document_content (
  org_id uuid not null references organisation (org_id),
  document_id uuid not null,
  content bytea not null,
  primary key (org_id, document_id),
  foreign key (org_id, document_id) references document (org_id, id)
);
alter table document_content enable row level security;
alter table document_content force row level security;
create policy tenant on document_content using (org_id = current_setting('app.org_id')::uuid);
comment on table document_content is 'The bytes of a document, apart from what lists read.';
comment on column document_content.org_id is 'tenant';
comment on column document_content.document_id is 'the document';
comment on column document_content.content is 'the file';

create table approval (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  opportunity_id uuid not null,
  kind text not null check (kind in ('stage', 'discount', 'contract')),
  stage_id uuid,
  amount_minor bigint,
  discount numeric(5,4) check (discount between 0 and 1),
  request text not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn', 'expired')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  approver_id uuid not null,
  instead_of_id uuid,
  passed_up integer not null default 0,
  due_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  note text,
  version integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, approver_id) references member (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
alter table approval enable row level security;
alter table approval force row level security;
create policy tenant on approval using (org_id = current_setting('app.org_id')::uuid);
create unique index approval_open on approval (org_id, opportunity_id, kind, stage_id) nulls not distinct where state = 'asked';
create index approval_opportunity on approval (org_id, opportunity_id, kind);
create index approval_waiting on approval (org_id, approver_id, due_at) where state = 'asked';
comment on table approval is 'A question to somebody further up: may this pass? Asked, decided, handed on and timed out on record.';
comment on column approval.org_id is 'tenant';
comment on column approval.id is 'UUIDv7';
comment on column approval.opportunity_id is 'the deal';
comment on column approval.kind is 'what for';
comment on column approval.stage_id is 'stage it is asked for';
comment on column approval.amount_minor is 'amount of the deal when it was asked; an approval holds for no more than this';
comment on column approval.discount is 'discount asked for';
comment on column approval.request is 'what is asked, in words';
comment on column approval.state is 'how it stands';
comment on column approval.asked_at is 'when';
comment on column approval.asked_by is 'by whom';
comment on column approval.approver_id is 'who decides now';
comment on column approval.instead_of_id is 'for whom the approver stands in';
comment on column approval.passed_up is 'how often the time limit handed it on';
comment on column approval.due_at is 'until when this approver decides';
comment on column approval.decided_at is 'when';
comment on column approval.decided_by is 'by whom';
comment on column approval.note is 'reason of the decision';
comment on column approval.version is 'optimistic lock';

create table delegation (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  member_id uuid not null,
  delegate_id uuid not null,
  from_on date not null,
  until_on date not null,
  created_at timestamptz not null,
  created_by uuid not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, delegate_id) references member (org_id, id),
  check (member_id <> delegate_id),
  check (from_on <= until_on)
);
alter table delegation enable row level security;
alter table delegation force row level security;
create policy tenant on delegation using (org_id = current_setting('app.org_id')::uuid);
create index delegation_member on delegation (org_id, member_id, until_on) where deleted_at is null;
comment on table delegation is 'Who decides for somebody who is away.';
comment on column delegation.org_id is 'tenant';
comment on column delegation.id is 'UUIDv7';
comment on column delegation.member_id is 'who is away';
comment on column delegation.delegate_id is 'who decides instead';
comment on column delegation.from_on is 'first day';
comment on column delegation.until_on is 'last day';
comment on column delegation.created_at is 'when it was set';
comment on column delegation.created_by is 'by whom';
comment on column delegation.deleted_at is 'when it was taken back';

create table gate_attempt (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  opportunity_id uuid not null,
  pipeline_id uuid not null,
  pipeline_version integer not null,
  from_stage_id uuid not null,
  to_stage_id uuid,
  at timestamptz not null,
  member_id uuid not null,
  owner_id uuid not null,
  via text not null,
  result text not null check (result in ('passed', 'warned', 'overridden', 'refused')),
  missing jsonb not null default '[]',
  override_reason text,
  primary key (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table gate_attempt enable row level security;
alter table gate_attempt force row level security;
create policy tenant on gate_attempt using (org_id = current_setting('app.org_id')::uuid);
create index gate_attempt_stage on gate_attempt (org_id, pipeline_id, from_stage_id, at);
create index gate_attempt_deal on gate_attempt (org_id, opportunity_id, at);
comment on table gate_attempt is 'Every attempt to pass a gate, refused ones too: what gates teach is counted here. Append-only.';
comment on column gate_attempt.org_id is 'tenant';
comment on column gate_attempt.id is 'UUIDv7';
comment on column gate_attempt.opportunity_id is 'the deal';
comment on column gate_attempt.pipeline_id is 'its pipeline';
comment on column gate_attempt.pipeline_version is 'version whose gates were asked';
comment on column gate_attempt.from_stage_id is 'stage it stood in';
comment on column gate_attempt.to_stage_id is 'stage asked for; null for a win';
comment on column gate_attempt.at is 'when';
comment on column gate_attempt.member_id is 'who tried';
comment on column gate_attempt.owner_id is 'owner of the deal then';
comment on column gate_attempt.via is 'form, drag, bulk, import, api, cli';
comment on column gate_attempt.result is 'what came of it';
comment on column gate_attempt.missing is 'gaps: stage, side, kind, key, whether it blocked';
comment on column gate_attempt.override_reason is 'why a supervisor let it pass';

create table calendar_day (
  org_id uuid not null references organisation (org_id),
  day date not null,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null default '',
  seeded boolean not null default false,
  primary key (org_id, day)
);
alter table calendar_day enable row level security;
alter table calendar_day force row level security;
create policy tenant on calendar_day using (org_id = current_setting('app.org_id')::uuid);
comment on table calendar_day is 'Days that differ from the week: public holidays, and weekends worked to make up for them.';
comment on column calendar_day.org_id is 'tenant';
comment on column calendar_day.day is 'the day';
comment on column calendar_day.kind is 'free, or worked although a weekend';
comment on column calendar_day.name is 'what it is called';
comment on column calendar_day.seeded is 'whether it came with the product; a person''s own entries are never overwritten';

create table battlecard (
  org_id uuid not null references organisation (org_id),
  competitor_id uuid not null,
  strengths text not null default '',
  weaknesses text not null default '',
  answer text not null default '',
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, competitor_id),
  foreign key (org_id, competitor_id) references competitor (org_id, id)
);
alter table battlecard enable row level security;
alter table battlecard force row level security;
create policy tenant on battlecard using (org_id = current_setting('app.org_id')::uuid);
comment on table battlecard is 'How to win against a competitor.';
comment on column battlecard.org_id is 'tenant';
comment on column battlecard.competitor_id is 'the competitor';
comment on column battlecard.strengths is 'what they are good at';
comment on column battlecard.weaknesses is 'where they are weak';
comment on column battlecard.answer is 'what we say and do';
comment on column battlecard.version is 'optimistic lock';
comment on column battlecard.updated_at is 'last change';
comment on column battlecard.updated_by is 'by whom';

create table fit_tier (
  org_id uuid not null references organisation (org_id),
  product_id uuid not null,
  tier text not null check (tier in ('best', 'shift-up', 'shift-down')),
  features text not null default '',
  strategy text not null default '',
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, product_id, tier),
  foreign key (org_id, product_id) references product (org_id, id)
);
alter table fit_tier enable row level security;
alter table fit_tier force row level security;
create policy tenant on fit_tier using (org_id = current_setting('app.org_id')::uuid);
comment on table fit_tier is 'Whom a product fits: the best customer, one shift up, one shift down, each with features and a strategy.';
comment on column fit_tier.org_id is 'tenant';
comment on column fit_tier.product_id is 'the product';
comment on column fit_tier.tier is 'which of the three';
comment on column fit_tier.features is 'how to recognise such a customer';
comment on column fit_tier.strategy is 'how to sell to them';
comment on column fit_tier.version is 'optimistic lock';
comment on column fit_tier.updated_at is 'last change';
comment on column fit_tier.updated_by is 'by whom';

create table stage_statistic (
  org_id uuid not null references organisation (org_id),
  pipeline_id uuid not null,
  stage_id uuid not null,
  entered integer not null,
  resolved integer not null,
  won integer not null,
  pars jsonb not null default '{}',
  weights jsonb not null default '{}',
  computed_at timestamptz not null,
  primary key (org_id, pipeline_id, stage_id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
alter table stage_statistic enable row level security;
alter table stage_statistic force row level security;
create policy tenant on stage_statistic using (org_id = current_setting('app.org_id')::uuid);
comment on table stage_statistic is 'What the past says about a stage: how many deals that entered it ended, how many were won, what they knew on entry. Made anew every night from the history.';
comment on column stage_statistic.org_id is 'tenant';
comment on column stage_statistic.pipeline_id is 'the pipeline';
comment on column stage_statistic.stage_id is 'the stage';
comment on column stage_statistic.entered is 'deals that really entered it';
comment on column stage_statistic.resolved is 'deals that reached it and ended';
comment on column stage_statistic.won is 'of those, won';
comment on column stage_statistic.pars is 'mean value of each element on entry';
comment on column stage_statistic.weights is 'learned weight, deviation and learned share of each element; empty: as configured';
comment on column stage_statistic.computed_at is 'when';

alter table import_run add column override_reason text;
comment on column import_run.override_reason is 'why its moves may pass gates that are not met; null: they may not';
