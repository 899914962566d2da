create table forecast_training (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  status text not null check (status in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  progress double precision not null default 0 check (progress between 0 and 1),
  step text,
  asked_at timestamptz not null,
  asked_by uuid,
  started_at timestamptz,
  ended_at timestamptz,
  cancel_asked_at timestamptz,
  deals integer,
  seconds double precision,
  error text,
  primary key (org_id, id),
  foreign key (org_id, asked_by) references member (org_id, id)
);
alter table forecast_training enable row level security;
alter table forecast_training force row level security;
create policy tenant on forecast_training using (org_id = current_setting('app.org_id')::uuid);
create unique index forecast_training_under_way on forecast_training (org_id) where status in ('waiting', 'running');
comment on table forecast_training is 'A learning of the forecast from the history, asked for by the clock or a person. Nothing of it is used before it is done.';
comment on column forecast_training.org_id is 'tenant';
comment on column forecast_training.id is 'UUIDv7';
comment on column forecast_training.status is 'waiting, running, done, cancelled or failed';
comment on column forecast_training.progress is 'share that is done, 0-1';
comment on column forecast_training.step is 'what it is at: reading, testing, learning, trying, storing';
comment on column forecast_training.asked_at is 'when it was asked for';
comment on column forecast_training.asked_by is 'member who asked; null for the clock';
comment on column forecast_training.started_at is 'when its present attempt began';
comment on column forecast_training.ended_at is 'when it ended, in whichever way';
comment on column forecast_training.cancel_asked_at is 'when somebody asked it to stop';
comment on column forecast_training.deals is 'deals learned from';
comment on column forecast_training.seconds is 'time it took';
comment on column forecast_training.error is 'why it failed, for the administrator';

create table forecast_model (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  training_id uuid not null,
  trained_at timestamptz not null,
  trained_on date not null,
  window_from date not null,
  window_to date not null,
  deals integer not null,
  seed bigint not null,
  version text not null,
  model jsonb not null,
  backtest jsonb not null,
  primary key (org_id, id),
  foreign key (org_id, training_id) references forecast_training (org_id, id)
);
alter table forecast_model enable row level security;
alter table forecast_model force row level security;
create policy tenant on forecast_model using (org_id = current_setting('app.org_id')::uuid);
create index forecast_model_latest on forecast_model (org_id, trained_at desc);
comment on table forecast_model is 'What a training learned, whole and never changed; forecasts use the latest one.';
comment on column forecast_model.org_id is 'tenant';
comment on column forecast_model.id is 'UUIDv7';
comment on column forecast_model.training_id is 'the training that made it';
comment on column forecast_model.trained_at is 'when';
comment on column forecast_model.trained_on is 'day whose knowledge it holds: nothing later is in it';
comment on column forecast_model.window_from is 'first day of the history it learned from';
comment on column forecast_model.window_to is 'day after the last';
comment on column forecast_model.deals is 'deals in it';
comment on column forecast_model.seed is 'seed of everything drawn by chance';
comment on column forecast_model.version is 'version of the published weights: explanations name it';
comment on column forecast_model.model is 'weekly chances, stage chances, usual amounts, paces, snapshot models, published weights of elements and covariates';
comment on column forecast_model.backtest is 'past forecasts with what came, scores of chances, what became of the gates, columns that were refused';
