-- A key may act for somebody who is signed in: acts_for is the hash under which
-- that sign-in is known, '' for a key of a program of its own.
alter table api_key add column acts_for text not null default '';
create index api_key_by_acts_for on api_key (acts_for);
