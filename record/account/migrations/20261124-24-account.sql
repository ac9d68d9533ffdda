-- The sign-in of a program that acts for a person: only what the person held when
-- it was let counts for it.
alter table account_session add column program boolean not null default false;
