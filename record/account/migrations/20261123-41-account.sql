-- What moves the login of a person or forgets them takes two officers: who wrote
-- the request down does not carry it out.
-- @sqlite
create trigger account_request_takes_two before update on account_request when new.state = 'done'
	and new.done_by in (old.made_by, new.made_by) and (new.kind = 'erase' or new.kind = 'correct' and new.field = 'login')
begin select raise(abort, 'account_request_takes_two'); end;
-- @end
-- @postgres
create function account_request_takes_two() returns trigger language plpgsql as $$
begin
	if new.state = 'done' and new.done_by in (old.made_by, new.made_by) and (new.kind = 'erase' or new.kind = 'correct' and new.field = 'login') then
		raise exception using errcode = 'check_violation', constraint = 'account_request_takes_two', message = 'account_request_takes_two';
	end if;
	return new;
end $$;
create trigger account_request_takes_two before update on account_request for each row execute function account_request_takes_two();
-- @end
