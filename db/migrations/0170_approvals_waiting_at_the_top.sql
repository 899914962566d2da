-- Days that a question waits where nobody stands higher are no hand-ups: counted apart, so that people read the true number of either.
alter table approval add column waited_at_top integer not null default 0;
comment on column approval.waited_at_top is 'time limits that passed while nobody stood higher; after some of them the question lapses';
