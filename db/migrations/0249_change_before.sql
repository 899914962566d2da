-- Asked row by row, the change before made 106,000 changes of a first judging take more than ten minutes. It is asked once for all that
-- a statement wrote, with a plan made for the table as it is then.
drop trigger customer_standing_change_before on customer_standing_change;
create or replace function keep_day_before() returns trigger language plpgsql as $$
begin
  execute 'update customer_standing_change c set day_before = p.day_before
    from (
      select o.org_id, o.id, o.day_before as was,
        lag(o.day) over (partition by o.org_id, o.customer_id order by o.day, o.id) as day_before
      from (select distinct org_id, customer_id from added) a
        join customer_standing_change o on o.org_id = a.org_id and o.customer_id = a.customer_id
    ) p
    where c.org_id = p.org_id and c.id = p.id and p.day_before is distinct from p.was';
  return null;
end $$;
create trigger customer_standing_change_before after insert on customer_standing_change
  referencing new table as added for each statement execute function keep_day_before();
