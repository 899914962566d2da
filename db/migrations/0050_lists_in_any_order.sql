-- lists of deals in every order they are offered in, first pages without sorting a million
create index opportunity_by_amount on opportunity (org_id, amount_minor desc nulls last, id) where deleted_at is null;
create index opportunity_by_close on opportunity (org_id, expected_close_on, id) where deleted_at is null;
create index opportunity_by_stage_since on opportunity (org_id, stage_since, id) where deleted_at is null;
create index opportunity_by_name on opportunity (org_id, pinyin, id) where deleted_at is null;
create index opportunity_by_urgency on opportunity (org_id, next_step_on, amount_minor desc nulls last, id) where deleted_at is null;

-- tables that stay small are joined everywhere; without statistics the planner takes them for other than they are
alter table organisation set (autovacuum_analyze_threshold = 1);
alter table team set (autovacuum_analyze_threshold = 5);
alter table member set (autovacuum_analyze_threshold = 5);
alter table source set (autovacuum_analyze_threshold = 5);
alter table product set (autovacuum_analyze_threshold = 5);
alter table competitor set (autovacuum_analyze_threshold = 5);
alter table pipeline set (autovacuum_analyze_threshold = 2);
alter table stage set (autovacuum_analyze_threshold = 5);
alter table loss_reason set (autovacuum_analyze_threshold = 5);
