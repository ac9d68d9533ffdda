-- of_merge: a person owns this business because the one so named was merged into it, and
-- the officer who merged them said that its owners come along. It ends when the two are
-- parted again.
alter table registry_business_person add column of_merge bigint references registry_business (id)
	constraint registry_business_person_owner_comes_along check (of_merge is null or (role = 'owner' and person is not null));
create index registry_business_person_by_merge on registry_business_person (of_merge) where of_merge is not null;

-- What is public is merged only into what is public: else a merger would take it out of
-- the register without a suspension. An owner comes along only with their own business,
-- and only to one that no other account owns: a twin that somebody made up wins nobody's
-- business.
-- @sqlite
create trigger registry_business_merges_into_a_public_one before update on registry_business when old.state = 'published' and new.state = 'merged'
	and not exists (select 1 from registry_business t where t.id = new.merged_into and t.state = 'published')
begin select raise(abort, 'registry_business_merges_into_a_public_one'); end;
create trigger registry_business_person_comes_with_theirs before insert on registry_business_person when new.of_merge is not null and (
	not exists (select 1 from registry_business b where b.id = new.of_merge and b.merged_into = new.business)
	or not exists (select 1 from registry_business_person o where o.business = new.of_merge and o.person = new.person and o.role = 'owner' and o.until = '')
	or exists (select 1 from registry_business_person o where o.business = new.business and o.role = 'owner' and o.person is not null and o.until = ''
		and (o.of_merge is null or o.of_merge <> new.of_merge)))
begin select raise(abort, 'registry_business_person_comes_with_theirs'); end;
-- @end
-- @postgres
create function registry_business_merges_into_a_public_one() returns trigger language plpgsql as $$
begin
	if old.state = 'published' and new.state = 'merged' and not exists (select 1 from registry_business t where t.id = new.merged_into and t.state = 'published') then
		raise exception using errcode = 'check_violation', constraint = 'registry_business_merges_into_a_public_one', message = 'registry_business_merges_into_a_public_one';
	end if;
	return new;
end $$;
create trigger registry_business_merges_into_a_public_one before update on registry_business for each row execute function registry_business_merges_into_a_public_one();
create function registry_business_person_comes_with_theirs() returns trigger language plpgsql as $$
begin
	if new.of_merge is not null and (
		not exists (select 1 from registry_business b where b.id = new.of_merge and b.merged_into = new.business)
		or not exists (select 1 from registry_business_person o where o.business = new.of_merge and o.person = new.person and o.role = 'owner' and o.until = '')
		or exists (select 1 from registry_business_person o where o.business = new.business and o.role = 'owner' and o.person is not null and o.until = ''
			and (o.of_merge is null or o.of_merge <> new.of_merge))) then
		raise exception using errcode = 'check_violation', constraint = 'registry_business_person_comes_with_theirs', message = 'registry_business_person_comes_with_theirs';
	end if;
	return new;
end $$;
create trigger registry_business_person_comes_with_theirs before insert on registry_business_person for each row execute function registry_business_person_comes_with_theirs();
-- @end
