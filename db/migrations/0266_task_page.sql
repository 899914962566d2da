-- a task that only a deed ends, such as a signature, says where the deed is done; nobody ticks it off by hand

alter table task add column page text check (page ~ '^/');
comment on column task.page is 'path of the page on which doing it ends the task; null where whoever has it ticks it off';

alter table task no force row level security;
alter table account_plan_review no force row level security;
update task t set page = '/account-plans/' || r.plan_id
from account_plan_review r where t.org_id = r.org_id and t.external_id = 'plan-signature ' || r.id;

-- ticked off although nobody has signed: it stands again
update task t set done_at = null, done_by = null, result = null, version = t.version + 1
from account_plan_review r
where t.org_id = r.org_id and t.external_id = 'plan-signature ' || r.id and r.signed_at is null and t.done_at is not null;
update task t set deleted_at = null, version = t.version + 1
from account_plan_review r
where t.org_id = r.org_id and t.external_id = 'plan-signature ' || r.id and r.signed_at is null and t.deleted_at is not null;
alter table task force row level security;
alter table account_plan_review force row level security;
