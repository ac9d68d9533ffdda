-- A census is written in portions, so that nobody waits for it: what stands here was written
-- to its end. A month without a row here tells nothing yet, and may be written anew or let go.
create table registry_opendata_whole (
	month text not null primary key references registry_opendata_month (month)
);
insert into registry_opendata_whole (month) select month from registry_opendata_month;

-- What was told stays as it was told: a month that is whole changes no more, and gets no more
-- numbers. What was made up goes with the demonstration.
-- @sqlite
drop trigger registry_opendata_month_stays;
drop trigger registry_opendata_month_is_kept;
create trigger registry_opendata_month_stays before update on registry_opendata_month when exists (select 1 from registry_opendata_whole w where w.month = old.month)
begin select raise(abort, 'registry_opendata_month_stays'); end;
create trigger registry_opendata_month_is_kept before delete on registry_opendata_month when exists (select 1 from registry_opendata_whole w where w.month = old.month)
begin select raise(abort, 'registry_opendata_month_is_kept'); end;
create trigger registry_opendata_cell_is_of_now before insert on registry_opendata_cell when exists (select 1 from registry_opendata_whole w where w.month = new.month)
begin select raise(abort, 'registry_opendata_cell_is_of_now'); end;
create trigger registry_opendata_whole_stays before update on registry_opendata_whole begin select raise(abort, 'registry_opendata_whole_stays'); end;
create trigger registry_opendata_whole_is_kept before delete on registry_opendata_whole
	when not exists (select 1 from registry_opendata_month m where m.month = old.month and m.demo)
begin select raise(abort, 'registry_opendata_whole_is_kept'); end;
-- @end
-- @postgres
drop trigger registry_opendata_month_stays on registry_opendata_month;
create function registry_opendata_month_keeps() returns trigger language plpgsql as $$
begin
	if exists (select 1 from registry_opendata_whole w where w.month = old.month) then
		raise exception using errcode = 'check_violation', constraint = 'registry_opendata_month_stays', message = 'registry_opendata_month_stays';
	end if;
	if tg_op = 'DELETE' then return old; end if;
	return new;
end $$;
create trigger registry_opendata_month_stays before update or delete on registry_opendata_month for each row execute function registry_opendata_month_keeps();
create function registry_opendata_cell_comes() returns trigger language plpgsql as $$
begin
	if exists (select 1 from registry_opendata_whole w where w.month = new.month) then
		raise exception using errcode = 'check_violation', constraint = 'registry_opendata_cell_is_of_now', message = 'registry_opendata_cell_is_of_now';
	end if;
	return new;
end $$;
create trigger registry_opendata_cell_is_of_now before insert on registry_opendata_cell for each row execute function registry_opendata_cell_comes();
create trigger registry_opendata_whole_stays before update or delete on registry_opendata_whole for each row execute function registry_opendata_keeps();
-- @end
