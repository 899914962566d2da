-- targets come in as files too
alter table import_run drop constraint import_run_kind_check;
alter table import_run add constraint import_run_kind_check
  check (kind in ('members', 'customers', 'contacts', 'leads', 'products', 'opportunities', 'stage-events', 'activities', 'targets'));
