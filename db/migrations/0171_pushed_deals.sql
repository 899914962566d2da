-- Deals whose expected close date was moved later are few among the open ones, and are listed by how often: found without a look at all the others.
create index opportunity_pushed on opportunity (org_id, pipeline_id, close_pushes, id) include (owner_id, amount_minor, currency)
  where status = 'open' and deleted_at is null and close_pushes > 0;
