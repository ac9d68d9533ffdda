-- A census that was kept: once in a month of the calendar, when it was counted and by which
-- rule. k is the fewest businesses of a group, percent that of the p%-rule, round to what
-- workers are rounded.
create table registry_opendata_month (
	month text not null primary key, -- 2026-12: in which it was counted
	at bigint not null,
	rule bigint not null,
	k bigint not null,
	percent bigint not null,
	round bigint not null,
	demo boolean not null,           -- made-up businesses are among them
	constraint registry_opendata_month_is_a_month check (length(month) = 7),
	constraint registry_opendata_month_rule_is_numbered check (rule >= 1),
	constraint registry_opendata_month_groups_are_ten check (k >= 10),
	constraint registry_opendata_month_one_is_not_most check (percent >= 20),
	constraint registry_opendata_month_rounds check (round >= 5)
);

-- What was told, for ever. A number that could not be told has no row. Where a code is '',
-- the number is the sum of those that are told. since: the month in which it changed last.
create table registry_opendata_cell (
	month text not null references registry_opendata_month (month),
	series text not null,
	row_code text not null,
	col_code text not null,
	businesses bigint not null,
	men bigint,
	women bigint,
	since text not null references registry_opendata_month (month),
	primary key (month, series, row_code, col_code),
	constraint registry_opendata_cell_series_is_known check (series in ('ukuran', 'pekerja', 'belum_tampil')),
	constraint registry_opendata_cell_is_of_ten check (businesses >= 10),
	constraint registry_opendata_cell_workers_are_one_series check ((men is not null) = (series = 'pekerja') and (women is not null) = (series = 'pekerja')),
	constraint registry_opendata_cell_workers_are_rounded check (men >= 0 and men % 5 = 0 and women >= 0 and women % 5 = 0),
	constraint registry_opendata_cell_since_has_been check (since <= month)
);
create index registry_opendata_cell_by_since on registry_opendata_cell (since);
create index registry_opendata_cell_by_place on registry_opendata_cell (series, row_code, col_code, month);

-- A group of businesses that are counted together or not at all, and what they add up to.
-- It stays when somebody of it is forgotten: a sum is nobody's.
create table registry_opendata_cohort (
	id bigint not null primary key,
	series text not null,
	row_code text not null,
	col_code text not null,
	businesses bigint not null,
	men bigint not null,
	women bigint not null,
	since text not null references registry_opendata_month (month), -- when it began, or lost some
	until text references registry_opendata_month (month),
	constraint registry_opendata_cohort_series_is_known check (series in ('ukuran', 'pekerja', 'belum_tampil')),
	constraint registry_opendata_cohort_is_of_ten check (businesses >= 10)
);
create index registry_opendata_cohort_open on registry_opendata_cohort (series) where until is null;
create index registry_opendata_cohort_by_since on registry_opendata_cohort (since);
create index registry_opendata_cohort_by_until on registry_opendata_cohort (until);

-- Who is, or was, counted in a group, with the private fact that was counted. fresh: it was
-- never counted before. It goes when the business is forgotten.
create table registry_opendata_member (
	cohort bigint not null references registry_opendata_cohort (id),
	business bigint not null references registry_business (id),
	series text not null,
	fact text not null,
	fresh boolean not null,
	until text references registry_opendata_month (month),
	primary key (cohort, business)
);
create unique index registry_opendata_member_is_counted_once on registry_opendata_member (series, business) where until is null;
create index registry_opendata_member_by_business on registry_opendata_member (business);
create index registry_opendata_member_by_until on registry_opendata_member (until);

-- A month that was told stays as it was told; what was made up goes with the demonstration.
-- @sqlite
create trigger registry_opendata_month_stays before update on registry_opendata_month begin select raise(abort, 'registry_opendata_month_stays'); end;
create trigger registry_opendata_month_is_kept before delete on registry_opendata_month when not old.demo
begin select raise(abort, 'registry_opendata_month_is_kept'); end;
create trigger registry_opendata_cell_stays before update on registry_opendata_cell begin select raise(abort, 'registry_opendata_cell_stays'); end;
create trigger registry_opendata_cell_is_kept before delete on registry_opendata_cell
	when not exists (select 1 from registry_opendata_month m where m.month = old.month and m.demo)
begin select raise(abort, 'registry_opendata_cell_is_kept'); end;
-- @end
-- @postgres
create function registry_opendata_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' then
		if exists (select 1 from registry_opendata_month m where m.month = old.month and m.demo) then return old; end if;
		raise exception using errcode = 'check_violation', constraint = tg_table_name || '_is_kept', message = tg_table_name || '_is_kept';
	end if;
	raise exception using errcode = 'check_violation', constraint = tg_table_name || '_stays', message = tg_table_name || '_stays';
end $$;
create trigger registry_opendata_month_stays before update or delete on registry_opendata_month for each row execute function registry_opendata_keeps();
create trigger registry_opendata_cell_stays before update or delete on registry_opendata_cell for each row execute function registry_opendata_keeps();
-- @end
