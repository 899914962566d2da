-- what customers say of us: surveys, one-time links, answers, complaints

create table survey (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  name text not null,
  title jsonb not null,
  intro jsonb,
  thanks jsonb,
  questions jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  valid_days integer not null default 30 check (valid_days between 1 and 365),
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id)
);
alter table survey enable row level security;
alter table survey force row level security;
create policy tenant on survey using (org_id = current_setting('app.org_id')::uuid);
comment on table survey is 'Questions that customers are asked by a link of their own.';
comment on column survey.org_id is 'tenant';
comment on column survey.id is 'UUIDv7';
comment on column survey.name is 'what the house calls it; no customer sees it';
comment on column survey.title is 'heading by language; a language that is missing is shown in another';
comment on column survey.intro is 'a few words before the questions, by language';
comment on column survey.thanks is 'what is said afterwards, by language; null for the usual words';
comment on column survey.questions is 'in order: key, kind (nps, scale, choice, text), text and options by language, whether it must be answered';
comment on column survey.state is 'draft: no links yet; open: takes answers; closed: takes none any more';
comment on column survey.valid_days is 'so many days a link is good for';
comment on column survey.version is 'optimistic lock';
comment on column survey.created_at is 'when it was written';
comment on column survey.created_by is 'member who wrote it';
comment on column survey.updated_at is 'last change';
comment on column survey.deleted_at is 'when it was archived';

create table survey_invitation (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  survey_id uuid not null,
  customer_id uuid not null,
  contact_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  locale text not null check (locale in ('zh-CN', 'zh-TW', 'en')),
  made_at timestamptz not null,
  made_by uuid not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  answered_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, survey_id) references survey (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, contact_id) references contact (org_id, id)
);
create unique index survey_invitation_token on survey_invitation (org_id, token_hash);
create unique index survey_invitation_once on survey_invitation (org_id, survey_id, contact_id) where revoked_at is null and answered_at is null;
create index survey_invitation_survey on survey_invitation (org_id, survey_id, id desc);
create index survey_invitation_customer on survey_invitation (org_id, customer_id, made_at desc);
create index survey_invitation_contact on survey_invitation (org_id, contact_id, made_at desc);
create index survey_invitation_answered on survey_invitation (org_id, answered_at) where answered_at is not null;
alter table survey_invitation enable row level security;
alter table survey_invitation force row level security;
create policy tenant on survey_invitation using (org_id = current_setting('app.org_id')::uuid);
comment on table survey_invitation is 'A link by which one person answers one survey once.';
comment on column survey_invitation.org_id is 'tenant';
comment on column survey_invitation.id is 'UUIDv7';
comment on column survey_invitation.survey_id is 'the survey';
comment on column survey_invitation.customer_id is 'where the person works; follows a merge';
comment on column survey_invitation.contact_id is 'who is asked: whoever opens the link answers in this name';
comment on column survey_invitation.token_hash is 'SHA-256 of the secret in the link; the secret itself is nowhere';
comment on column survey_invitation.locale is 'language in which the page opens';
comment on column survey_invitation.made_at is 'when the link was made';
comment on column survey_invitation.made_by is 'member who made it';
comment on column survey_invitation.expires_at is 'from then on it opens nothing';
comment on column survey_invitation.revoked_at is 'when it was withdrawn or replaced by a new link';
comment on column survey_invitation.answered_at is 'when it was answered; it is used up then';

create table survey_answer (
  org_id uuid not null references organisation (org_id),
  invitation_id uuid not null,
  survey_id uuid not null,
  answered_at timestamptz not null,
  locale text not null check (locale in ('zh-CN', 'zh-TW', 'en')),
  nps integer check (nps between 0 and 10),
  satisfaction double precision check (satisfaction between 0 and 100),
  answers jsonb not null,
  wants_contact boolean not null default false,
  activity_id uuid,
  primary key (org_id, invitation_id),
  foreign key (org_id, invitation_id) references survey_invitation (org_id, id),
  foreign key (org_id, survey_id) references survey (org_id, id)
);
create index survey_answer_survey on survey_answer (org_id, survey_id, answered_at desc);
alter table survey_answer enable row level security;
alter table survey_answer force row level security;
create policy tenant on survey_answer using (org_id = current_setting('app.org_id')::uuid);
comment on table survey_answer is 'What was answered; never changed or deleted.';
comment on column survey_answer.org_id is 'tenant';
comment on column survey_answer.invitation_id is 'by which link, and so by whom';
comment on column survey_answer.survey_id is 'the survey';
comment on column survey_answer.answered_at is 'when';
comment on column survey_answer.locale is 'language in which it was answered';
comment on column survey_answer.nps is 'how likely they recommend us, 0-10; null where it was not asked or not answered';
comment on column survey_answer.satisfaction is 'mean of the scale questions that were answered, 0-100';
comment on column survey_answer.answers is 'answer by key of the question';
comment on column survey_answer.wants_contact is 'asks us to call about a problem';
comment on column survey_answer.activity_id is 'where it stands in the timeline of the customer';

create table customer_complaint (
  org_id uuid not null references organisation (org_id),
  id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  invitation_id uuid,
  is_severe boolean not null,
  text text not null,
  opened_at timestamptz not null,
  opened_by uuid,
  closed_at timestamptz,
  closed_by uuid,
  closing text,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customer (org_id, id),
  foreign key (org_id, contact_id) references contact (org_id, id),
  foreign key (org_id, invitation_id) references survey_invitation (org_id, id),
  check ((closed_at is null) = (closing is null))
);
create index customer_complaint_customer on customer_complaint (org_id, customer_id, opened_at desc);
create index customer_complaint_open on customer_complaint (org_id, customer_id) include (is_severe) where closed_at is null;
alter table customer_complaint enable row level security;
alter table customer_complaint force row level security;
create policy tenant on customer_complaint using (org_id = current_setting('app.org_id')::uuid);
comment on table customer_complaint is 'Something a customer complains of, open until somebody writes how it was settled.';
comment on column customer_complaint.org_id is 'tenant';
comment on column customer_complaint.id is 'UUIDv7';
comment on column customer_complaint.customer_id is 'the customer';
comment on column customer_complaint.contact_id is 'who complains; null unknown';
comment on column customer_complaint.invitation_id is 'the survey''s answer it came with; null when a member wrote it down';
comment on column customer_complaint.is_severe is 'a severe one is an alarm in the health of the customer while it is open';
comment on column customer_complaint.text is 'what it is about';
comment on column customer_complaint.opened_at is 'when it came';
comment on column customer_complaint.opened_by is 'member who wrote it down; null for a survey';
comment on column customer_complaint.closed_at is 'when it was settled; null while it is open';
comment on column customer_complaint.closed_by is 'member who settled it';
comment on column customer_complaint.closing is 'how';
