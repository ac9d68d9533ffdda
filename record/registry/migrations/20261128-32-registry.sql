-- An owner's yes to something private being shown to everybody: which facts, how it was
-- said, who wrote it down and when. version is the one of the business that it made.
-- Nobody but an owner says it by themselves; an officer writes down that it was said at
-- the counter, or that a signed paper is there.
create table registry_consent (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	version bigint not null,
	facts text not null,
	how text not null,
	by_actor text not null,
	at bigint not null,
	constraint registry_consent_is_one unique (business, version),
	constraint registry_consent_names_facts check (facts <> ''),
	constraint registry_consent_way_is_known check (how in ('sendiri', 'loket', 'kertas')),
	constraint registry_consent_is_written_by_somebody check (by_actor <> '')
);

-- What an officer should look at in the public texts of a business: rules of saring, a row
-- for a text. It goes when the text is another one, or was found good.
create table registry_mark (
	business bigint not null references registry_business (id),
	fact text not null,
	rules text not null,
	at bigint not null,
	constraint registry_mark_is_one primary key (business, fact),
	constraint registry_mark_is_of_a_text check (fact in ('name', 'other_names', 'about_id', 'about_en', 'about_ja', 'web')),
	constraint registry_mark_says_why check (rules <> '')
);

-- A permit counts as a sign of life where somebody was shown it: what was typed proves
-- nothing, and what was taken out of the list said nothing.
delete from registry_signal where kind = 'permit_renewed' and not exists (
	select 1 from registry_permit p where p.business = registry_signal.business and p.added_at = registry_signal.at and p.level >= 4 and p.removed_at is null);

-- Nothing private is shown without such a yes; made-up businesses have nobody's.
-- @sqlite
create trigger registry_consent_stays before update on registry_consent begin select raise(abort, 'registry_consent_stays'); end;
create trigger registry_consent_is_kept before delete on registry_consent
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_consent_is_kept'); end;
create trigger registry_consent_is_an_owners before insert on registry_consent when new.how = 'sendiri' and not exists (
	select 1 from registry_business_person p where p.business = new.business and p.role = 'owner' and p.until = '' and 'person:' || p.person = new.by_actor)
begin select raise(abort, 'registry_consent_is_an_owners'); end;
create trigger registry_business_begins_shut before insert on registry_business
	when not new.demo and (new.address_public or new.phone_public or new.wa_public or new.mail_public)
begin select raise(abort, 'registry_business_begins_shut'); end;
create trigger registry_business_opens_by_a_yes before update on registry_business when not new.demo and (
	new.address_public and not old.address_public and not exists (select 1 from registry_consent c where c.business = new.id and c.version = new.version and ' ' || c.facts || ' ' like '% address!_public %' escape '!')
	or new.phone_public and not old.phone_public and not exists (select 1 from registry_consent c where c.business = new.id and c.version = new.version and ' ' || c.facts || ' ' like '% phone!_public %' escape '!')
	or new.wa_public and not old.wa_public and not exists (select 1 from registry_consent c where c.business = new.id and c.version = new.version and ' ' || c.facts || ' ' like '% wa!_public %' escape '!')
	or new.mail_public and not old.mail_public and not exists (select 1 from registry_consent c where c.business = new.id and c.version = new.version and ' ' || c.facts || ' ' like '% mail!_public %' escape '!'))
begin select raise(abort, 'registry_business_opens_by_a_yes'); end;
-- @end
-- @postgres
create trigger registry_consent_stays before update or delete on registry_consent for each row execute function registry_keeps();
create function registry_consent_is_an_owners() returns trigger language plpgsql as $$
begin
	if new.how = 'sendiri' and not exists (select 1 from registry_business_person p where p.business = new.business and p.role = 'owner' and p.until = ''
		and 'person:' || p.person = new.by_actor) then
		raise exception using errcode = 'check_violation', constraint = 'registry_consent_is_an_owners', message = 'registry_consent_is_an_owners';
	end if;
	return new;
end $$;
create trigger registry_consent_is_an_owners before insert on registry_consent for each row execute function registry_consent_is_an_owners();
create function registry_business_opens_by_a_yes() returns trigger language plpgsql as $$
declare said text := '';
begin
	if new.demo or not (new.address_public or new.phone_public or new.wa_public or new.mail_public) then
		return new;
	end if;
	if tg_op = 'INSERT' then
		raise exception using errcode = 'check_violation', constraint = 'registry_business_begins_shut', message = 'registry_business_begins_shut';
	end if;
	if (new.address_public, new.phone_public, new.wa_public, new.mail_public) is not distinct from (old.address_public, old.phone_public, old.wa_public, old.mail_public) then
		return new;
	end if;
	select ' ' || c.facts || ' ' into said from registry_consent c where c.business = new.id and c.version = new.version;
	said := coalesce(said, '');
	if new.address_public and not old.address_public and position(' address_public ' in said) = 0
		or new.phone_public and not old.phone_public and position(' phone_public ' in said) = 0
		or new.wa_public and not old.wa_public and position(' wa_public ' in said) = 0
		or new.mail_public and not old.mail_public and position(' mail_public ' in said) = 0 then
		raise exception using errcode = 'check_violation', constraint = 'registry_business_opens_by_a_yes', message = 'registry_business_opens_by_a_yes';
	end if;
	return new;
end $$;
create trigger registry_business_opens_by_a_yes before insert or update on registry_business for each row execute function registry_business_opens_by_a_yes();
-- @end
