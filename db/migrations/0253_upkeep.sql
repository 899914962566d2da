-- upkeep of old customers: how often each is contacted, whom to contact today

create table upkeep_setting (
  org_id uuid not null references organisation (org_id),
  contacts_a_day double precision not null check (contacts_a_day > 0),
  minutes_a_day integer not null check (minutes_a_day > 0),
  by_grade jsonb,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table upkeep_setting enable row level security;
alter table upkeep_setting force row level security;
create policy tenant on upkeep_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table upkeep_setting is 'How an organisation keeps up with its old customers; without a row by the defaults.';
comment on column upkeep_setting.org_id is 'tenant';
comment on column upkeep_setting.contacts_a_day is 'contacts with old customers that a person has time for in a working day';
comment on column upkeep_setting.minutes_a_day is 'minutes of a working day kept for them';
comment on column upkeep_setting.by_grade is 'bounds in working days and minutes of a contact by grade; null for the defaults';
comment on column upkeep_setting.version is 'optimistic lock';
comment on column upkeep_setting.updated_at is 'last change';
comment on column upkeep_setting.updated_by is 'member who made it';

create table upkeep_progress (
  org_id uuid not null references organisation (org_id),
  touched_through timestamptz not null,
  planned_on date not null,
  primary key (org_id)
);
alter table upkeep_progress enable row level security;
alter table upkeep_progress force row level security;
create policy tenant on upkeep_progress using (org_id = current_setting('app.org_id')::uuid);
comment on table upkeep_progress is 'How far the planning of upkeep has come.';
comment on column upkeep_progress.org_id is 'tenant';
comment on column upkeep_progress.touched_through is 'what was written until then has been looked at';
comment on column upkeep_progress.planned_on is 'day for which all were planned last';

create table upkeep_plan (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  owner_id uuid not null,
  grade integer not null check (grade between 1 and 5),
  is_judged boolean not null,
  is_falling boolean not null default false,
  cadence double precision not null check (cadence > 0),
  minutes integer not null check (minutes > 0),
  contacted_on date not null,
  has_contact boolean not null,
  due_on date not null,
  late_on date not null,
  event text check (event in ('contract-end', 'delivery', 'complaint-answered', 'anniversary')),
  event_on date,
  listed_on date,
  meant_for date,
  planned_at timestamptz not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index upkeep_plan_owner on upkeep_plan (org_id, owner_id, due_on) include (grade, late_on, cadence, minutes);
create index upkeep_plan_meant on upkeep_plan (org_id, owner_id, meant_for) where meant_for is not null;
alter table upkeep_plan enable row level security;
alter table upkeep_plan force row level security;
create policy tenant on upkeep_plan using (org_id = current_setting('app.org_id')::uuid);
comment on table upkeep_plan is 'How often each old customer is contacted; archived ones and those in the pool have no row.';
comment on column upkeep_plan.org_id is 'tenant';
comment on column upkeep_plan.customer_id is 'the customer';
comment on column upkeep_plan.owner_id is 'who keeps up with it; kept equal by every planning';
comment on column upkeep_plan.grade is 'grade by which it is kept; a customer who bought and has none is kept as 5';
comment on column upkeep_plan.is_judged is 'it has that grade';
comment on column upkeep_plan.is_falling is 'its health falls: losing it is twice as near';
comment on column upkeep_plan.cadence is 'working days between two contacts';
comment on column upkeep_plan.minutes is 'minutes of one contact';
comment on column upkeep_plan.contacted_on is 'day of the last answered contact; of its first day with us where there was none';
comment on column upkeep_plan.has_contact is 'there was an answered contact';
comment on column upkeep_plan.due_on is 'first day on which it may come on the list';
comment on column upkeep_plan.late_on is 'first day beyond twice the cadence';
comment on column upkeep_plan.event is 'something dated at hand';
comment on column upkeep_plan.event_on is 'the day of that';
comment on column upkeep_plan.listed_on is 'last day on whose list it was';
comment on column upkeep_plan.meant_for is 'day somebody planned to contact it on; null without';
comment on column upkeep_plan.planned_at is 'when it was planned last';

create table upkeep_listed (
  org_id uuid not null references organisation (org_id),
  owner_id uuid not null,
  day date not null,
  customer_id uuid not null,
  place integer not null,
  reason text not null check (reason in ('meant', 'overlooked', 'contract-end', 'delivery', 'complaint-answered', 'anniversary', 'late', 'due', 'soon')),
  event_on date,
  days_since integer not null,
  cadence double precision not null,
  minutes integer not null,
  per_hour double precision not null,
  primary key (org_id, owner_id, day, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index upkeep_listed_day on upkeep_listed (org_id, day, owner_id);
create index upkeep_listed_customer on upkeep_listed (org_id, customer_id, day desc);
alter table upkeep_listed enable row level security;
alter table upkeep_listed force row level security;
create policy tenant on upkeep_listed using (org_id = current_setting('app.org_id')::uuid);
comment on table upkeep_listed is 'The list of each working day as it was made in the morning; never changed.';
comment on column upkeep_listed.org_id is 'tenant';
comment on column upkeep_listed.owner_id is 'whose list';
comment on column upkeep_listed.day is 'the working day';
comment on column upkeep_listed.customer_id is 'whom to contact';
comment on column upkeep_listed.place is 'place on the list, from 1';
comment on column upkeep_listed.reason is 'why it is on the list';
comment on column upkeep_listed.event_on is 'the day of what is at hand';
comment on column upkeep_listed.days_since is 'working days since the last answered contact';
comment on column upkeep_listed.cadence is 'working days between two contacts then';
comment on column upkeep_listed.minutes is 'minutes of the contact';
comment on column upkeep_listed.per_hour is 'priority per hour';
