-- A program may decide for an officer, for half a day at most: it is let with the second
-- factor, and has none itself. Which rights that lends, the rooms say. What was let
-- without it never gets it.
alter table account_session add column decides boolean not null default false
	constraint account_session_decides_half_a_day check (not decides or (program and not half and second_at is null and kind = 'staff' and until - made_at <= 43200000000));
-- @sqlite
create trigger account_session_decides_as_it_was_let before update on account_session
	when new.decides <> old.decides or new.program <> old.program or (old.decides and (new.person <> old.person or new.made_at <> old.made_at or new.until > old.until))
begin select raise(abort, 'account_session_decides_as_it_was_let'); end;
-- @end
-- @postgres
create function account_session_decides_as_it_was_let() returns trigger language plpgsql as $$
begin
	if new.decides <> old.decides or new.program <> old.program or (old.decides and (new.person <> old.person or new.made_at <> old.made_at or new.until > old.until)) then
		raise exception using errcode = 'check_violation', constraint = 'account_session_decides_as_it_was_let', message = 'account_session_decides_as_it_was_let';
	end if;
	return new;
end $$;
create trigger account_session_decides_as_it_was_let before update on account_session for each row execute function account_session_decides_as_it_was_let();
-- @end
