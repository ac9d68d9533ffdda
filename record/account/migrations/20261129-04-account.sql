-- What is kept for five years goes with the demonstration where a made-up person did it:
-- it tells of nobody.
-- @sqlite
drop trigger account_read_is_kept;
create trigger account_read_is_kept before delete on account_read
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
		and not exists (select 1 from account_person p where p.id = old.reader and p.demo)
begin select raise(abort, 'account_read_is_kept'); end;
drop trigger account_request_is_kept;
create trigger account_request_is_kept before delete on account_request
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
		and not exists (select 1 from account_person p where p.id = old.person and p.demo)
begin select raise(abort, 'account_request_is_kept'); end;
drop trigger account_card_is_kept;
create trigger account_card_is_kept before delete on account_card
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
		and not exists (select 1 from account_person p where p.id = old.made_by and p.demo)
begin select raise(abort, 'account_card_is_kept'); end;
-- @end
-- @postgres
create or replace function account_read_keeps() returns trigger language plpgsql as $$
declare whose bigint;
begin
	if tg_op = 'DELETE' then
		if old.at <= (extract(epoch from clock_timestamp())::bigint - 157680000) * 1000000 then return old; end if;
		if tg_table_name = 'account_read' then whose := old.reader;
		elsif tg_table_name = 'account_request' then whose := old.person;
		elsif tg_table_name = 'account_card' then whose := old.made_by;
		end if;
		if exists (select 1 from account_person p where p.id = whose and p.demo) then return old; end if;
		raise exception using errcode = 'check_violation', constraint = tg_table_name || '_is_kept', message = tg_table_name || '_is_kept';
	end if;
	raise exception using errcode = 'check_violation', constraint = tg_table_name || '_stays', message = tg_table_name || '_stays';
end $$;
-- @end
