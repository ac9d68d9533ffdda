-- A tally that a made-up officer had made goes with the demonstration: it tells of nobody.
-- @sqlite
drop trigger registry_tally_is_kept;
create trigger registry_tally_is_kept before delete on registry_tally
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
		and not exists (select 1 from account_person p where p.id = old.reader and p.demo)
begin select raise(abort, 'registry_tally_is_kept'); end;
-- @end
-- @postgres
create or replace function registry_tally_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' then
		raise exception using errcode = 'check_violation', constraint = 'registry_tally_stays', message = 'registry_tally_stays';
	end if;
	if old.at > (extract(epoch from clock_timestamp())::bigint - 157680000) * 1000000
		and not exists (select 1 from account_person p where p.id = old.reader and p.demo) then
		raise exception using errcode = 'check_violation', constraint = 'registry_tally_is_kept', message = 'registry_tally_is_kept';
	end if;
	return old;
end $$;
-- @end
