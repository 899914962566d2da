-- what people did in a year, by kind, is counted from the index alone: targets of calls and visits
create index activity_counted on activity (org_id, kind, happened_at) include (owner_id) where deleted_at is null;
