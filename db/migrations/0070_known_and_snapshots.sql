create table opportunity_known (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  pipeline_id uuid not null,
  status text not null,
  stage_id uuid not null,
  stage_position integer not null,
  max_position integer not null,
  stages_entered integer not null,
  entered_at timestamptz,
  stage_since timestamptz,
  closed_at timestamptz,
  credit_owner_id uuid not null,
  amount_minor bigint,
  primary key (org_id, opportunity_id, known_from),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table opportunity_known enable row level security;
alter table opportunity_known force row level security;
create policy tenant on opportunity_known using (org_id = current_setting('app.org_id')::uuid);
-- what was on record at a moment and is no longer
create index opportunity_known_past on opportunity_known (org_id, pipeline_id, known_to) include (known_from, opportunity_id) where known_to <> 'infinity';
-- about which deals anything was learned after a moment
create index opportunity_known_since on opportunity_known (org_id, pipeline_id, known_from) include (opportunity_id) where known_to = 'infinity';
-- the ends of stays and the turns to the next, with their money: what only counted ends is not needed beside it
drop index opportunity_span_ended;
drop index opportunity_span_turn;
create index opportunity_span_turn on opportunity_span (org_id, pipeline_id, valid_to)
  include (opportunity_id, seq, stage_id, stage_position, status, exit, next_stage_id, stage_entered_at, amount_minor)
  where exit is not null or next_stage_id is not null;
-- a pipeline belongs to one organisation: without this PostgreSQL takes the two for independent and expects a tenth of the rows
create statistics opportunity_place (dependencies) on org_id, pipeline_id from opportunity;
create statistics opportunity_span_place (dependencies) on org_id, pipeline_id from opportunity_span;
create statistics opportunity_known_place (dependencies) on org_id, pipeline_id from opportunity_known;
comment on table opportunity_known is 'What was on record about an opportunity between two moments of recording; learned from the events by a job, never the truth.';
comment on column opportunity_known.org_id is 'tenant';
comment on column opportunity_known.opportunity_id is 'the opportunity';
comment on column opportunity_known.known_from is 'when this was recorded';
comment on column opportunity_known.known_to is 'when something else was recorded; ''infinity'' where that is still all';
comment on column opportunity_known.pipeline_id is 'the pipeline';
comment on column opportunity_known.status is 'outcome or open, as known';
comment on column opportunity_known.stage_id is 'stage it was in, or ended in, as known';
comment on column opportunity_known.stage_position is 'that stage''s order number';
comment on column opportunity_known.max_position is 'furthest stage known to have been entered';
comment on column opportunity_known.stages_entered is 'stages known to have been entered, one bit each';
comment on column opportunity_known.entered_at is 'entry into the pipeline, as known';
comment on column opportunity_known.stage_since is 'entry into the stage, as known';
comment on column opportunity_known.closed_at is 'end, as known';
comment on column opportunity_known.credit_owner_id is 'to whom it counted, as known';
comment on column opportunity_known.amount_minor is 'amount, as known';

create table opportunity_known_through (
  org_id uuid not null references organisation (org_id),
  pipeline_id uuid not null,
  pipeline_version integer not null,
  through uuid not null,
  primary key (org_id, pipeline_id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);
alter table opportunity_known_through enable row level security;
alter table opportunity_known_through force row level security;
create policy tenant on opportunity_known_through using (org_id = current_setting('app.org_id')::uuid);
comment on table opportunity_known_through is 'How far opportunity_known has been learned; deals with later events are folded when they are asked for.';
comment on column opportunity_known_through.org_id is 'tenant';
comment on column opportunity_known_through.pipeline_id is 'the pipeline';
comment on column opportunity_known_through.pipeline_version is 'version whose stage numbers were used; another one: all is learned anew';
comment on column opportunity_known_through.through is 'events with ids up to this one are in';

create table pipeline_snapshot (
  org_id uuid not null references organisation (org_id),
  day date not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  owner_id uuid not null,
  currency text not null,
  deals integer not null,
  amount_minor bigint not null,
  weighted_minor bigint not null,
  primary key (org_id, day, pipeline_id, stage_id, owner_id, currency),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
alter table pipeline_snapshot enable row level security;
alter table pipeline_snapshot force row level security;
create policy tenant on pipeline_snapshot using (org_id = current_setting('app.org_id')::uuid);
comment on table pipeline_snapshot is 'What was open at the end of a day, added up: written once each night, so that history survives a purge of deals.';
comment on column pipeline_snapshot.org_id is 'tenant';
comment on column pipeline_snapshot.day is 'the day, in the organisation''s time zone, at whose end this stood';
comment on column pipeline_snapshot.pipeline_id is 'the pipeline';
comment on column pipeline_snapshot.stage_id is 'the stage';
comment on column pipeline_snapshot.owner_id is 'whose deals';
comment on column pipeline_snapshot.currency is 'ISO 4217';
comment on column pipeline_snapshot.deals is 'open deals';
comment on column pipeline_snapshot.amount_minor is 'their amounts; deals without one add nothing';
comment on column pipeline_snapshot.weighted_minor is 'amounts times the stage''s configured probability when it was written';
