-- targets: a plan of a year for one measure, broken down to months, teams and people, in versions that are drafted, submitted and approved

create table target (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  measure text not null,
  number integer not null,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'replaced')),
  note text not null default '',
  based_on uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  submitted_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  deleted_at timestamptz,
  primary key (org_id, id),
  unique (org_id, year, measure, number),
  foreign key (org_id, based_on) references target (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id),
  foreign key (org_id, submitted_by) references member (org_id, id),
  foreign key (org_id, decided_by) references member (org_id, id)
);
create unique index target_open on target (org_id, year, measure) where state in ('draft', 'submitted') and deleted_at is null;
create unique index target_in_force on target (org_id, year, measure) where state = 'approved' and deleted_at is null;
alter table target enable row level security;
alter table target force row level security;
create policy tenant on target using (org_id = current_setting('app.org_id')::uuid);
comment on table target is 'One version of the plan of a year for one measure. At most one is being worked on and one is in force; earlier ones are kept.';
comment on column target.org_id is 'tenant';
comment on column target.id is 'UUIDv7';
comment on column target.year is 'calendar year';
comment on column target.measure is 'what is counted: won-amount, won-deals, new-customers, or activity-KIND';
comment on column target.number is 'version number within year and measure, from 1';
comment on column target.state is 'how far it got; an approved one that another took the place of is replaced';
comment on column target.note is 'why it was made or changed';
comment on column target.based_on is 'the version it was copied from';
comment on column target.version is 'optimistic lock';
comment on column target.created_at is 'when it was begun';
comment on column target.created_by is 'member who began it';
comment on column target.updated_at is 'last change';
comment on column target.submitted_at is 'when it was last submitted';
comment on column target.submitted_by is 'member who submitted it';
comment on column target.decided_at is 'when it was approved';
comment on column target.decided_by is 'member who approved it';
comment on column target.deleted_at is 'when it was archived';

