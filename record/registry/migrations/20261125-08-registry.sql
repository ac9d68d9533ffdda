-- Who owns a business, helps in it or works there, from a day to a day. person is an
-- account, or null; then the name stands in sealed, under the key of the row's own id.
-- agreed_at is when a worker agreed to stand here.
create table registry_business_person (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	person bigint references account_person (id),
	role text not null,
	sealed text not null,
	since text not null,
	until text not null,
	agreed_at bigint,
	made_at bigint not null,
	made_by text not null,
	ended_by text not null,
	constraint registry_business_person_role_is_known check (role in ('owner', 'helper', 'worker')),
	constraint registry_business_person_ends_after_it_begins check (until = '' or until >= since),
	constraint registry_business_person_end_is_told check ((until = '') = (ended_by = '')),
	constraint registry_business_person_worker_agreed check (role <> 'worker' or person is null or agreed_at is not null)
);
create unique index registry_business_person_is_one on registry_business_person (business, person, role) where until = '';
create index registry_business_person_by_person on registry_business_person (person, role, business);
create index registry_business_person_by_business on registry_business_person (business, role);

-- A permit or certificate that a business holds, as level says it is known. One that
-- was wrong is taken out and stays with the reason.
create table registry_permit (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	kind text not null,
	number text not null,
	issuer text not null,
	issued text not null,
	until text not null,
	level bigint not null,
	added_at bigint not null,
	added_by text not null,
	removed_at bigint,
	removed_by text not null,
	why text not null,
	constraint registry_permit_kind_is_known check (kind in ('halal', 'pirt', 'bpom', 'sni', 'hki', 'lingkungan', 'lain')),
	constraint registry_permit_level_is_known check (level between 1 and 6),
	constraint registry_permit_has_a_number check (number <> ''),
	constraint registry_permit_ends_after_it_begins check (until = '' or issued = '' or until >= issued),
	constraint registry_permit_removed_says_why check ((removed_at is null) = (removed_by = '') and (removed_at is null) = (why = ''))
);
create unique index registry_permit_is_one on registry_permit (business, kind, number) where removed_at is null;
create index registry_permit_by_kind on registry_permit (kind, until) where removed_at is null;

-- Who read personal facts of which business, and what for; nothing of the values.
-- held is the role that let them.
create table registry_read (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	reader bigint not null references account_person (id),
	held bigint not null references account_role (id),
	facts text not null,
	purpose text not null,
	at bigint not null,
	constraint registry_read_purpose_is_known check (purpose in ('pembinaan', 'pemeriksaan', 'layanan', 'data_ganda')),
	constraint registry_read_names_facts check (facts <> '')
);
create index registry_read_by_business on registry_read (business, id);
create index registry_read_by_reader on registry_read (reader, at);
-- @sqlite
create trigger registry_read_stays before update on registry_read begin select raise(abort, 'registry_read_stays'); end;
create trigger registry_read_is_kept before delete on registry_read
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
		and not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_read_is_kept'); end;
-- @end
-- @postgres
create function registry_read_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' then
		raise exception using errcode = 'check_violation', constraint = 'registry_read_stays', message = 'registry_read_stays';
	end if;
	if old.at > (extract(epoch from clock_timestamp())::bigint - 157680000) * 1000000
		and not exists (select 1 from registry_business b where b.id = old.business and b.demo) then
		raise exception using errcode = 'check_violation', constraint = 'registry_read_is_kept', message = 'registry_read_is_kept';
	end if;
	return old;
end $$;
create trigger registry_read_stays before update or delete on registry_read for each row execute function registry_read_keeps();
-- @end
