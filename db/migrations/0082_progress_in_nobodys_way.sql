-- While an import works, its own row is rewritten again and again to tell how far it is, and every change noted under it had to
-- look through all those versions. Only the import itself notes changes, under its own id.
alter table import_change drop constraint import_change_org_id_import_id_fkey;
