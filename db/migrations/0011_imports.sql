create table import_run (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  kind text not null check (kind in ('members', 'customers', 'contacts', 'leads', 'products', 'opportunities', 'stage-events', 'activities')),
  mode text not null check (mode in ('dry-run', 'commit')),
  status text not null check (status in ('waiting', 'running', 'done', 'refused', 'cancelled', 'undoing', 'undone')),
  file_name text not null,
  file_id uuid not null,
  mapping jsonb not null,
  pipeline_id uuid,
  total integer,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  warnings jsonb not null default '[]',
  preview jsonb not null default '[]',
  headers jsonb not null default '[]',
  refusal jsonb,
  undo jsonb,
  cancel_asked_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id),
  foreign key (org_id, pipeline_id) references pipeline (org_id, id)
);
alter table import_run enable row level security;
alter table import_run force row level security;
create policy tenant on import_run using (org_id = current_setting('app.org_id')::uuid);
create index import_run_recent on import_run (org_id, id desc);
comment on table import_run is 'One file brought in, or tried out: what was asked, how far it is, what came of it.';
comment on column import_run.org_id is 'tenant';
comment on column import_run.id is 'UUIDv7';
comment on column import_run.kind is 'what the rows are';
comment on column import_run.mode is 'dry-run changes nothing';
comment on column import_run.status is 'where it stands; refused: the file as a whole could not be taken';
comment on column import_run.file_name is 'as the person''s computer called it';
comment on column import_run.file_id is 'the upload in the data folder';
comment on column import_run.mapping is 'which column is which field, value mappings, styles, defaults';
comment on column import_run.pipeline_id is 'where opportunities go; null the default one';
comment on column import_run.total is 'rows of the table; null not counted yet';
comment on column import_run.processed is 'rows dealt with so far';
comment on column import_run.created is 'records made';
comment on column import_run.updated is 'records changed';
comment on column import_run.unchanged is 'rows that said nothing new';
comment on column import_run.failed is 'rows refused, kept in import_failure';
comment on column import_run.warnings is 'what was taken differently from what the file says: code, facts, count, examples';
comment on column import_run.preview is 'the first rows as they became records';
comment on column import_run.headers is 'the headings of the file, for the file of failed rows';
comment on column import_run.refusal is 'why the file as a whole was refused: code and facts';
comment on column import_run.undo is 'what an undo archived, restored and kept';
comment on column import_run.cancel_asked_at is 'when somebody asked to stop it';
comment on column import_run.created_by is 'member who asked for it';
comment on column import_run.created_at is 'when it was asked for';
comment on column import_run.started_at is 'when work began';
comment on column import_run.finished_at is 'when it ended, however it ended';
comment on column import_run.undone_at is 'when it was undone';

create table import_failure (
  org_id uuid not null references organisation (org_id),
  import_id uuid not null,
  line integer not null,
  cells jsonb not null,
  errors jsonb not null,
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references import_run (org_id, id) on delete cascade
);
alter table import_failure enable row level security;
alter table import_failure force row level security;
create policy tenant on import_failure using (org_id = current_setting('app.org_id')::uuid);
comment on table import_failure is 'Rows that could not be taken, as they were given, with the reasons.';
comment on column import_failure.org_id is 'tenant';
comment on column import_failure.import_id is 'the import';
comment on column import_failure.line is 'row number in the file, from 1';
comment on column import_failure.cells is 'the cells as given';
comment on column import_failure.errors is 'field, heading, code and given text of each fault';

create table import_identity (
  org_id uuid not null references organisation (org_id),
  kind text not null,
  identity text not null,
  entity_id uuid not null,
  fingerprint bytea not null,
  import_id uuid not null,
  primary key (org_id, kind, identity)
);
alter table import_identity enable row level security;
alter table import_identity force row level security;
create policy tenant on import_identity using (org_id = current_setting('app.org_id')::uuid);
create index import_identity_import on import_identity (org_id, import_id);
comment on table import_identity is 'Which record a row of the outside became, and what that row said: the same row again changes nothing.';
comment on column import_identity.org_id is 'tenant';
comment on column import_identity.kind is 'import kind';
comment on column import_identity.identity is 'external id or natural key of the row';
comment on column import_identity.entity_id is 'the record';
comment on column import_identity.fingerprint is 'hash of what the row said last';
comment on column import_identity.import_id is 'import that said it';

create table import_change (
  org_id uuid not null references organisation (org_id),
  import_id uuid not null,
  entity_kind text not null,
  entity_id uuid not null,
  action text not null check (action in ('created', 'updated')),
  version integer not null,
  before jsonb,
  primary key (org_id, import_id, entity_kind, entity_id),
  foreign key (org_id, import_id) references import_run (org_id, id) on delete cascade
);
alter table import_change enable row level security;
alter table import_change force row level security;
create policy tenant on import_change using (org_id = current_setting('app.org_id')::uuid);
comment on table import_change is 'What an import made and changed, so that it can be undone.';
comment on column import_change.org_id is 'tenant';
comment on column import_change.import_id is 'the import';
comment on column import_change.entity_kind is 'kind of record';
comment on column import_change.entity_id is 'the record';
comment on column import_change.action is 'whether the import made or changed it';
comment on column import_change.version is 'the record''s version when the import was done with it; a higher one now means that somebody changed it since';
comment on column import_change.before is 'changed columns as they were';
