-- the text search checks its hits against follows the columns by itself, whoever writes them
alter table customer drop column search_text;
alter table customer add column search_text text not null generated always as (
  regexp_replace(
    name_key, '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u0300-\u036f\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u303f\u30fb\ufe10-\ufe6f]', '', 'g')
  || E'\n' || pinyin || E'\n' || initials || E'\n' || coalesce(phone, '') || E'\n' || lower(coalesce(social_credit_code, ''))
  || E'\n' || lower(regexp_replace(coalesce(external_id, ''), '[^[:alnum:]]', '', 'g'))) stored;
comment on column customer.search_text is 'name without spaces and punctuation, pinyin, initials, phone and codes, one a line; search checks its hits against them';

alter table contact drop column search_text;
alter table contact add column search_text text not null generated always as (
  regexp_replace(
    lower(normalize(name, NFKC)), '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u0300-\u036f\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u303f\u30fb\ufe10-\ufe6f]', '', 'g')
  || E'\n' || pinyin || E'\n' || initials) stored;
comment on column contact.search_text is 'name without spaces and punctuation, pinyin and initials, one a line; search checks its hits against them';
