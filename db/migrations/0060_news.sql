create index outbox_xid on outbox (xid);
