-- The check of a foreign key keeps the plan that it made when its table was empty, and then an index on the tenant and something
-- else looks as good as the primary key: a hundred thousand new deals read their customers half a billion times. An index with a
-- condition that the check does not meet, and every question by its own column does, cannot be mistaken for it.
drop index customer_core;
create index customer_core on customer (org_id, core_key) where core_key is not null;
drop index customer_name;
create index customer_name on customer (org_id, name_key) where name_key is not null;
drop index contact_customer;
create index contact_customer on contact (org_id, customer_id) where customer_id is not null;
drop index lead_name;
create index lead_name on lead (org_id, name_key) where name_key is not null;
drop index member_name;
create index member_name on member (org_id, name_key) where name_key is not null;
drop index member_team;
create index member_team on member (org_id, team_id) where team_id is not null;
-- the primary key lists imports by age as well
drop index import_run_recent;
