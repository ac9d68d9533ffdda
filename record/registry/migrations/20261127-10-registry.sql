-- A link by which an owner lets somebody see a business: its passport. Of the token only
-- the SHA-256 is kept. shown are the codes of what the owner ticked beside what everybody
-- sees. It is good from made_at up to until, which it does not hold, unless it was revoked
-- before. opened counts its openings.
create table registry_passport (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	hash text not null,
	purpose text not null,
	shown text not null,
	made_at bigint not null,
	made_by text not null,
	until bigint not null,
	opened bigint not null,
	revoked_at bigint,
	revoked_by text not null,
	constraint registry_passport_token_is_one unique (hash),
	constraint registry_passport_hash_is_whole check (length(hash) = 64),
	constraint registry_passport_purpose_is_known check (purpose in ('bank', 'pembeli', 'mitra', 'pameran', 'lain')),
	constraint registry_passport_is_somebodys check (made_by <> ''),
	constraint registry_passport_ends_within_90_days check (until > made_at and until - made_at <= 7776000000000),
	constraint registry_passport_opened_is_counted check (opened >= 0),
	constraint registry_passport_revocation_is_told check ((revoked_at is null) = (revoked_by = ''))
);
create index registry_passport_by_business on registry_passport (business, id);
create index registry_passport_by_maker on registry_passport (made_by);

-- One opening of a link: when, and nothing of who.
create table registry_passport_opening (
	id bigint not null primary key,
	passport bigint not null references registry_passport (id),
	business bigint not null references registry_business (id),
	number bigint not null,
	at bigint not null,
	constraint registry_passport_opening_is_one unique (passport, number),
	constraint registry_passport_opening_counts_from_one check (number > 0)
);
create index registry_passport_opening_by_business on registry_passport_opening (business);

-- Private facts are also read through such a link: then nobody is known who read them.
-- The table is made anew, since SQLite changes no check.
create temporary table registry_read_kept as select * from registry_read;
drop table registry_read;
create table registry_read (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	reader bigint references account_person (id),
	held bigint references account_role (id),
	passport bigint references registry_passport (id),
	facts text not null,
	purpose text not null,
	at bigint not null,
	constraint registry_read_purpose_is_known check (purpose in ('pembinaan', 'pemeriksaan', 'layanan', 'data_ganda', 'paspor')),
	constraint registry_read_names_facts check (facts <> ''),
	constraint registry_read_is_an_officers_or_a_links check ((reader is null) = (held is null) and (reader is null) = (passport is not null)),
	constraint registry_read_link_is_for_a_passport check ((purpose = 'paspor') = (passport is not null))
);
insert into registry_read (id, business, reader, held, passport, facts, purpose, at)
	select id, business, reader, held, null, facts, purpose, at from registry_read_kept;
drop table registry_read_kept;
create index registry_read_by_business on registry_read (business, id);
create index registry_read_by_reader on registry_read (reader, at);
create index registry_read_by_passport on registry_read (passport) where passport is not null;

-- @sqlite
create trigger registry_read_stays before update on registry_read begin select raise(abort, 'registry_read_stays'); end;
create trigger registry_read_is_kept before delete on registry_read
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
		and not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_read_is_kept'); end;
create trigger registry_passport_stays before update on registry_passport
	when new.id <> old.id or new.business <> old.business or new.hash <> old.hash or new.purpose <> old.purpose or new.shown <> old.shown
		or new.made_at <> old.made_at or new.made_by <> old.made_by or new.until <> old.until
begin select raise(abort, 'registry_passport_stays'); end;
create trigger registry_passport_is_revoked_for_good before update on registry_passport
	when old.revoked_at is not null
begin select raise(abort, 'registry_passport_is_revoked_for_good'); end;
create trigger registry_passport_counts_up before update on registry_passport
	when new.opened not in (old.opened, old.opened + 1)
begin select raise(abort, 'registry_passport_counts_up'); end;
create trigger registry_passport_is_kept before delete on registry_passport
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_passport_is_kept'); end;
create trigger registry_passport_opening_stays before update on registry_passport_opening begin select raise(abort, 'registry_passport_opening_stays'); end;
create trigger registry_passport_opening_is_kept before delete on registry_passport_opening
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_passport_opening_is_kept'); end;
-- @end
-- @postgres
create trigger registry_read_stays before update or delete on registry_read for each row execute function registry_read_keeps();
create function registry_passport_keeps() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if tg_op = 'DELETE' then
		if exists (select 1 from registry_business b where b.id = old.business and b.demo) then return old; end if;
		broken := 'registry_passport_is_kept';
	elsif old.revoked_at is not null then
		broken := 'registry_passport_is_revoked_for_good';
	elsif (new.id, new.business, new.hash, new.purpose, new.shown, new.made_at, new.made_by, new.until) is distinct from
		(old.id, old.business, old.hash, old.purpose, old.shown, old.made_at, old.made_by, old.until) then
		broken := 'registry_passport_stays';
	elsif new.opened not in (old.opened, old.opened + 1) then
		broken := 'registry_passport_counts_up';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_passport_stays before update or delete on registry_passport for each row execute function registry_passport_keeps();
create trigger registry_passport_opening_stays before update or delete on registry_passport_opening for each row execute function registry_keeps();
-- @end
