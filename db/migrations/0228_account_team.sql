-- who else looks after a customer: the account team, its roles, and what they may do

create table account_role_setting (
  org_id uuid not null references organisation (org_id),
  roles jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table account_role_setting enable row level security;
alter table account_role_setting force row level security;
create policy tenant on account_role_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table account_role_setting is 'Which roles an account team has; without a row the roles that come with the product.';
comment on column account_role_setting.org_id is 'tenant';
comment on column account_role_setting.roles is 'roles in order: key, name as people wrote it, access they begin with, whether only who leads may have it';
comment on column account_role_setting.version is 'optimistic lock';
comment on column account_role_setting.updated_at is 'last change';
comment on column account_role_setting.updated_by is 'member who made it';

create table account_member (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  member_id uuid not null,
  role text not null,
  access text not null check (access in ('read', 'write')),
  since timestamptz not null,
  added_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text check (end_reason in ('removed', 'changed', 'left', 'handed-over')),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  check ((ended_at is null) = (end_reason is null))
);
create unique index account_member_present on account_member (org_id, customer_id, member_id, role) where ended_at is null;
create index account_member_of on account_member (org_id, member_id) include (customer_id, access) where ended_at is null;
create index account_member_customer on account_member (org_id, customer_id, id desc);
alter table account_member enable row level security;
alter table account_member force row level security;
create policy tenant on account_member using (org_id = current_setting('app.org_id')::uuid);
comment on table account_member is 'Who is or was on the account team of a customer, in which role and with which access; rows end, they are not deleted.';
comment on column account_member.org_id is 'tenant';
comment on column account_member.id is 'UUIDv7';
comment on column account_member.customer_id is 'the customer';
comment on column account_member.member_id is 'the member';
comment on column account_member.role is 'key of the role';
comment on column account_member.access is 'read or write: the customer, its people, deals and activities';
comment on column account_member.since is 'from when';
comment on column account_member.added_by is 'member who decided it';
comment on column account_member.ended_at is 'until when; null while it lasts';
comment on column account_member.ended_by is 'member who ended it';
comment on column account_member.end_reason is 'removed, changed to another access, left the organisation, or handed over';
