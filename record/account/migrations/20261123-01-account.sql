-- A person who signs in. The name is sealed with the person's own key
-- (diary.Box): forgetting the person makes it unreadable everywhere at once.
create table account_person (
	id bigint not null primary key,
	name text not null,
	lang text not null,
	state text not null,
	demo boolean not null,
	made_at bigint not null,
	made_by text not null,
	version bigint not null,
	constraint account_person_state_is_known check (state in ('invited', 'active', 'ended', 'erased'))
);

-- What a person signs in with: sealed, and found by a blind stand-in.
create table account_login (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	way text not null,
	sealed text not null,
	blind text not null,
	made_at bigint not null,
	constraint account_login_is_one_persons unique (way, blind),
	constraint account_login_way_is_known check (way in ('mail', 'phone'))
);
create index account_login_by_person on account_login (person);

-- The password or PIN, as argon2id writes it ($argon2id$v=19$m=…).
create table account_secret (
	person bigint not null primary key references account_person (id),
	kind text not null,
	hash text not null,
	made_at bigint not null,
	constraint account_secret_kind_is_known check (kind in ('password', 'pin'))
);

-- The second factor (RFC 6238). used_step is the last 30-second step whose code
-- was taken: each code is good once.
create table account_totp (
	person bigint not null primary key references account_person (id),
	sealed text not null,
	made_at bigint not null,
	proven_at bigint,
	used_step bigint not null
);

-- Recovery codes, each good once.
create table account_code (
	person bigint not null references account_person (id),
	hash text not null,
	used_at bigint,
	constraint account_code_is_one primary key (person, hash)
);

-- A link or code that is good once and for a time: the set-up of an empty house,
-- an invitation, a new secret. Its text is not kept.
create table account_link (
	hash text not null primary key,
	purpose text not null,
	person bigint references account_person (id),
	made_at bigint not null,
	made_by text not null,
	until bigint not null,
	used_at bigint,
	constraint account_link_purpose_is_known check (purpose in ('setup', 'invite', 'reset')),
	constraint account_link_setup_is_nobodys check ((purpose = 'setup') = (person is null))
);

-- A browser that signed in. hash is of its token. It ends by itself after idle
-- microseconds unused, and at until in any case. half says that the second
-- factor is still to come.
create table account_session (
	hash text not null primary key,
	person bigint not null references account_person (id),
	kind text not null,
	half boolean not null,
	made_at bigint not null,
	seen_at bigint not null,
	idle bigint not null,
	until bigint not null,
	second_at bigint,
	device text not null,
	ended_at bigint,
	ended_how text not null,
	constraint account_session_kind_is_known check (kind in ('staff', 'maker')),
	constraint account_session_end_is_told check ((ended_at is null) = (ended_how = '')),
	constraint account_session_half_is_not_second check (not (half and second_at is not null))
);
create index account_session_by_person on account_session (person, made_at);

-- Browsers on which a person signed in before: their tries are counted apart, so
-- that nobody who guesses elsewhere can lock the person out.
create table account_device (
	person bigint not null references account_person (id),
	hash text not null,
	made_at bigint not null,
	seen_at bigint not null,
	constraint account_device_is_one primary key (person, hash)
);

-- Tries to sign in, counted in buckets (blind stand-ins). Old ones are removed.
create table account_try (
	id bigint not null primary key,
	bucket text not null,
	at bigint not null
);
create index account_try_by_bucket on account_try (bucket, at);

-- A decree (surat keputusan) that gives roles.
create table account_decree (
	id bigint not null primary key,
	number text not null,
	about text not null,
	signed_on text not null,
	made_at bigint not null,
	made_by text not null,
	constraint account_decree_number_is_one unique (number)
);

-- A role of a person, from a decree, for a time: [from_at, until_at). office is a
-- row of plan_opd; area the code of a kecamatan or kelurahan. Which office there
-- is, the house asks through a door.
create table account_role (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	role text not null,
	standing text not null,
	office bigint,
	area text,
	helps bigint references account_person (id),
	decree bigint references account_decree (id),
	from_at bigint not null,
	until_at bigint,
	made_at bigint not null,
	made_by text not null,
	ended_by text not null,
	after_role bigint references account_role (id),
	constraint account_role_is_known check (role in ('administrator', 'privacy', 'planner', 'inspector', 'operator', 'head', 'counter', 'maker', 'helper')),
	constraint account_role_standing_is_known check (standing in ('definitif', 'plt', 'plh', 'delegasi')),
	constraint account_role_ends_after_it_begins check (until_at is null or until_at >= from_at),
	constraint account_role_office_where_it_belongs check ((office is not null) = (role in ('operator', 'head'))),
	constraint account_role_area_where_it_belongs check ((area is not null) = (role = 'counter')),
	constraint account_role_helps_somebody check ((helps is not null) = (role = 'helper')),
	constraint account_role_comes_from_a_decree check (decree is not null or role in ('maker', 'helper')),
	constraint account_role_acting_ends check (standing = 'definitif' or until_at is not null)
);
create index account_role_by_person on account_role (person);
create index account_role_by_office on account_role (office, role);

-- Of each standing an office has one head at a time, and nobody is acting for a
-- post that is not vacant: Plt stands beside no definitive head.
-- @sqlite
create trigger account_role_one_head before insert on account_role when new.role = 'head' and new.standing <> 'delegasi'
begin
	select raise(abort, 'account_role_one_head') where exists (select 1 from account_role r
		where r.role = 'head' and r.office = new.office and r.standing <> 'delegasi'
			and (r.standing = new.standing or r.standing <> 'plh' and new.standing <> 'plh')
			and (r.until_at is null or r.until_at > new.from_at) and (new.until_at is null or new.until_at > r.from_at)
			and (r.until_at is null or r.until_at > r.from_at) and (new.until_at is null or new.until_at > new.from_at));
end;
create trigger account_role_one_head_still before update on account_role when new.role = 'head' and new.standing <> 'delegasi'
begin
	select raise(abort, 'account_role_one_head') where exists (select 1 from account_role r
		where r.id <> new.id and r.role = 'head' and r.office = new.office and r.standing <> 'delegasi'
			and (r.standing = new.standing or r.standing <> 'plh' and new.standing <> 'plh')
			and (r.until_at is null or r.until_at > new.from_at) and (new.until_at is null or new.until_at > r.from_at)
			and (r.until_at is null or r.until_at > r.from_at) and (new.until_at is null or new.until_at > new.from_at));
end;
-- @end
-- @postgres
create function account_role_one_head() returns trigger language plpgsql as $$
begin
	if new.role = 'head' and new.standing <> 'delegasi' and exists (select 1 from account_role r
		where r.id <> new.id and r.role = 'head' and r.office = new.office and r.standing <> 'delegasi'
			and (r.standing = new.standing or r.standing <> 'plh' and new.standing <> 'plh')
			and (r.until_at is null or r.until_at > new.from_at) and (new.until_at is null or new.until_at > r.from_at)
			and (r.until_at is null or r.until_at > r.from_at) and (new.until_at is null or new.until_at > new.from_at)) then
		raise exception using errcode = 'check_violation', constraint = 'account_role_one_head', message = 'account_role_one_head';
	end if;
	return new;
end $$;
create trigger account_role_one_head before insert or update on account_role for each row execute function account_role_one_head();
-- @end
