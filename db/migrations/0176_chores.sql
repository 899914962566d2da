-- what a rep says a working day of a week went into besides customers: capacity reckons with it instead of a usual value
create table chore_record (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  member_id uuid not null,
  week_on date not null check (extract(isodow from week_on) = 1),
  minutes jsonb not null check (jsonb_typeof(minutes) = 'object'),
  total_minutes integer not null check (total_minutes between 0 and 1440),
  version integer not null default 1,
  recorded_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, member_id, week_on),
  foreign key (org_id, member_id) references member (org_id, id)
);
alter table chore_record enable row level security;
alter table chore_record force row level security;
create policy tenant on chore_record using (org_id = current_setting('app.org_id')::uuid);
comment on table chore_record is 'Minutes of a working day that a rep spent on chores in a week, as the person said; asked once a week.';
comment on column chore_record.org_id is 'tenant';
comment on column chore_record.id is 'UUIDv7';
comment on column chore_record.member_id is 'who says it of the own week';
comment on column chore_record.week_on is 'Monday of the week';
comment on column chore_record.minutes is 'minutes a working day by kind of chore';
comment on column chore_record.total_minutes is 'their sum';
comment on column chore_record.version is 'optimistic lock';
comment on column chore_record.recorded_at is 'when it was said last';
