-- An association of businesses: what it is called and for, and how everybody reaches it.
-- subsectors are slugs, one after the other; started is a year, a month or a day; legal is
-- the number of its legal basis, '' where there is none or nobody told it.
create table registry_asosiasi (
	id bigint not null primary key,
	version bigint not null,
	state text not null,
	name text not null,
	short text not null,
	about text not null,
	subsectors text not null,
	phone text not null,
	mail text not null,
	web text not null,
	started text not null,
	legal text not null,
	made_at bigint not null,
	made_by text not null,
	recognised_at bigint,
	recognised_by text not null,
	ended_at bigint,
	ended_by text not null,
	constraint registry_asosiasi_state_is_known check (state in ('proposed', 'recognised', 'ended')),
	constraint registry_asosiasi_has_a_name check (name <> '' and about <> ''),
	constraint registry_asosiasi_can_be_reached check (phone <> '' or mail <> '' or web <> ''),
	constraint registry_asosiasi_recognised_is_told check ((recognised_at is null) = (recognised_by = '') and (state <> 'recognised' or recognised_at is not null) and (state <> 'proposed' or recognised_at is null)),
	constraint registry_asosiasi_end_is_told check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (ended_by = ''))
);
create unique index registry_asosiasi_name_is_one on registry_asosiasi (lower(name)) where state <> 'ended';

-- Who speaks for an association: from made_at until last_day ('' none is set), or until
-- ended_at.
create table registry_asosiasi_manager (
	id bigint not null primary key,
	asosiasi bigint not null references registry_asosiasi (id),
	person bigint not null references account_person (id),
	last_day text not null,
	made_at bigint not null,
	made_by text not null,
	ended_at bigint,
	ended_by text not null,
	constraint registry_asosiasi_manager_end_is_told check ((ended_at is null) = (ended_by = '')),
	constraint registry_asosiasi_manager_last_is_a_day check (last_day = '' or length(last_day) = 10)
);
create unique index registry_asosiasi_manager_is_one on registry_asosiasi_manager (asosiasi, person) where ended_at is null;
create index registry_asosiasi_manager_by_person on registry_asosiasi_manager (person);

-- A business in an association. It is valid when both said yes: asosiasi_yes is what the
-- association said, owner_yes what the owner did, in the words of consent number consent.
-- shown: the owner lets everybody see it.
create table registry_asosiasi_membership (
	id bigint not null primary key,
	asosiasi bigint not null references registry_asosiasi (id),
	business bigint not null references registry_business (id),
	version bigint not null,
	state text not null,
	shown boolean not null,
	made_at bigint not null,
	asosiasi_yes_at bigint,
	asosiasi_yes_by text not null,
	owner_yes_at bigint,
	owner_yes_by text not null,
	consent bigint not null,
	consent_lang text not null,
	valid_at bigint,
	ended_at bigint,
	ended_by text not null,
	ended_side text not null,
	constraint registry_asosiasi_membership_state_is_known check (state in ('invited', 'asked', 'valid', 'ended')),
	constraint registry_asosiasi_membership_yes_is_somebodys check ((asosiasi_yes_at is null) = (asosiasi_yes_by = '') and (owner_yes_at is null) = (owner_yes_by = '')),
	constraint registry_asosiasi_membership_is_begun_by_one check ((state <> 'invited' or asosiasi_yes_at is not null and owner_yes_at is null) and (state <> 'asked' or owner_yes_at is not null and asosiasi_yes_at is null)),
	constraint registry_asosiasi_membership_takes_both check ((valid_at is null or asosiasi_yes_at is not null and owner_yes_at is not null) and (state <> 'valid' or valid_at is not null)),
	constraint registry_asosiasi_membership_takes_two_people check (owner_yes_by = '' or owner_yes_by <> asosiasi_yes_by),
	constraint registry_asosiasi_membership_consent_has_its_text check ((owner_yes_at is null) = (consent = 0) and (consent = 0) = (consent_lang = '')),
	constraint registry_asosiasi_membership_shown_is_valid check (not shown or state = 'valid'),
	constraint registry_asosiasi_membership_end_is_told check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (ended_by = '') and (ended_at is null) = (ended_side = '')),
	constraint registry_asosiasi_membership_side_is_known check (ended_side in ('', 'asosiasi', 'usaha', 'hapus'))
);
create unique index registry_asosiasi_membership_is_one on registry_asosiasi_membership (asosiasi, business) where state <> 'ended';
create index registry_asosiasi_membership_by_business on registry_asosiasi_membership (business, id);
create index registry_asosiasi_membership_by_asosiasi on registry_asosiasi_membership (asosiasi, state, id);
create index registry_asosiasi_membership_by_day on registry_asosiasi_membership (asosiasi, made_at);

