-- the board also counts overdue next steps: without the day in the index every open deal was fetched for it
drop index opportunity_board_sums;
create index opportunity_board_sums on opportunity (org_id, pipeline_id, stage_id, owner_id) include (amount_minor, stage_since, next_step_on) where status = 'open' and deleted_at is null;
