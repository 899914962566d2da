-- Tasks of every state in the order of their days: the list without a state, of what is done, and a search look at few instead of all.
create index task_by_day on task (org_id, (coalesce(due_on, '9999-12-31'::date)), id) where deleted_at is null;
