-- Who had the sales of many businesses counted together, and what for: one row for all of
-- them, since no single one was shown. Of the published businesses those were opened whose
-- number every divides; opened says how many. held is the role that let them.
create table registry_tally (
	id bigint not null primary key,
	reader bigint not null references account_person (id),
	held bigint not null references account_role (id),
	facts text not null,
	purpose text not null,
	every bigint not null,
	opened bigint not null,
	at bigint not null,
	constraint registry_tally_purpose_is_known check (purpose in ('uji_aturan')),
	constraint registry_tally_names_facts check (facts <> ''),
	constraint registry_tally_takes_one_of_some check (every > 0),
	constraint registry_tally_opened_is_counted check (opened >= 0)
);
create index registry_tally_by_reader on registry_tally (reader, at);
-- @sqlite
create trigger registry_tally_stays before update on registry_tally begin select raise(abort, 'registry_tally_stays'); end;
create trigger registry_tally_is_kept before delete on registry_tally
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
begin select raise(abort, 'registry_tally_is_kept'); end;
-- @end
-- @postgres
create function registry_tally_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' then
		raise exception using errcode = 'check_violation', constraint = 'registry_tally_stays', message = 'registry_tally_stays';
	end if;
	if old.at > (extract(epoch from clock_timestamp())::bigint - 157680000) * 1000000 then
		raise exception using errcode = 'check_violation', constraint = 'registry_tally_is_kept', message = 'registry_tally_is_kept';
	end if;
	return old;
end $$;
create trigger registry_tally_stays before update or delete on registry_tally for each row execute function registry_tally_keeps();
-- @end

-- A photo names files that are there, and they stay as long as it names them. The table is
-- made anew, since SQLite adds no foreign key. A row whose file is gone shows nothing: it is
-- left out, so that such a one keeps no program from starting.
create temporary table registry_photo_kept as select * from registry_photo;
drop table registry_photo;
create table registry_photo (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	product bigint references registry_product (id),
	position bigint not null,
	alt text not null,
	large text not null,
	medium text not null,
	small text not null,
	width bigint not null,
	height bigint not null,
	added_at bigint not null,
	added_by text not null,
	constraint registry_photo_has_a_size check (width > 0 and height > 0),
	constraint registry_photo_names_its_files check (length(large) = 64 and length(medium) = 64 and length(small) = 64),
	constraint registry_photo_large_is_there foreign key (large) references blob_file (hash),
	constraint registry_photo_medium_is_there foreign key (medium) references blob_file (hash),
	constraint registry_photo_small_is_there foreign key (small) references blob_file (hash)
);
insert into registry_photo (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by)
	select id, business, product, position, alt, large, medium, small, width, height, added_at, added_by from registry_photo_kept
	where large in (select hash from blob_file) and medium in (select hash from blob_file) and small in (select hash from blob_file);
drop table registry_photo_kept;
create index registry_photo_by_business on registry_photo (business, product, position, id);
create index registry_photo_by_product on registry_photo (product) where product is not null;
create index registry_photo_by_large on registry_photo (large);
create index registry_photo_by_medium on registry_photo (medium);
create index registry_photo_by_small on registry_photo (small);

-- So with the photo of a check. Here an empty text is none, so triggers do what a foreign
-- key would: one over the check, one over the file.
create index registry_check_by_photo on registry_check (photo) where photo <> '';
-- @sqlite
create trigger registry_check_photo_is_there before insert on registry_check
	when new.photo <> '' and not exists (select 1 from blob_file f where f.hash = new.photo)
begin select raise(abort, 'registry_check_photo_is_there'); end;
create trigger registry_check_photo_is_there_after before update of photo on registry_check
	when new.photo <> '' and new.photo <> old.photo and not exists (select 1 from blob_file f where f.hash = new.photo)
begin select raise(abort, 'registry_check_photo_is_there'); end;
create trigger registry_check_photo_stays_there before delete on blob_file
	when exists (select 1 from registry_check c where c.photo = old.hash and c.photo <> '')
begin select raise(abort, 'registry_check_photo_stays_there'); end;
-- @end
-- @postgres
create function registry_check_photo_is_there() returns trigger language plpgsql as $$
begin
	if new.photo <> '' and not exists (select 1 from blob_file f where f.hash = new.photo) then
		raise exception using errcode = 'check_violation', constraint = 'registry_check_photo_is_there', message = 'registry_check_photo_is_there';
	end if;
	return new;
end $$;
create trigger registry_check_photo_is_there before insert or update of photo on registry_check for each row execute function registry_check_photo_is_there();
create function registry_check_photo_stays_there() returns trigger language plpgsql as $$
begin
	if exists (select 1 from registry_check c where c.photo = old.hash and c.photo <> '') then
		raise exception using errcode = 'check_violation', constraint = 'registry_check_photo_stays_there', message = 'registry_check_photo_stays_there';
	end if;
	return old;
end $$;
create trigger registry_check_photo_stays_there before delete on blob_file for each row execute function registry_check_photo_stays_there();
-- @end
