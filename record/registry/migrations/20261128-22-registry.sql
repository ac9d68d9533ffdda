-- The photo of a check may come after it, once, from a place with a better signal. It is
-- taken out when the business is forgotten, and changed never.
-- @sqlite
create trigger registry_check_photo_comes_once before update on registry_check when old.photo <> '' and new.photo <> '' and new.photo <> old.photo
begin select raise(abort, 'registry_check_photo_comes_once'); end;
-- @end
-- @postgres
create function registry_check_photo_comes_once() returns trigger language plpgsql as $$
begin
	if old.photo <> '' and new.photo <> '' and new.photo <> old.photo then
		raise exception using errcode = 'check_violation', constraint = 'registry_check_photo_comes_once', message = 'registry_check_photo_comes_once';
	end if;
	return new;
end $$;
create trigger registry_check_photo_comes_once before update on registry_check for each row execute function registry_check_photo_comes_once();
-- @end
