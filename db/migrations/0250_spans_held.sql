-- The matrix of a past day asks for the deals that were open or won then, and read every span there ever was.
create index opportunity_span_held on opportunity_span (org_id, valid_to)
  include (opportunity_id, valid_from, status, amount_minor) where status in ('open', 'won');
