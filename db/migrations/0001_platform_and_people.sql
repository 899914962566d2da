create table account (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  password_hash text,
  created_at timestamptz not null default now(),
  password_changed_at timestamptz
);
comment on table account is 'A person who can sign in, known by e-mail; not bound to one organisation.';
comment on column account.id is 'UUIDv7 made in the application';
comment on column account.email is 'lower-case sign-in name';
comment on column account.password_hash is 'argon2id; null until the person has chosen a password';
comment on column account.created_at is 'when the account was made';
comment on column account.password_changed_at is 'when the password was last chosen';

create table membership (
  account_id uuid not null references account (id) on delete cascade,
  org_id uuid not null,
  member_id uuid not null,
  primary key (account_id, org_id)
);
comment on table membership is 'Which account is which member of which organisation; read before the tenant is known.';
comment on column membership.account_id is 'who signs in';
comment on column membership.org_id is 'the organisation';
comment on column membership.member_id is 'the member record in that organisation';

create table credential (
  token_hash bytea primary key check (length(token_hash) = 32),
  id uuid not null unique,
  kind text not null check (kind in ('session', 'api-token', 'invitation')),
  org_id uuid not null,
  member_id uuid not null,
  name text,
  abilities text[],
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz not null default 'infinity'
);
create index credential_member on credential (org_id, member_id, kind);
comment on table credential is 'Sessions, API tokens and invitations: opaque secrets, stored only as SHA-256.';
comment on column credential.token_hash is 'SHA-256 of the secret';
comment on column credential.id is 'the name under which it is listed and revoked';
comment on column credential.kind is 'what the secret opens';
comment on column credential.org_id is 'the organisation it belongs to';
comment on column credential.member_id is 'whom it stands for';
comment on column credential.name is 'what its owner calls it (API tokens) or the browser (sessions)';
comment on column credential.abilities is 'what it is limited to; null everything its member may';
comment on column credential.created_at is 'when it was issued';
comment on column credential.last_used_at is 'last request, rounded to minutes';
comment on column credential.expires_at is 'from then on it opens nothing';

create table organisation (
  org_id uuid primary key,
  name text not null,
  locale text not null check (locale in ('zh-CN', 'zh-TW', 'en')),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  mandatory_profile text[] not null default '{name,industry,headcountBand,region,source,contact}',
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now()
);
alter table organisation enable row level security;
alter table organisation force row level security;
create policy tenant on organisation using (org_id = current_setting('app.org_id')::uuid);
comment on table organisation is 'A tenant: one company using the system.';
comment on column organisation.org_id is 'the tenant''s id';
comment on column organisation.name is 'company name';
comment on column organisation.locale is 'language for mails, exports and new members';
comment on column organisation.time_zone is 'IANA zone in which days and months are cut';
comment on column organisation.currency is 'reporting currency, ISO 4217';
comment on column organisation.mandatory_profile is 'customer fields that must be filled at creation';
comment on column organisation.settings is 'further settings of the organisation';
comment on column organisation.version is 'optimistic lock';
comment on column organisation.created_at is 'when it was set up';

create table team (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  parent_id uuid,
  name text not null,
  is_region boolean not null default false,
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, parent_id) references team (org_id, id)
);
alter table team enable row level security;
alter table team force row level security;
create policy tenant on team using (org_id = current_setting('app.org_id')::uuid);
create unique index team_name on team (org_id, parent_id, name) where deleted_at is null;
comment on table team is 'Team tree; regions are teams that carry the region mark.';
comment on column team.org_id is 'tenant';
comment on column team.id is 'UUIDv7';
comment on column team.parent_id is 'team above; null for the root';
comment on column team.name is 'as people call it';
comment on column team.is_region is 'whether reports by region stop here';
comment on column team.position is 'order among siblings';
comment on column team.version is 'optimistic lock';
comment on column team.created_at is 'when it was made';
comment on column team.deleted_at is 'when it was archived';

create table member (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  name_key text not null,
  pinyin text not null default '',
  initials text not null default '',
  email text,
  phone text,
  role text not null check (role in ('rep', 'supervisor', 'director', 'marketing', 'presales', 'delivery', 'service', 'finance', 'administrator', 'auditor')),
  team_id uuid,
  status text not null default 'active' check (status in ('invited', 'active', 'no-sign-in', 'deactivated')),
  locale text check (locale in ('zh-CN', 'zh-TW', 'en')),
  preferences jsonb not null default '{}',
  external_id text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id)
);
alter table member enable row level security;
alter table member force row level security;
create policy tenant on member using (org_id = current_setting('app.org_id')::uuid);
create unique index member_email on member (org_id, email) where email is not null;
create unique index member_external on member (org_id, external_id) where external_id is not null;
create index member_name on member (org_id, name_key);
create index member_team on member (org_id, team_id);
comment on table member is 'A person in the organisation, with or without sign-in.';
comment on column member.org_id is 'tenant';
comment on column member.id is 'UUIDv7';
comment on column member.name is 'full name as shown';
comment on column member.name_key is 'normalised name for matching in imports';
comment on column member.pinyin is 'full pinyin without tones';
comment on column member.initials is 'pinyin initials';
comment on column member.email is 'lower case; unique among members of the organisation';
comment on column member.phone is 'E.164';
comment on column member.role is 'what the person does here';
comment on column member.team_id is 'team the person belongs to';
comment on column member.status is 'whether and how the person takes part';
comment on column member.locale is 'own language; null follows the organisation';
comment on column member.preferences is 'theme, density, direction colours and the like';
comment on column member.external_id is 'id in the system imported from';
comment on column member.version is 'optimistic lock';
comment on column member.created_at is 'when the record was made';
comment on column member.deactivated_at is 'when the person left';

