-- who is worth the effort: level by the target profile, relationship by contacts, grade by both, and how they change

alter table customer drop constraint customer_level_check;
alter table customer add constraint customer_level_check check (level in ('potential', 'no-match', 'target', 'premium', 'strategic'));

create index activity_touched on activity using brin (updated_at);
create index opportunity_touched on opportunity using brin (updated_at);
create index customer_touched on customer using brin (updated_at);

create table quality_setting (
  org_id uuid not null references organisation (org_id),
  profile jsonb,
  matrix jsonb,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id)
);
alter table quality_setting enable row level security;
alter table quality_setting force row level security;
create policy tenant on quality_setting using (org_id = current_setting('app.org_id')::uuid);
comment on table quality_setting is 'How an organisation judges its customers; without a row nobody has said so yet.';
comment on column quality_setting.org_id is 'tenant';
comment on column quality_setting.profile is 'target profile: mandatory fields, criteria with weights and knock-outs, what premium asks; null while levels are stated by people only';
comment on column quality_setting.matrix is 'grade by level and relationship; null for the sixteen defaults';
comment on column quality_setting.version is 'optimistic lock';
comment on column quality_setting.updated_at is 'last change';
comment on column quality_setting.updated_by is 'member who made it';

create table quality_progress (
  org_id uuid not null references organisation (org_id),
  touched_through timestamptz not null,
  judged_on date not null,
  replayed_through date,
  primary key (org_id)
);
alter table quality_progress enable row level security;
alter table quality_progress force row level security;
create policy tenant on quality_progress using (org_id = current_setting('app.org_id')::uuid);
comment on table quality_progress is 'How far the judging of customers has come.';
comment on column quality_progress.org_id is 'tenant';
comment on column quality_progress.touched_through is 'what was written until then has been looked at';
comment on column quality_progress.judged_on is 'day for which all customers were judged last';
comment on column quality_progress.replayed_through is 'last month of the past that was judged afterwards; null when the past is done';

