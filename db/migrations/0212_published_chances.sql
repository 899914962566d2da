-- one chance for a deal everywhere: what the last training of the forecast published, for those who explain a deal

create table stage_published (
  org_id uuid not null references organisation (org_id),
  pipeline_id uuid not null,
  stage_id uuid not null,
  chance double precision not null check (chance > 0 and chance < 1),
  pars jsonb not null,
  weights jsonb not null,
  version text not null,
  published_at timestamptz not null,
  primary key (org_id, pipeline_id, stage_id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id),
  foreign key (org_id, stage_id) references stage (org_id, id)
);
alter table stage_published enable row level security;
alter table stage_published force row level security;
create policy tenant on stage_published using (org_id = current_setting('app.org_id')::uuid);
comment on table stage_published is 'Chances and weights of a stage as the last training of the forecast published them: forecast, deal page and list of the day tell a deal by the same ones. Before the first training stage_statistic stands in.';
comment on column stage_published.org_id is 'tenant';
comment on column stage_published.pipeline_id is 'the pipeline';
comment on column stage_published.stage_id is 'the stage';
comment on column stage_published.chance is 'chance to be won in the end from here, 0-1';
comment on column stage_published.pars is 'value of each element that a normal deal has on entry, by key';
comment on column stage_published.weights is 'weights of elements that passed the publishing gate; empty: as configured';
comment on column stage_published.version is 'version of the model they belong to';
comment on column stage_published.published_at is 'when';
