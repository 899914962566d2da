-- After a large import the database knows nothing of what the tables hold until it looks by itself, a minute later or more: a search
-- read whole tables for each hit until then, eight seconds where eight milliseconds do. The application owns no table and may not ask
-- it to look; this function may, and does nothing else.
create function learn_statistics(variadic names text[]) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  name text;
begin
  foreach name in array names loop
    execute format('analyze public.%I', name);
  end loop;
end $$;
comment on function learn_statistics(text[]) is 'has the database look at what these tables hold, so that it plans for it';
