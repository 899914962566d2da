-- what other currencies are worth in the organisation's own, by day

create table exchange_rate (
  org_id uuid not null references organisation (org_id),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  into_currency text not null check (into_currency ~ '^[A-Z]{3}$' and into_currency <> currency),
  day date not null,
  rate double precision not null check (rate > 0),
  factor double precision not null check (factor > 0),
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (org_id, currency, into_currency, day),
  foreign key (org_id, set_by) references member (org_id, id)
);
alter table exchange_rate enable row level security;
alter table exchange_rate force row level security;
create policy tenant on exchange_rate using (org_id = current_setting('app.org_id')::uuid);
comment on table exchange_rate is 'Rates as somebody entered or imported them. A rate holds from its day to the next one; before the first day the first one stands in.';
comment on column exchange_rate.org_id is 'tenant';
comment on column exchange_rate.currency is 'ISO 4217, the currency that is converted';
comment on column exchange_rate.into_currency is 'ISO 4217, the currency of the organisation when the rate was entered';
comment on column exchange_rate.day is 'first day on which it holds, in the time zone of the organisation';
comment on column exchange_rate.rate is 'units of the organisation''s currency for one unit';
comment on column exchange_rate.factor is 'the same for their smallest units';
comment on column exchange_rate.set_at is 'when it was entered';
comment on column exchange_rate.set_by is 'member who entered it';
