-- Who moved, the strongest first: the page is found among the strongest few hundred, each asked for its first change, where every
-- standing was joined to every change and sorted. Changes with a contact, not with the day, as the other orders by strength do.
create index customer_standing_strength on customer_standing (org_id, strength_order desc, customer_id);
