-- forecast categories of deals, and the weekly round in which everybody says what will come in

create table forecast_setting (
  org_id uuid not null references organisation (org_id),
  active boolean not null,
  period_kind text not null check (period_kind in ('month', 'quarter')),
  weekday integer not null check (weekday between 1 and 5),
  opens_at text not null check (opens_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  due_at text not null check (due_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  locks_at text not null check (locks_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  lock_after_days integer not null check (lock_after_days between 0 and 6),
  remind_minutes integer not null check (remind_minutes between 0 and 1440),
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table forecast_setting enable row level security;
alter table forecast_setting force row level security;
create policy tenant on forecast_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_setting is 'How an organisation asks for forecasts; without a row the usual way holds.';
comment on column forecast_setting.org_id is 'tenant';
comment on column forecast_setting.active is 'whether rounds open by themselves';
comment on column forecast_setting.period_kind is 'what is forecast';
comment on column forecast_setting.weekday is 'day of the week on which a round opens, Monday 1';
comment on column forecast_setting.opens_at is 'time of day at which it opens';
comment on column forecast_setting.due_at is 'time of day after which a submission is late';
comment on column forecast_setting.locks_at is 'time of day after which it is refused';
comment on column forecast_setting.lock_after_days is 'days from opening to locking';
comment on column forecast_setting.remind_minutes is 'how long before it is due who is missing is told';
comment on column forecast_setting.version is 'optimistic lock';
comment on column forecast_setting.updated_at is 'last change';
comment on column forecast_setting.updated_by is 'member who made it';

create table forecast_stage (
  org_id uuid not null references organisation (org_id),
  stage_id uuid not null,
  category text not null check (category in ('omitted', 'pipeline', 'best-case', 'commit')),
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, stage_id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
alter table forecast_stage enable row level security;
alter table forecast_stage force row level security;
create policy tenant on forecast_stage using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_stage is 'Forecast category of a stage where the organisation has chosen one; otherwise its phase decides.';
comment on column forecast_stage.org_id is 'tenant';
comment on column forecast_stage.stage_id is 'the stage';
comment on column forecast_stage.category is 'what its deals stand for';
comment on column forecast_stage.updated_at is 'last change';
comment on column forecast_stage.updated_by is 'member who made it';

create table forecast_category (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  category text not null check (category in ('omitted', 'pipeline', 'best-case', 'commit')),
  note text not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, opportunity_id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table forecast_category enable row level security;
alter table forecast_category force row level security;
create policy tenant on forecast_category using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_category is 'What a person says of a deal against its stage, as it stands; every change is in field_event as forecastCategory.';
comment on column forecast_category.org_id is 'tenant';
comment on column forecast_category.opportunity_id is 'the deal';
comment on column forecast_category.category is 'what was said last';
comment on column forecast_category.note is 'why';
comment on column forecast_category.updated_at is 'when';
comment on column forecast_category.updated_by is 'member who said so';

create table forecast_round (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  week_on date not null,
  period text not null,
  opens_at timestamptz not null,
  remind_at timestamptz not null,
  due_at timestamptz not null,
  locks_at timestamptz not null,
  reminded_at timestamptz,
  locked_at timestamptz,
  version integer not null default 1,
  primary key (org_id, id),
  unique (org_id, week_on)
);
alter table forecast_round enable row level security;
alter table forecast_round force row level security;
create policy tenant on forecast_round using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_round is 'One round of submissions: everybody says what the period will bring.';
comment on column forecast_round.org_id is 'tenant';
comment on column forecast_round.id is 'UUIDv7';
comment on column forecast_round.week_on is 'Monday of its week';
comment on column forecast_round.period is 'what is forecast: 2026-Q4 or 2026-11';
comment on column forecast_round.opens_at is 'from when on it takes submissions';
comment on column forecast_round.remind_at is 'when who is missing is told';
comment on column forecast_round.due_at is 'later ones are late';
comment on column forecast_round.locks_at is 'later ones are refused';
comment on column forecast_round.reminded_at is 'when it was done; null not yet';
comment on column forecast_round.locked_at is 'when its lock was noted; null not yet';
comment on column forecast_round.version is 'optimistic lock';
create index forecast_round_recent on forecast_round (org_id, id desc);

create table forecast_round_event (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  round_id uuid not null,
  kind text not null check (kind in ('opened', 'reminded', 'locked', 'reopened')),
  at timestamptz not null,
  by uuid,
  reason text,
  until timestamptz,
  primary key (org_id, id),
  foreign key (org_id, round_id) references forecast_round (org_id, id)
);
alter table forecast_round_event enable row level security;
alter table forecast_round_event force row level security;
create policy tenant on forecast_round_event using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_round_event is 'What happened to a round. Append-only.';
comment on column forecast_round_event.org_id is 'tenant';
comment on column forecast_round_event.id is 'UUIDv7, in order of recording';
comment on column forecast_round_event.round_id is 'the round';
comment on column forecast_round_event.kind is 'what happened to it';
comment on column forecast_round_event.at is 'when';
comment on column forecast_round_event.by is 'member who did it; null the clock';
comment on column forecast_round_event.reason is 'why it was opened again';
comment on column forecast_round_event.until is 'until when it was opened again';
create index forecast_round_event_of on forecast_round_event (org_id, round_id, id);

create table forecast_submission (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  round_id uuid not null,
  member_id uuid,
  team_id uuid,
  at timestamptz not null,
  by uuid not null,
  late boolean not null,
  currency text not null,
  commit_minor bigint not null,
  best_case_minor bigint not null,
  note text not null,
  sum_closed_minor bigint not null,
  sum_commit_minor bigint not null,
  sum_best_case_minor bigint not null,
  sum_open_minor bigint not null,
  model_minor bigint,
  members uuid[] not null,
  deals jsonb not null,
  primary key (org_id, id),
  foreign key (org_id, round_id) references forecast_round (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  check ((member_id is null) <> (team_id is null))
);
alter table forecast_submission enable row level security;
alter table forecast_submission force row level security;
create policy tenant on forecast_submission using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_submission is 'What somebody said in a round. Append-only: every one is kept, the last one counts.';
comment on column forecast_submission.org_id is 'tenant';
comment on column forecast_submission.id is 'UUIDv7, in order of recording';
comment on column forecast_submission.round_id is 'the round';
comment on column forecast_submission.member_id is 'whose figure it is; null for a team';
comment on column forecast_submission.team_id is 'or which teams';
comment on column forecast_submission.at is 'when';
comment on column forecast_submission.by is 'member who said so';
comment on column forecast_submission.late is 'after it was due';
comment on column forecast_submission.currency is 'ISO 4217';
comment on column forecast_submission.commit_minor is 'what was committed, closed ones included, minor units';
comment on column forecast_submission.best_case_minor is 'the best case, commit included';
comment on column forecast_submission.note is 'what was said about it';
comment on column forecast_submission.sum_closed_minor is 'closed by then';
comment on column forecast_submission.sum_commit_minor is 'what deals and people below added up to';
comment on column forecast_submission.sum_best_case_minor is 'the same for the best case';
comment on column forecast_submission.sum_open_minor is 'what was still open of it';
comment on column forecast_submission.model_minor is 'what the model said at that moment; null where there was none';
comment on column forecast_submission.members is 'whose deals these were';
comment on column forecast_submission.deals is 'the own deals as they stood; empty for a team';
create index forecast_submission_round on forecast_submission (org_id, round_id, id desc);
create index forecast_submission_judge on forecast_submission (org_id, by, id desc);

create table forecast_override (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  round_id uuid not null,
  member_id uuid,
  team_id uuid,
  at timestamptz not null,
  by uuid not null,
  commit_minor bigint,
  best_case_minor bigint,
  note text not null,
  primary key (org_id, id),
  foreign key (org_id, round_id) references forecast_round (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  check ((member_id is null) <> (team_id is null))
);
alter table forecast_override enable row level security;
alter table forecast_override force row level security;
create policy tenant on forecast_override using (org_id = current_setting('app.org_id')::uuid);
comment on table forecast_override is 'What somebody higher up says instead; the figure below stays as it was said. Append-only, the last one counts.';
comment on column forecast_override.org_id is 'tenant';
comment on column forecast_override.id is 'UUIDv7, in order of recording';
comment on column forecast_override.round_id is 'the round';
comment on column forecast_override.member_id is 'whose figure is meant; null for a team';
comment on column forecast_override.team_id is 'or which teams';
comment on column forecast_override.at is 'when';
comment on column forecast_override.by is 'member who says otherwise';
comment on column forecast_override.commit_minor is 'instead of the commit; null: what was said below counts again';
comment on column forecast_override.best_case_minor is 'instead of the best case';
comment on column forecast_override.note is 'why';
create index forecast_override_round on forecast_override (org_id, round_id, id desc);

-- a period's deals are looked up by the day they are expected or were won
create index opportunity_expected on opportunity (org_id, expected_close_on, owner_id) where status = 'open' and deleted_at is null;
