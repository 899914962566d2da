alter table opportunity add column stages_entered integer not null default 0;
comment on column opportunity.stages_entered is 'folded: stages really entered, one bit each, the lowest for stage 1';

-- everything that a funnel counts, in one index-only scan
create index opportunity_funnel on opportunity (org_id, pipeline_id, entered_at)
  include (id, status, stage_position, max_position, stages_entered, stage_since, closed_at, owner_id, credit_owner_id, source_id, product_id, region, amount_minor, currency)
  where deleted_at is null;
-- what won deals of a product usually bring
create index opportunity_won_amount on opportunity (org_id, pipeline_id, product_id, amount_minor) include (currency)
  where status = 'won' and deleted_at is null and amount_minor is not null;
-- the ends of stays, and the turns from one stay to the next, by time
create index opportunity_span_turn on opportunity_span (org_id, pipeline_id, valid_to)
  include (opportunity_id, seq, stage_id, stage_position, status, exit, next_stage_id, stage_entered_at)
  where exit is not null or next_stage_id is not null;
-- who stood open in which stage at a moment
create index opportunity_span_open on opportunity_span (org_id, pipeline_id, valid_to)
  include (opportunity_id, seq, valid_from, stage_id, stage_position, stage_entered_at, exit, owner_id, amount_minor, expected_close_on)
  where status = 'open';
-- the stays of a deal with their lengths, without reading the spans themselves
create index opportunity_span_stay on opportunity_span (org_id, opportunity_id)
  include (stage_position, stage_entered_at, valid_to, exit, status)
  where exit is not null or valid_to = 'infinity';
-- what was learned after a moment
create index stage_event_recorded on stage_event (org_id, recorded_at) include (opportunity_id);
create index field_event_recorded on field_event (org_id, recorded_at) include (opportunity_id);
