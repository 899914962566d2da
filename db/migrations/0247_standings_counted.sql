-- The matrix of a company of 200,000 customers read every standing each time. Its cells are counted where standings are written: every
-- statement leaves what it added and took, and the pass of the day counts anew, so that a sum of few rows is the count at every moment.
-- Rows are only added between two passes: who writes standings never waits for another who does.
create table standing_count (
  org_id uuid not null references organisation (org_id),
  owner_id uuid not null,
  level text not null,
  relationship text not null,
  grade integer check (grade between 1 and 5),
  known_well_since date,
  customers integer not null,
  open_minor bigint not null,
  won_minor bigint not null,
  effort_count integer not null,
  effort_minutes integer not null
);
create index standing_count_owner on standing_count (org_id, owner_id);
alter table standing_count enable row level security;
alter table standing_count force row level security;
create policy tenant on standing_count using (org_id = current_setting('app.org_id')::uuid);
comment on table standing_count is 'How many customers stand where, by owner: the sum over the rows of a cell is the count of customer_standing. Triggers add what a statement changed, also below nothing; the pass of the day counts anew.';
comment on column standing_count.org_id is 'tenant';
comment on column standing_count.owner_id is 'whose customers';
comment on column standing_count.level is 'level they stand at';
comment on column standing_count.relationship is 'relationship they stand at';
comment on column standing_count.grade is 'quality grade; null for none';
comment on column standing_count.known_well_since is 'since when they are known well enough to be judged and are not; days long past are counted together';
comment on column standing_count.customers is 'customers, or by how many more or fewer';
comment on column standing_count.open_minor is 'open deals, in hundredths of the organisation''s currency';
comment on column standing_count.won_minor is 'deals won in twelve months, in hundredths of the organisation''s currency';
comment on column standing_count.effort_count is 'contacts of the last ninety days';
comment on column standing_count.effort_minutes is 'minutes of those contacts';

create function keep_standing_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into standing_count
      select org_id, owner_id, level, relationship, grade, known_well_since, count(*), sum(open_minor), sum(won_minor), sum(effort_count), sum(effort_minutes)
      from added group by 1, 2, 3, 4, 5, 6;
  elsif tg_op = 'DELETE' then
    insert into standing_count
      select org_id, owner_id, level, relationship, grade, known_well_since, -count(*), -sum(open_minor), -sum(won_minor), -sum(effort_count), -sum(effort_minutes)
      from taken group by 1, 2, 3, 4, 5, 6;
  else
    insert into standing_count
      select org_id, owner_id, level, relationship, grade, known_well_since, sum(sign), sum(open_minor), sum(won_minor), sum(effort_count), sum(effort_minutes)
      from (
        select org_id, owner_id, level, relationship, grade, known_well_since, 1 as sign, open_minor, won_minor, effort_count, effort_minutes from added
        union all
        select org_id, owner_id, level, relationship, grade, known_well_since, -1, -open_minor, -won_minor, -effort_count, -effort_minutes from taken
      ) change
      group by 1, 2, 3, 4, 5, 6
      having sum(sign) <> 0 or sum(open_minor) <> 0 or sum(won_minor) <> 0 or sum(effort_count) <> 0 or sum(effort_minutes) <> 0;
  end if;
  return null;
end $$;
create trigger customer_standing_added after insert on customer_standing
  referencing new table as added for each statement execute function keep_standing_count();
create trigger customer_standing_changed after update on customer_standing
  referencing new table as added old table as taken for each statement execute function keep_standing_count();
create trigger customer_standing_taken after delete on customer_standing
  referencing old table as taken for each statement execute function keep_standing_count();

alter table customer_standing no force row level security;
alter table standing_count no force row level security;
insert into standing_count
  select org_id, owner_id, level, relationship, grade, known_well_since, count(*), sum(open_minor), sum(won_minor), sum(effort_count), sum(effort_minutes)
  from customer_standing group by 1, 2, 3, 4, 5, 6;
alter table customer_standing force row level security;
alter table standing_count force row level security;

-- The first change after a day is known by itself: the one before it lies on that day or earlier. Nothing need be sorted by customer.
alter table customer_standing_change add column day_before date;
comment on column customer_standing_change.day_before is 'day of the customer''s change before this one; null for the first';
alter table customer_standing_change no force row level security;
update customer_standing_change c set day_before = p.day_before
  from (select org_id, id, lag(day) over (partition by org_id, customer_id order by day, id) as day_before from customer_standing_change) p
  where p.org_id = c.org_id and p.id = c.id and p.day_before is not null;
alter table customer_standing_change force row level security;
create function keep_day_before() returns trigger language plpgsql as $$
begin
  select day into new.day_before from customer_standing_change
    where org_id = new.org_id and customer_id = new.customer_id and (day, id) < (new.day, new.id) order by day desc, id desc limit 1;
  -- what is put on record of an earlier day afterwards comes between two
  update customer_standing_change set day_before = new.day
    where org_id = new.org_id and id = (select id from customer_standing_change
      where org_id = new.org_id and customer_id = new.customer_id and (day, id) > (new.day, new.id) order by day, id limit 1);
  return new;
end $$;
create trigger customer_standing_change_before before insert on customer_standing_change
  for each row execute function keep_day_before();
drop index customer_standing_change_day;
create index customer_standing_change_day on customer_standing_change (org_id, day, customer_id)
  include (day_before, from_level, from_relationship, from_grade);