create table target_node (
  org_id uuid not null references organisation (org_id),
  target_id uuid not null,
  id uuid not null,
  parent_id uuid,
  team_id uuid,
  member_id uuid,
  position integer not null,
  seniority numeric not null default 1 check (seniority >= 0 and seniority <= 10),
  starts_on date,
  primary key (org_id, target_id, id),
  unique (org_id, target_id, team_id),
  unique (org_id, target_id, member_id),
  foreign key (org_id, target_id) references target (org_id, id),
  foreign key (org_id, target_id, parent_id) references target_node (org_id, target_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  check (team_id is null or member_id is null)
);
create index target_node_member on target_node (org_id, member_id) where member_id is not null;
create index target_node_team on target_node (org_id, team_id) where team_id is not null;
alter table target_node enable row level security;
alter table target_node force row level security;
create policy tenant on target_node using (org_id = current_setting('app.org_id')::uuid);
comment on table target_node is 'A row of a plan: the company, a team, or a person. The tree is that of the teams when the plan was drawn up, and stays with the version.';
comment on column target_node.org_id is 'tenant';
comment on column target_node.target_id is 'the plan';
comment on column target_node.id is 'UUIDv7; copies of a plan give new ones';
comment on column target_node.parent_id is 'the row above; null for the company';
comment on column target_node.team_id is 'the team';
comment on column target_node.member_id is 'the person';
comment on column target_node.position is 'order among all rows, top down';
comment on column target_node.seniority is 'weight of a person when a plan is cut, 1 is usual';
comment on column target_node.starts_on is 'since when the person sells: the first quarter counts a third, the second two thirds; null: long since';

create table target_line (
  org_id uuid not null references organisation (org_id),
  target_id uuid not null,
  node_id uuid not null,
  level text not null check (level in ('base', 'stretch', 'challenge')),
  months bigint[] not null check (array_length(months, 1) = 12 and 0 <= all (months)),
  primary key (org_id, target_id, node_id, level),
  foreign key (org_id, target_id, node_id) references target_node (org_id, target_id, id)
);
alter table target_line enable row level security;
alter table target_line force row level security;
create policy tenant on target_line using (org_id = current_setting('app.org_id')::uuid);
comment on table target_line is 'The twelve months of a row that has none below it. All other figures of a plan are sums of these, and so cannot disagree.';
comment on column target_line.org_id is 'tenant';
comment on column target_line.target_id is 'the plan';
comment on column target_line.node_id is 'the row';
comment on column target_line.level is 'what must be, what should be, what would be splendid';
comment on column target_line.months is 'January to December, minor units or counts';

create table target_lock (
  org_id uuid not null references organisation (org_id),
  target_id uuid not null,
  node_id uuid not null,
  level text not null check (level in ('base', 'stretch', 'challenge')),
  period text not null check (period ~ '^(year|q[1-4]|m([1-9]|1[0-2]))$'),
  primary key (org_id, target_id, node_id, level, period),
  foreign key (org_id, target_id, node_id) references target_node (org_id, target_id, id)
);
alter table target_lock enable row level security;
alter table target_lock force row level security;
create policy tenant on target_lock using (org_id = current_setting('app.org_id')::uuid);
comment on table target_lock is 'A cell whose figure other changes must leave as it is.';
comment on column target_lock.org_id is 'tenant';
comment on column target_lock.target_id is 'the plan';
comment on column target_lock.node_id is 'row of the cell';
comment on column target_lock.level is 'level of the cell';
comment on column target_lock.period is 'column of the cell: year, q1 to q4, m1 to m12';

create table target_edit (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  target_id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  kind text not null,
  facts jsonb not null,
  before jsonb not null,
  undone_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, target_id) references target (org_id, id),
  foreign key (org_id, actor_id) references member (org_id, id)
);
create index target_edit_last on target_edit (org_id, target_id, id desc);
alter table target_edit enable row level security;
alter table target_edit force row level security;
create policy tenant on target_edit using (org_id = current_setting('app.org_id')::uuid);
comment on table target_edit is 'Every change of a plan''s cells, with what they held before, so that the last can be taken back.';
comment on column target_edit.org_id is 'tenant';
comment on column target_edit.id is 'UUIDv7';
comment on column target_edit.target_id is 'the plan';
comment on column target_edit.at is 'when';
comment on column target_edit.actor_id is 'member who made it';
comment on column target_edit.kind is 'what was done: set, recut, lock, weigh, add, scale, import';
comment on column target_edit.facts is 'the cell, its figure and what absorbed the difference';
comment on column target_edit.before is 'lines, locks and weights as they were';
comment on column target_edit.undone_at is 'when it was taken back';

create table target_step (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  target_id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  step text not null check (step in ('create', 'submit', 'withdraw', 'approve', 'return', 'replace', 'archive')),
  note text not null default '',
  primary key (org_id, id),
  foreign key (org_id, target_id) references target (org_id, id),
  foreign key (org_id, actor_id) references member (org_id, id)
);
create index target_step_of on target_step (org_id, target_id, id);
alter table target_step enable row level security;
alter table target_step force row level security;
create policy tenant on target_step using (org_id = current_setting('app.org_id')::uuid);
comment on table target_step is 'How a version of a plan came to be in force: who submitted, returned or approved it, when and why.';
comment on column target_step.org_id is 'tenant';
comment on column target_step.id is 'UUIDv7';
comment on column target_step.target_id is 'the plan';
comment on column target_step.at is 'when';
comment on column target_step.actor_id is 'member who did it';
comment on column target_step.step is 'what was done';
comment on column target_step.note is 'why';

-- what was won in a period, by whom: read whenever attainment is looked at
create index opportunity_won on opportunity (org_id, closed_at) include (credit_owner_id, customer_id, amount_minor, currency)
  where status = 'won' and deleted_at is null;