create table customer_standing (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  owner_id uuid not null,
  evidence double precision not null default 0,
  regularity double precision not null default 0,
  strength double precision not null default 0,
  answered integer not null default 0,
  answered_days integer not null default 0,
  first_answered_at timestamptz,
  last_answered_at timestamptz,
  effort_count integer not null default 0,
  effort_minutes integer not null default 0,
  open_minor bigint not null default 0,
  won_minor bigint not null default 0,
  won_deals integer not null default 0,
  largest_deal_minor bigint,
  trusted_until date,
  proposed_level text,
  level_rule jsonb,
  fit double precision,
  known double precision,
  level text not null default 'potential' check (level in ('potential', 'no-match', 'target', 'premium', 'strategic')),
  kept_relationship text not null default 'untouched' check (kept_relationship in ('untouched', 'neutral', 'familiar', 'partner')),
  below_since date,
  relationship text not null default 'untouched' check (relationship in ('untouched', 'neutral', 'familiar', 'partner')),
  grade integer check (grade between 1 and 5),
  known_well_since date,
  month_grade integer not null default 0 check (month_grade between 0 and 5),
  month date,
  measured_at timestamptz not null,
  judged_at timestamptz,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_standing_cell on customer_standing (org_id, level, relationship, strength desc, customer_id);
create index customer_standing_owner on customer_standing (org_id, owner_id, level, relationship)
  include (grade, open_minor, won_minor, effort_count, effort_minutes, known_well_since);
create index customer_standing_proven on customer_standing (org_id, trusted_until) where trusted_until is not null;
alter table customer_standing enable row level security;
alter table customer_standing force row level security;
create policy tenant on customer_standing using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_standing is 'Where a customer stands: measured from contacts and deals, judged by rule or by a person. Archived customers have no row.';
comment on column customer_standing.org_id is 'tenant';
comment on column customer_standing.customer_id is 'the customer';
comment on column customer_standing.owner_id is 'whose customer it was when it was measured; kept equal by every judging';
comment on column customer_standing.evidence is 'sum of what its contacts are worth at measured_at';
comment on column customer_standing.regularity is 'share of the last six 30-day windows with an answered contact, 0-1';
comment on column customer_standing.strength is 'relationship strength, 0-100';
comment on column customer_standing.answered is 'answered contacts ever';
comment on column customer_standing.answered_days is 'days with one: 0, 1, or 2 for two and more';
comment on column customer_standing.first_answered_at is 'first answered contact';
comment on column customer_standing.last_answered_at is 'latest answered contact';
comment on column customer_standing.effort_count is 'activities of the last 90 days';
comment on column customer_standing.effort_minutes is 'their minutes, half an hour where nobody wrote the length';
comment on column customer_standing.open_minor is 'open deals in the organisation''s currency, minor units';
comment on column customer_standing.won_minor is 'deals won within 12 months, minor units';
comment on column customer_standing.won_deals is 'deals ever won';
comment on column customer_standing.largest_deal_minor is 'largest deal that is open or won, minor units';
comment on column customer_standing.trusted_until is 'last day on which a proof of trust counts';
comment on column customer_standing.proposed_level is 'what the target profile proposes; null without a profile';
comment on column customer_standing.level_rule is 'the rule that fired';
comment on column customer_standing.fit is 'satisfied over known weight, 0-1';
comment on column customer_standing.known is 'known over all weight, 0-1';
comment on column customer_standing.level is 'level that holds: an override, else the proposal, else what was stated; equal to customer.level';
comment on column customer_standing.kept_relationship is 'relationship by the rule, with its slow lowering';
comment on column customer_standing.below_since is 'since when the contacts no longer speak for it';
comment on column customer_standing.relationship is 'relationship that holds: an override, else by the rule';
comment on column customer_standing.grade is '1 to 5; null is no asset';
comment on column customer_standing.known_well_since is 'since when it is familiar or a partner while its level is potential';
comment on column customer_standing.month_grade is 'grade at the end of month, 0 for none';
comment on column customer_standing.month is 'first day of the month whose end that was';
comment on column customer_standing.measured_at is 'moment for which contacts and deals were measured';
comment on column customer_standing.judged_at is 'when it was judged last; null until then';

create table customer_quality_fact (
  org_id uuid not null references organisation (org_id),
  customer_id uuid not null,
  expects_reasonably boolean,
  buys_again boolean,
  is_lighthouse boolean not null default false,
  lighthouse_reason text,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  check (not is_lighthouse or lighthouse_reason is not null)
);
alter table customer_quality_fact enable row level security;
alter table customer_quality_fact force row level security;
create policy tenant on customer_quality_fact using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_quality_fact is 'What a person knows of a customer''s quality that no other field says.';
comment on column customer_quality_fact.org_id is 'tenant';
comment on column customer_quality_fact.customer_id is 'the customer';
comment on column customer_quality_fact.expects_reasonably is 'what it expects of us is reasonable; null unknown';
comment on column customer_quality_fact.buys_again is 'it is likely to buy again; null unknown';
comment on column customer_quality_fact.is_lighthouse is 'renowned in its industry, others look to it';
comment on column customer_quality_fact.lighthouse_reason is 'why it is said to be';
comment on column customer_quality_fact.version is 'optimistic lock';
comment on column customer_quality_fact.updated_at is 'last change';
comment on column customer_quality_fact.updated_by is 'member who made it';

create table customer_trust_proof (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('order', 'referral', 'framework', 'joint-project')),
  proved_on date not null,
  note text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_trust_proof_customer on customer_trust_proof (org_id, customer_id, proved_on desc) where deleted_at is null;
alter table customer_trust_proof enable row level security;
alter table customer_trust_proof force row level security;
create policy tenant on customer_trust_proof using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_trust_proof is 'What proves a customer''s trust besides contacts. Won deals count by themselves and have no row.';
comment on column customer_trust_proof.org_id is 'tenant';
comment on column customer_trust_proof.id is 'UUIDv7';
comment on column customer_trust_proof.customer_id is 'the customer';
comment on column customer_trust_proof.kind is 'paid order, referral given, framework contract or joint project';
comment on column customer_trust_proof.proved_on is 'day it happened; it counts for 24 months';
comment on column customer_trust_proof.note is 'what it was';
comment on column customer_trust_proof.created_at is 'when it was written down';
comment on column customer_trust_proof.created_by is 'member who did';
comment on column customer_trust_proof.deleted_at is 'when it was taken back';

create table customer_override (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  of text not null check (of in ('level', 'relationship')),
  value text not null,
  proposed text,
  reason text,
  made_at timestamptz not null,
  made_by uuid not null,
  expires_on date not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create unique index customer_override_once on customer_override (org_id, customer_id, of) where ended_at is null;
alter table customer_override enable row level security;
alter table customer_override force row level security;
create policy tenant on customer_override using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_override is 'A level or relationship that a person set over the rule; the rule''s own answer stays visible beside it.';
comment on column customer_override.org_id is 'tenant';
comment on column customer_override.id is 'UUIDv7';
comment on column customer_override.customer_id is 'the customer';
comment on column customer_override.of is 'what was set';
comment on column customer_override.value is 'the level or relationship';
comment on column customer_override.proposed is 'what the rule said at that time; null where it said nothing';
comment on column customer_override.reason is 'why; null for levels stated in a form, an import or through the API';
comment on column customer_override.made_at is 'when';
comment on column customer_override.made_by is 'member who did';
comment on column customer_override.expires_on is 'last day on which it holds';
comment on column customer_override.ended_at is 'when it was lifted, replaced or had expired';
comment on column customer_override.ended_by is 'member who lifted it; null when it expired';

create table customer_standing_change (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  day date not null,
  at timestamptz not null,
  from_level text not null,
  to_level text not null,
  from_relationship text not null,
  to_relationship text not null,
  from_grade integer,
  to_grade integer,
  why jsonb not null default '{}',
  made_by uuid,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_standing_change_customer on customer_standing_change (org_id, customer_id, day desc, id desc);
create index customer_standing_change_day on customer_standing_change (org_id, day, customer_id)
  include (from_level, from_relationship, from_grade);
alter table customer_standing_change enable row level security;
alter table customer_standing_change force row level security;
create policy tenant on customer_standing_change using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_standing_change is 'Every change of level, relationship or grade, with what made it.';
comment on column customer_standing_change.org_id is 'tenant';
comment on column customer_standing_change.id is 'UUIDv7';
comment on column customer_standing_change.customer_id is 'the customer';
comment on column customer_standing_change.day is 'day from which the new standing holds';
comment on column customer_standing_change.at is 'when it was judged';
comment on column customer_standing_change.from_level is 'level until then';
comment on column customer_standing_change.to_level is 'level from then on';
comment on column customer_standing_change.from_relationship is 'relationship until then';
comment on column customer_standing_change.to_relationship is 'relationship from then on';
comment on column customer_standing_change.from_grade is 'grade until then; null none';
comment on column customer_standing_change.to_grade is 'grade from then on; null none';
comment on column customer_standing_change.why is 'rule of the level that fired, strength, reason of an override, whether it was judged afterwards';
comment on column customer_standing_change.made_by is 'member whose override or word made it; null for a rule';

create table grade_month (
  org_id uuid not null references organisation (org_id),
  month date not null check (extract(day from month) = 1),
  owner_id uuid not null,
  from_grade integer not null check (from_grade between 0 and 5),
  to_grade integer not null check (to_grade between 0 and 5),
  customers integer not null,
  primary key (org_id, month, owner_id, from_grade, to_grade)
);
alter table grade_month enable row level security;
alter table grade_month force row level security;
create policy tenant on grade_month using (org_id = current_setting('app.org_id')::uuid);
comment on table grade_month is 'How many customers went from one grade at a month''s end to another at the next: what the migration forecast learns from.';
comment on column grade_month.org_id is 'tenant';
comment on column grade_month.month is 'first day of the month at whose end they arrived';
comment on column grade_month.owner_id is 'whose customers they were then';
comment on column grade_month.from_grade is 'grade a month earlier, 0 for none';
comment on column grade_month.to_grade is 'grade at the end, 0 for none';
comment on column grade_month.customers is 'how many';
