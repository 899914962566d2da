create table stage_benchmark (
  org_id uuid not null references organisation (org_id),
  stage_id uuid not null,
  share double precision not null check (share > 0 and share <= 1),
  note text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  deleted_at timestamptz,
  primary key (org_id, stage_id),
  foreign key (org_id, stage_id) references stage (org_id, id),
  foreign key (org_id, updated_by) references member (org_id, id)
);
alter table stage_benchmark enable row level security;
alter table stage_benchmark force row level security;
create policy tenant on stage_benchmark using (org_id = current_setting('app.org_id')::uuid);
comment on table stage_benchmark is 'What share of deals should go on from a stage, as somebody typed it in; reports hold the real share against it.';
comment on column stage_benchmark.org_id is 'tenant';
comment on column stage_benchmark.stage_id is 'the stage; its id stays the same across versions of the pipeline';
comment on column stage_benchmark.share is 'share going on, above 0 up to 1';
comment on column stage_benchmark.note is 'where the number comes from';
comment on column stage_benchmark.version is 'optimistic lock';
comment on column stage_benchmark.created_at is 'when it was first typed in';
comment on column stage_benchmark.updated_at is 'last change';
comment on column stage_benchmark.updated_by is 'member who made it';
comment on column stage_benchmark.deleted_at is 'when it was archived';

create table scenario (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  pipeline_id uuid not null,
  name text not null,
  note text not null default '',
  sharing text not null check (sharing in ('private', 'team', 'organisation')),
  owner_id uuid not null,
  filters jsonb not null default '{}',
  base jsonb not null,
  change jsonb not null,
  starts_on date not null,
  currency text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
alter table scenario enable row level security;
alter table scenario force row level security;
create policy tenant on scenario using (org_id = current_setting('app.org_id')::uuid);
create index scenario_recent on scenario (org_id, id desc);
create index scenario_pipeline on scenario (org_id, pipeline_id);
create index scenario_owner on scenario (org_id, owner_id);
comment on table scenario is 'What somebody expects of the funnel if shares, volume or price were different; compared with what then happens.';
comment on column scenario.org_id is 'tenant';
comment on column scenario.id is 'UUIDv7';
comment on column scenario.pipeline_id is 'the pipeline';
comment on column scenario.name is 'what it is called';
comment on column scenario.note is 'why one believes in it';
comment on column scenario.sharing is 'who sees it: its owner, the owner''s team and leaders, or everybody';
comment on column scenario.owner_id is 'member who saved it';
comment on column scenario.filters is 'filters of the page when it was saved, name to value';
comment on column scenario.base is 'the funnel it starts from: deals per stage and won, mean won amount, days';
comment on column scenario.change is 'shares, volume, mean won amount and target instead; null leaves what was';
comment on column scenario.starts_on is 'what happens is counted from this day, in the organisation''s time zone';
comment on column scenario.currency is 'ISO 4217';
comment on column scenario.version is 'optimistic lock';
comment on column scenario.created_at is 'when it was saved';
comment on column scenario.updated_at is 'last change';
comment on column scenario.deleted_at is 'when it was archived';
