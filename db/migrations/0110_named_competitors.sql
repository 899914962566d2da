-- A deal may name several competitors. opportunity.competitor_id is the foremost of them, and of a lost deal the one it was lost to.

create table named_competitor (
  org_id uuid not null references organisation (org_id),
  opportunity_id uuid not null,
  competitor_id uuid not null,
  named_at timestamptz not null,
  named_by uuid not null,
  primary key (org_id, opportunity_id, competitor_id),
  foreign key (org_id, opportunity_id) references opportunity (org_id, id),
  foreign key (org_id, competitor_id) references competitor (org_id, id)
);
alter table named_competitor enable row level security;
alter table named_competitor force row level security;
create policy tenant on named_competitor using (org_id = current_setting('app.org_id')::uuid);
create index named_competitor_deals on named_competitor (org_id, competitor_id, opportunity_id);
comment on table named_competitor is 'Competitors that people have named on a deal. opportunity.competitor_id counts as named, whether or not it stands here.';
comment on column named_competitor.org_id is 'tenant';
comment on column named_competitor.opportunity_id is 'the deal';
comment on column named_competitor.competitor_id is 'the competitor';
comment on column named_competitor.named_at is 'since when';
comment on column named_competitor.named_by is 'member who named it';

-- those named so far; an owner who is held by row-level security too sees no row without an organisation
alter table opportunity no force row level security;
alter table named_competitor no force row level security;
insert into named_competitor (org_id, opportunity_id, competitor_id, named_at, named_by)
select org_id, id, competitor_id, updated_at, owner_id from opportunity where competitor_id is not null;
alter table named_competitor force row level security;
alter table opportunity force row level security;
comment on column opportunity.competitor_id is 'the foremost competitor named; of a lost deal the one it was lost to';
