alter table activity add column people text;
comment on column activity.people is 'who took part, in words, where they are not on record as contacts';

alter table lead add column last_activity_at timestamptz;
alter table lead add column invalid_note text;
comment on column lead.last_activity_at is 'most recent recorded contact';
comment on column lead.invalid_note is 'why it ended as invalid, in words';
create index lead_phone on lead (org_id, phone) where phone is not null and deleted_at is null;
create index lead_open on lead (org_id, owner_id, created_at) where status = 'open' and deleted_at is null;

create index opportunity_next_step on opportunity (org_id, owner_id, next_step_on) where status = 'open' and deleted_at is null;
create index audit_entry_actor on audit_entry (org_id, actor_id, id desc);
