-- since when somebody is with the company: plans weigh people by it
alter table member add column joined_on date;
comment on column member.joined_on is 'day on which the person joined the company; null: not told';
comment on column target_node.seniority is 'own factor of a person when a plan is cut, 1 is usual; multiplied by what the time since starts_on weighs';
comment on column target_node.starts_on is 'since when the person sells: two quarters of ramp, full weight, more from the fourth year on; null: full weight';