-- What became of a membership, for ever, one row a step.
create table registry_asosiasi_step (
	id bigint not null primary key,
	membership bigint not null references registry_asosiasi_membership (id),
	business bigint not null references registry_business (id),
	number bigint not null,
	kind text not null,
	side text not null,
	by_actor text not null,
	at bigint not null,
	consent bigint not null,
	consent_lang text not null,
	constraint registry_asosiasi_step_is_one unique (membership, number),
	constraint registry_asosiasi_step_kind_is_known check (kind in ('invited', 'asked', 'confirmed', 'agreed', 'shown', 'hidden', 'declined', 'withdrawn', 'ended')),
	constraint registry_asosiasi_step_side_is_known check (side in ('asosiasi', 'usaha', 'hapus')),
	constraint registry_asosiasi_step_consent_is_the_owners check ((consent > 0) = (kind in ('asked', 'agreed')) and (consent = 0) = (consent_lang = ''))
);
create index registry_asosiasi_step_by_business on registry_asosiasi_step (business, id);

-- An association puts a member, or one product of it, forward for something. sealed is its
-- sentence, under the key of subject; nobody but the two sides sees it before the owner
-- agreed. what_for is a code: one of our own list, or of a call of another part.
create table registry_asosiasi_nomination (
	id bigint not null primary key,
	membership bigint not null references registry_asosiasi_membership (id),
	business bigint not null references registry_business (id),
	product bigint references registry_product (id),
	what_for text not null,
	state text not null,
	subject bigint not null,
	sealed text not null,
	made_at bigint not null,
	made_by text not null,
	answered_at bigint,
	answered_by text not null,
	consent bigint not null,
	consent_lang text not null,
	ended_at bigint,
	constraint registry_asosiasi_nomination_is_for_something check (length(what_for) between 2 and 80),
	constraint registry_asosiasi_nomination_state_is_known check (state in ('waiting', 'agreed', 'refused', 'withdrawn')),
	constraint registry_asosiasi_nomination_answer_is_told check ((answered_at is null) = (answered_by = '') and (state not in ('agreed', 'refused') or answered_at is not null) and (state <> 'waiting' or answered_at is null)),
	constraint registry_asosiasi_nomination_is_agreed_to_by_another check (state <> 'agreed' or answered_by <> made_by),
	constraint registry_asosiasi_nomination_consent_has_its_text check ((state <> 'agreed' or consent > 0) and (consent = 0) = (consent_lang = '')),
	constraint registry_asosiasi_nomination_end_is_told check ((state = 'withdrawn') = (ended_at is not null))
);
create unique index registry_asosiasi_nomination_is_one on registry_asosiasi_nomination (membership, what_for, coalesce(product, 0)) where state in ('waiting', 'agreed');
create index registry_asosiasi_nomination_by_membership on registry_asosiasi_nomination (membership, made_at);
create index registry_asosiasi_nomination_by_business on registry_asosiasi_nomination (business, id);
create index registry_asosiasi_nomination_by_what_for on registry_asosiasi_nomination (what_for, id) where state = 'agreed';
create index registry_asosiasi_nomination_by_product on registry_asosiasi_nomination (product) where product is not null;

-- Who declined or left, and whose invitation was taken back, is not invited again for
-- ninety days (in microseconds).
-- @sqlite
create trigger registry_asosiasi_membership_leaves_alone before insert on registry_asosiasi_membership
	when new.state = 'invited' and exists (select 1 from registry_asosiasi_membership m where m.asosiasi = new.asosiasi and m.business = new.business and m.ended_at > new.made_at - 7776000000000
		and (m.ended_side = 'usaha' and m.asosiasi_yes_at is not null or m.ended_side = 'asosiasi' and m.owner_yes_at is null))
begin select raise(abort, 'registry_asosiasi_membership_leaves_alone'); end;
create trigger registry_asosiasi_step_stays before update on registry_asosiasi_step begin select raise(abort, 'registry_asosiasi_step_stays'); end;
create trigger registry_asosiasi_step_is_kept before delete on registry_asosiasi_step
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_asosiasi_step_is_kept'); end;
create trigger registry_asosiasi_membership_ends_once before update on registry_asosiasi_membership when old.state = 'ended'
begin select raise(abort, 'registry_asosiasi_membership_ends_once'); end;
-- @end
-- @postgres
create trigger registry_asosiasi_step_stays before update or delete on registry_asosiasi_step for each row execute function registry_keeps();
create function registry_asosiasi_membership_ends_once() returns trigger language plpgsql as $$
begin
	if old.state = 'ended' then
		raise exception using errcode = 'check_violation', constraint = 'registry_asosiasi_membership_ends_once', message = 'registry_asosiasi_membership_ends_once';
	end if;
	return new;
end $$;
create trigger registry_asosiasi_membership_ends_once before update on registry_asosiasi_membership for each row execute function registry_asosiasi_membership_ends_once();
create function registry_asosiasi_membership_leaves_alone() returns trigger language plpgsql as $$
begin
	if new.state = 'invited' and exists (select 1 from registry_asosiasi_membership m where m.asosiasi = new.asosiasi and m.business = new.business and m.ended_at > new.made_at - 7776000000000
		and (m.ended_side = 'usaha' and m.asosiasi_yes_at is not null or m.ended_side = 'asosiasi' and m.owner_yes_at is null)) then
		raise exception using errcode = 'check_violation', constraint = 'registry_asosiasi_membership_leaves_alone', message = 'registry_asosiasi_membership_leaves_alone';
	end if;
	return new;
end $$;
create trigger registry_asosiasi_membership_leaves_alone before insert on registry_asosiasi_membership for each row execute function registry_asosiasi_membership_leaves_alone();
-- @end
