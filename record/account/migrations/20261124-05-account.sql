-- A session goes on under a new token when its second factor was given: after_hash
-- is the token's before, which is worth nothing from then on. A seed for an app is
-- good in the session that asked for it.
alter table account_session add column after_hash text not null default '';
alter table account_totp add column offered_in text not null default '';
