-- what a team reckons with when it asks how much selling its target needs: only what differs from the records is kept
create table capacity_assumption (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  scope text not null check (scope in ('organisation', 'team', 'member')),
  team_id uuid,
  member_id uuid,
  overrides jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, id),
  foreign key (org_id, team_id) references team (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  check ((scope = 'team') = (team_id is not null) and (scope = 'member') = (member_id is not null))
);
create unique index capacity_assumption_of on capacity_assumption (org_id, scope, coalesce(team_id, member_id, '00000000-0000-0000-0000-000000000000'::uuid));
alter table capacity_assumption enable row level security;
alter table capacity_assumption force row level security;
create policy tenant on capacity_assumption using (org_id = current_setting('app.org_id')::uuid);
comment on table capacity_assumption is 'Assumptions of the capacity model of the company, a team or one person, where they differ from what the records say.';
comment on column capacity_assumption.org_id is 'tenant';
comment on column capacity_assumption.id is 'UUIDv7';
comment on column capacity_assumption.scope is 'whose';
comment on column capacity_assumption.team_id is 'the team, its teams below included';
comment on column capacity_assumption.member_id is 'the person';
comment on column capacity_assumption.overrides is 'input of the model and its value; what is not named follows the records';
comment on column capacity_assumption.version is 'optimistic lock';
comment on column capacity_assumption.updated_at is 'last change';
comment on column capacity_assumption.updated_by is 'member who made it';
