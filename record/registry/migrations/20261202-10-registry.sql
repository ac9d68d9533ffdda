-- Photos that were taken off and can still be given back: each row of registry_photo moves
-- here whole, and back. Nothing that shows photos reads this table. It names the files, so
-- that they stay; a work lets row and files go when the time is over (product.OffFor).
create table registry_photo_off (
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
	off_at bigint not null,
	off_by text not null,
	constraint registry_photo_off_has_a_size check (width > 0 and height > 0),
	constraint registry_photo_off_names_its_files check (length(large) = 64 and length(medium) = 64 and length(small) = 64),
	constraint registry_photo_off_names_who check (off_by <> ''),
	constraint registry_photo_off_large_is_there foreign key (large) references blob_file (hash),
	constraint registry_photo_off_medium_is_there foreign key (medium) references blob_file (hash),
	constraint registry_photo_off_small_is_there foreign key (small) references blob_file (hash)
);
create index registry_photo_off_by_business on registry_photo_off (business, off_at);
create index registry_photo_off_by_product on registry_photo_off (product) where product is not null;
create index registry_photo_off_by_end on registry_photo_off (off_at);
create index registry_photo_off_by_large on registry_photo_off (large);
create index registry_photo_off_by_medium on registry_photo_off (medium);
create index registry_photo_off_by_small on registry_photo_off (small);

-- A photo is on or off, never both: else it would count its files twice.
-- @sqlite
create trigger registry_photo_is_not_off before insert on registry_photo
	when exists (select 1 from registry_photo_off f where f.id = new.id)
begin select raise(abort, 'registry_photo_is_not_off'); end;
create trigger registry_photo_off_is_not_on before insert on registry_photo_off
	when exists (select 1 from registry_photo p where p.id = new.id)
begin select raise(abort, 'registry_photo_off_is_not_on'); end;
-- @end
-- @postgres
create function registry_photo_is_not_off() returns trigger language plpgsql as $$
begin
	if exists (select 1 from registry_photo_off f where f.id = new.id) then
		raise exception using errcode = 'check_violation', constraint = 'registry_photo_is_not_off', message = 'registry_photo_is_not_off';
	end if;
	return new;
end $$;
create trigger registry_photo_is_not_off before insert on registry_photo for each row execute function registry_photo_is_not_off();
create function registry_photo_off_is_not_on() returns trigger language plpgsql as $$
begin
	if exists (select 1 from registry_photo p where p.id = new.id) then
		raise exception using errcode = 'check_violation', constraint = 'registry_photo_off_is_not_on', message = 'registry_photo_off_is_not_on';
	end if;
	return new;
end $$;
create trigger registry_photo_off_is_not_on before insert on registry_photo_off for each row execute function registry_photo_off_is_not_on();
-- @end
