alter table customer add column search_text text not null default '';
comment on column customer.search_text is 'all texts search finds it by, folded, one a line; search checks its hits against them. Empty: not checked';
create index customer_by_activity on customer (org_id, coalesce(last_activity_at, 'epoch'::timestamptz) desc, id desc) where deleted_at is null;

alter table contact add column search_text text not null default '';
comment on column contact.search_text is 'name, pinyin and initials, folded, one a line; search checks its hits against them. Empty: not checked';
create index contact_by_name on contact (org_id, pinyin, id) where deleted_at is null;
