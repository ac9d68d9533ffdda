-- A business itself has six photos at most and each of its products four, as product.MostOfBusiness
-- and product.MostOfProduct say; what was taken off does not count. A photo stays with the business
-- and the product for which it came in: merging moves no row, so that what was merged shows its own
-- beside those of the business that it became.
-- @sqlite
create trigger registry_photo_has_room before insert on registry_photo
	when new.product is null and (select count(*) from registry_photo p where p.business = new.business and p.product is null) >= 6
	or new.product is not null and (select count(*) from registry_photo p where p.product = new.product) >= 4
begin select raise(abort, 'registry_photo_has_room'); end;
create trigger registry_photo_stays before update on registry_photo
	when old.business <> new.business or old.product is not new.product
begin select raise(abort, 'registry_photo_stays'); end;
-- @end
-- @postgres
create function registry_photo_has_room() returns trigger language plpgsql as $$
begin
	if new.product is null and (select count(*) from registry_photo p where p.business = new.business and p.product is null) >= 6
		or new.product is not null and (select count(*) from registry_photo p where p.product = new.product) >= 4 then
		raise exception using errcode = 'check_violation', constraint = 'registry_photo_has_room', message = 'registry_photo_has_room';
	end if;
	return new;
end $$;
create trigger registry_photo_has_room before insert on registry_photo for each row execute function registry_photo_has_room();
create function registry_photo_stays() returns trigger language plpgsql as $$
begin
	if old.business <> new.business or old.product is distinct from new.product then
		raise exception using errcode = 'check_violation', constraint = 'registry_photo_stays', message = 'registry_photo_stays';
	end if;
	return new;
end $$;
create trigger registry_photo_stays before update on registry_photo for each row execute function registry_photo_stays();
-- @end