create table audit_entry (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  via text not null,
  entity_kind text not null,
  entity_id uuid not null,
  action text not null,
  before jsonb,
  after jsonb,
  primary key (org_id, id)
);
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy tenant on audit_entry using (org_id = current_setting('app.org_id')::uuid);
create index audit_entry_entity on audit_entry (org_id, entity_kind, entity_id, id desc);
comment on table audit_entry is 'Who changed what, when, from what to what. Append-only.';
comment on column audit_entry.org_id is 'tenant';
comment on column audit_entry.id is 'UUIDv7, in order of time';
comment on column audit_entry.at is 'when it was changed';
comment on column audit_entry.actor_id is 'member who did it';
comment on column audit_entry.via is 'web, api, cli, import, job or demo';
comment on column audit_entry.entity_kind is 'kind of record';
comment on column audit_entry.entity_id is 'the record';
comment on column audit_entry.action is 'created, changed, archived, restored, exported and the like';
comment on column audit_entry.before is 'the changed fields as they were';
comment on column audit_entry.after is 'the changed fields as they are now';

create table outbox (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  org_id uuid not null,
  at timestamptz not null default now(),
  topic text not null,
  entity_kind text not null,
  entity_id uuid not null,
  owner_id uuid,
  facts jsonb not null default '{}'
);
create index outbox_at on outbox (at);
comment on table outbox is 'News of committed changes, read by every process and passed on to open pages; kept for two days.';
comment on column outbox.id is 'order of writing; internal';
comment on column outbox.xid is 'writing transaction, so that a reader never overtakes a running one';
comment on column outbox.org_id is 'tenant';
comment on column outbox.at is 'when it happened';
comment on column outbox.topic is 'noun.verb';
comment on column outbox.entity_kind is 'kind of record';
comment on column outbox.entity_id is 'the record';
comment on column outbox.owner_id is 'whose record it is; null concerns everybody in the organisation';
comment on column outbox.facts is 'what a listener needs to know';

create table job (
  id uuid primary key,
  org_id uuid not null,
  kind text not null,
  payload jsonb not null default '{}',
  unique_key text,
  run_at timestamptz not null default now(),
  attempt integer not null default 0,
  lease_until timestamptz,
  done_at timestamptz,
  failed_at timestamptz,
  error text,
  created_at timestamptz not null default now()
);
create unique index job_unique on job (org_id, kind, unique_key) where done_at is null and failed_at is null and unique_key is not null;
create index job_due on job (run_at) where done_at is null and failed_at is null;
comment on table job is 'Work to be done later or in the background; taken with a lease, fenced by the attempt number.';
comment on column job.id is 'UUIDv7';
comment on column job.org_id is 'tenant';
comment on column job.kind is 'which worker function';
comment on column job.payload is 'its arguments';
comment on column job.unique_key is 'at most one unfinished job per key';
comment on column job.run_at is 'not before';
comment on column job.attempt is 'how often it was taken; the fence';
comment on column job.lease_until is 'until then it belongs to the process that took it';
comment on column job.done_at is 'when it ended';
comment on column job.failed_at is 'when it was given up';
comment on column job.error is 'why the last attempt failed';
comment on column job.created_at is 'when it was asked for';

create table idempotency_key (
  org_id uuid not null references organisation (org_id),
  member_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  reply jsonb,
  at timestamptz not null default now(),
  primary key (org_id, member_id, key)
);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy tenant on idempotency_key using (org_id = current_setting('app.org_id')::uuid);
create index idempotency_key_at on idempotency_key (org_id, at);
comment on table idempotency_key is 'Answers already given, so that a repeated write is answered and not repeated; kept for a day.';
comment on column idempotency_key.org_id is 'tenant';
comment on column idempotency_key.member_id is 'who sent it';
comment on column idempotency_key.key is 'the Idempotency-Key header';
comment on column idempotency_key.request_hash is 'SHA-256 of method, path and body';
comment on column idempotency_key.status is 'HTTP status of the answer';
comment on column idempotency_key.reply is 'the answer';
comment on column idempotency_key.at is 'when it was given';

create table search_gram (
  org_id uuid not null references organisation (org_id),
  gram text not null,
  kind text not null,
  entity_id uuid not null,
  primary key (org_id, gram, kind, entity_id)
);
alter table search_gram enable row level security;
alter table search_gram force row level security;
create policy tenant on search_gram using (org_id = current_setting('app.org_id')::uuid);
create index search_gram_entity on search_gram (org_id, entity_id);
comment on table search_gram is 'Two-character pieces of names, pinyin, phones and codes; every search goes through them.';
comment on column search_gram.org_id is 'tenant';
comment on column search_gram.gram is 'two characters, lower case, width-normalised';
comment on column search_gram.kind is 'kind of record';
comment on column search_gram.entity_id is 'the record';
