-- working out what many accounts are owed goes on batch by batch, each in its own transaction, and goes on where it stopped

create table operating_round (
  org_id uuid not null references organisation (org_id),
  at timestamptz not null,
  through_id uuid,
  done integer not null,
  total integer not null,
  primary key (org_id)
);
alter table operating_round enable row level security;
alter table operating_round force row level security;
create policy tenant on operating_round using (org_id = current_setting('app.org_id')::uuid);
comment on table operating_round is 'How far the working out of what all accounts are owed has come; without a row none goes on.';
comment on column operating_round.org_id is 'tenant';
comment on column operating_round.at is 'when it began: whoever is touched since is looked at afterwards';
comment on column operating_round.through_id is 'accounts up to this customer are done; null when none is';
comment on column operating_round.done is 'accounts done';
comment on column operating_round.total is 'accounts there were at its beginning';
