-- Award notices and proofs of payment are documents of their own: gates ask for them by name, not for "any other document".
alter table document drop constraint document_category_check;
alter table document add constraint document_category_check
  check (category in ('requirements', 'proposal', 'quote', 'bid', 'award-notice', 'contract', 'payment', 'acceptance', 'minutes', 'other'));
