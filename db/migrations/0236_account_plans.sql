-- what we want to reach with a customer: the plan, its versions, its actions and its reviews

create table account_plan (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  title text not null,
  from_on date not null,
  through_on date not null,
  content jsonb not null,
  aimed_minor bigint not null default 0,
  next_review_on date,
  closed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  check (through_on >= from_on)
);
create index account_plan_customer on account_plan (org_id, customer_id);
create index account_plan_due on account_plan (org_id, (coalesce(next_review_on, '9999-12-31'::date)), id);
alter table account_plan enable row level security;
alter table account_plan force row level security;
create policy tenant on account_plan using (org_id = current_setting('app.org_id')::uuid);
comment on table account_plan is 'A plan for a customer. One document with all that is written in it; what others reckon with stands in columns of its own.';
comment on column account_plan.org_id is 'tenant';
comment on column account_plan.id is 'UUIDv7';
comment on column account_plan.customer_id is 'whose plan';
comment on column account_plan.title is 'what it is called';
comment on column account_plan.from_on is 'first day';
comment on column account_plan.through_on is 'last day';
comment on column account_plan.content is 'goals, products, units, cells, team and resources as the contract says';
comment on column account_plan.aimed_minor is 'sum of what is aimed at, minor units of the organisation''s currency';
comment on column account_plan.next_review_on is 'when it is to be reviewed next; null when nobody said';
comment on column account_plan.closed_at is 'when it was closed; null while it runs';
comment on column account_plan.version is 'optimistic lock, counts versions';
comment on column account_plan.created_at is 'when it was begun';
comment on column account_plan.created_by is 'by whom';
comment on column account_plan.updated_at is 'last change';
comment on column account_plan.updated_by is 'member who made it';

create table account_plan_version (
  org_id uuid not null references organisation (org_id),
  plan_id uuid not null,
  version integer not null,
  document jsonb not null,
  changed text[] not null,
  written_at timestamptz not null,
  written_by uuid not null,
  primary key (org_id, plan_id, version),
  foreign key (org_id, plan_id) references account_plan (org_id, id)
);
alter table account_plan_version enable row level security;
alter table account_plan_version force row level security;
create policy tenant on account_plan_version using (org_id = current_setting('app.org_id')::uuid);
comment on table account_plan_version is 'How a plan stood in each version; never changed or deleted.';
comment on column account_plan_version.org_id is 'tenant';
comment on column account_plan_version.plan_id is 'the plan';
comment on column account_plan_version.version is 'its version';
comment on column account_plan_version.document is 'title, days and content';
comment on column account_plan_version.changed is 'parts that differ from the version before';
comment on column account_plan_version.written_at is 'when it was saved';
comment on column account_plan_version.written_by is 'member who did';

create table account_plan_deal (
  org_id uuid not null references organisation (org_id),
  plan_id uuid not null,
  opportunity_id uuid not null,
  unit_id uuid not null,
  primary key (org_id, plan_id, opportunity_id),
  foreign key (org_id, plan_id) references account_plan (org_id, id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id)
);
alter table account_plan_deal enable row level security;
alter table account_plan_deal force row level security;
create policy tenant on account_plan_deal using (org_id = current_setting('app.org_id')::uuid);
comment on table account_plan_deal is 'Which unit of the customer a deal belongs to, where no subsidiary tells.';
comment on column account_plan_deal.org_id is 'tenant';
comment on column account_plan_deal.plan_id is 'the plan whose units they are';
comment on column account_plan_deal.opportunity_id is 'the deal';
comment on column account_plan_deal.unit_id is 'unit in the plan''s content';

create table account_plan_action (
  org_id uuid not null references organisation (org_id),
  plan_id uuid not null,
  task_id uuid not null,
  added_at timestamptz not null,
  primary key (org_id, plan_id, task_id),
  foreign key (org_id, plan_id) references account_plan (org_id, id),
  foreign key (org_id, task_id) references task (org_id, id)
);
create index account_plan_action_task on account_plan_action (org_id, task_id);
alter table account_plan_action enable row level security;
alter table account_plan_action force row level security;
create policy tenant on account_plan_action using (org_id = current_setting('app.org_id')::uuid);
comment on table account_plan_action is 'Actions of a plan; each is a task, which knows who, when and what came of it.';
comment on column account_plan_action.org_id is 'tenant';
comment on column account_plan_action.plan_id is 'the plan';
comment on column account_plan_action.task_id is 'the task';
comment on column account_plan_action.added_at is 'when it became part of the plan';

create table account_plan_review (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  plan_id uuid not null,
  plan_version integer not null,
  held_on date not null,
  reached text not null,
  ahead text not null default '',
  goals jsonb not null,
  figures jsonb not null,
  next_review_on date,
  version integer not null default 1,
  written_at timestamptz not null,
  written_by uuid not null,
  signed_at timestamptz,
  signed_by uuid,
  primary key (org_id, id),
  foreign key (org_id, plan_id) references account_plan (org_id, id),
  check ((signed_at is null) = (signed_by is null))
);
create index account_plan_review_plan on account_plan_review (org_id, plan_id, held_on desc);
alter table account_plan_review enable row level security;
alter table account_plan_review force row level security;
create policy tenant on account_plan_review using (org_id = current_setting('app.org_id')::uuid);
comment on table account_plan_review is 'What was reached of a plan by a day, as it was written then; a signed one is never changed.';
comment on column account_plan_review.org_id is 'tenant';
comment on column account_plan_review.id is 'UUIDv7';
comment on column account_plan_review.plan_id is 'the plan';
comment on column account_plan_review.plan_version is 'its version at that time';
comment on column account_plan_review.held_on is 'day of the review';
comment on column account_plan_review.reached is 'what was reached';
comment on column account_plan_review.ahead is 'what follows from it';
comment on column account_plan_review.goals is 'each goal: reached, partly or not, with a note';
comment on column account_plan_review.figures is 'won, open and aimed amounts and actions as they stood, minor units';
comment on column account_plan_review.next_review_on is 'when the next one is due';
comment on column account_plan_review.version is 'optimistic lock';
comment on column account_plan_review.written_at is 'last change';
comment on column account_plan_review.written_by is 'member who wrote it';
comment on column account_plan_review.signed_at is 'when a supervisor signed it; null until then';
comment on column account_plan_review.signed_by is 'who did';

-- what is signed stays as it is
create function keep_signed_review() returns trigger language plpgsql as $$
begin
  if old.signed_at is not null then
    raise exception 'a signed review is not changed';
  end if;
  return coalesce(new, old);
end $$;
create trigger account_plan_review_signed before update or delete on account_plan_review for each row execute function keep_signed_review();
