-- Who read which values of whom, and what for. Nothing of the values stands
-- here. held is the role that let them; list the version of the list of purposes;
-- reference the letter of assignment, request or incident that the purpose needs.
-- subject may be a person whom a room above keeps.
create table account_read (
	id bigint not null primary key,
	subject bigint not null,
	reader bigint not null references account_person (id),
	held bigint not null references account_role (id),
	fields text not null,
	purpose text not null,
	list bigint not null,
	reference bigint,
	at bigint not null,
	constraint account_read_purpose_is_known check (purpose in ('bantuan_akun', 'penetapan_peran', 'koordinasi_laporan', 'pengawasan', 'hak_subjek', 'pemberitahuan_insiden', 'kabar_program')),
	constraint account_read_names_fields check (fields <> '')
);
create index account_read_by_subject on account_read (subject, id);
create index account_read_by_reader on account_read (reader, at);

-- A letter of assignment (surat tugas) of an inspector: what they read for.
create table account_duty (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	number text not null,
	from_at bigint not null,
	until_at bigint not null,
	made_at bigint not null,
	constraint account_duty_number_is_one unique (person, number),
	constraint account_duty_ends_after_it_begins check (until_at > from_at),
	constraint account_duty_is_92_days_at_most check (until_at - from_at <= 7948800000000)
);

-- What a person agreed to, in the words of which list, and until when.
create table account_consent (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	purpose text not null,
	list bigint not null,
	lang text not null,
	given_at bigint not null,
	ended_at bigint,
	constraint account_consent_ends_after_it_begins check (ended_at is null or ended_at >= given_at)
);
create unique index account_consent_is_given_once on account_consent (person, purpose) where ended_at is null;

-- What a person asks about their own data (permohonan tercatat). sealed is the
-- value that they say is right, under their own key.
create table account_request (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	kind text not null,
	state text not null,
	field text not null,
	sealed text not null,
	purpose text not null,
	at bigint not null,
	made_by text not null,
	due bigint not null,
	done_at bigint,
	done_by text not null,
	answer text not null,
	constraint account_request_kind_is_known check (kind in ('copy', 'correct', 'erase', 'restrict', 'object', 'withdraw')),
	constraint account_request_state_is_known check (state in ('open', 'done', 'refused')),
	constraint account_request_answer_has_its_time check ((state = 'open') = (done_at is null)),
	constraint account_request_refusal_says_why check ((state = 'refused') = (answer <> '')),
	constraint account_request_correction_names_a_field check ((kind = 'correct') = (field <> '')),
	constraint account_request_purpose_where_it_belongs check ((kind in ('object', 'withdraw')) = (purpose <> ''))
);
create unique index account_request_waits_once on account_request (person, kind, field, purpose) where state = 'open';
create index account_request_by_state on account_request (state, due);

-- Where the values of a person may not be used: purpose '' is all purposes.
create table account_stop (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	purpose text not null,
	request bigint not null,
	since_at bigint not null,
	ended_at bigint,
	constraint account_stop_ends_after_it_begins check (ended_at is null or ended_at >= since_at)
);
create index account_stop_by_person on account_stop (person);

-- A failure of protection (kegagalan pelindungan): what the letters say, and when
-- they went out.
create table account_incident (
	id bigint not null primary key,
	found_at bigint not null,
	what text not null,
	how text not null,
	done text not null,
	contact text not null,
	people bigint not null,
	made_at bigint not null,
	made_by text not null,
	people_at bigint,
	agency_at bigint,
	constraint account_incident_people_are_counted check (people >= 0)
);
-- Whom it concerns, as far as the account can tell.
create table account_affected (
	incident bigint not null references account_incident (id),
	person bigint not null,
	constraint account_affected_is_one primary key (incident, person)
);
create index account_affected_by_person on account_affected (person);

-- Reads are append-only. They are removed after five years and not before: the
-- engine's own clock says so, whatever the program believes.
-- A request is answered once. A forgotten person has nothing to sign in with, and
-- never comes back.
-- @sqlite
create trigger account_read_stays before update on account_read begin select raise(abort, 'account_read_stays'); end;
create trigger account_read_is_kept before delete on account_read
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
begin select raise(abort, 'account_read_is_kept'); end;
create trigger account_request_is_answered_once before update on account_request when old.state <> 'open'
begin select raise(abort, 'account_request_is_answered_once'); end;
create trigger account_request_is_kept before delete on account_request
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
begin select raise(abort, 'account_request_is_kept'); end;
create trigger account_erased_gets_no_login before insert on account_login
	when exists (select 1 from account_person p where p.id = new.person and p.state = 'erased')
begin select raise(abort, 'account_erased_has_nothing'); end;
create trigger account_erased_gets_no_secret before insert on account_secret
	when exists (select 1 from account_person p where p.id = new.person and p.state = 'erased')
begin select raise(abort, 'account_erased_has_nothing'); end;
create trigger account_erased_gets_no_second before insert on account_totp
	when exists (select 1 from account_person p where p.id = new.person and p.state = 'erased')
begin select raise(abort, 'account_erased_has_nothing'); end;
create trigger account_erased_gets_no_session before insert on account_session
	when exists (select 1 from account_person p where p.id = new.person and p.state = 'erased')
begin select raise(abort, 'account_erased_has_nothing'); end;
create trigger account_erased_is_no_owner before update on account_login
	when exists (select 1 from account_person p where p.id = new.person and p.state = 'erased')
begin select raise(abort, 'account_erased_has_nothing'); end;
create trigger account_erased_has_nothing before update on account_person when new.state = 'erased'
	and (new.name <> '' or exists (select 1 from account_login l where l.person = new.id)
		or exists (select 1 from account_secret s where s.person = new.id) or exists (select 1 from account_totp t where t.person = new.id))
begin select raise(abort, 'account_erased_has_nothing'); end;
create trigger account_erased_stays before update on account_person when old.state = 'erased' and new.state <> 'erased'
begin select raise(abort, 'account_erased_stays'); end;
-- @end
-- @postgres
create function account_read_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' then
		if old.at <= (extract(epoch from clock_timestamp())::bigint - 157680000) * 1000000 then return old; end if;
		raise exception using errcode = 'check_violation', constraint = tg_table_name || '_is_kept', message = tg_table_name || '_is_kept';
	end if;
	raise exception using errcode = 'check_violation', constraint = tg_table_name || '_stays', message = tg_table_name || '_stays';
end $$;
create trigger account_read_stays before update or delete on account_read for each row execute function account_read_keeps();
create trigger account_read_is_kept before truncate on account_read for each statement execute function account_read_keeps();
create trigger account_request_is_kept before delete on account_request for each row execute function account_read_keeps();
create function account_request_is_answered_once() returns trigger language plpgsql as $$
begin
	if old.state <> 'open' then
		raise exception using errcode = 'check_violation', constraint = 'account_request_is_answered_once', message = 'account_request_is_answered_once';
	end if;
	return new;
end $$;
create trigger account_request_is_answered_once before update on account_request for each row execute function account_request_is_answered_once();
create function account_erased_gets_nothing() returns trigger language plpgsql as $$
begin
	if exists (select 1 from account_person p where p.id = new.person and p.state = 'erased') then
		raise exception using errcode = 'check_violation', constraint = 'account_erased_has_nothing', message = 'account_erased_has_nothing';
	end if;
	return new;
end $$;
create trigger account_erased_gets_no_login before insert or update on account_login for each row execute function account_erased_gets_nothing();
create trigger account_erased_gets_no_secret before insert on account_secret for each row execute function account_erased_gets_nothing();
create trigger account_erased_gets_no_second before insert on account_totp for each row execute function account_erased_gets_nothing();
create trigger account_erased_gets_no_session before insert on account_session for each row execute function account_erased_gets_nothing();
create function account_erased_has_nothing() returns trigger language plpgsql as $$
begin
	if new.state = 'erased' and (new.name <> '' or exists (select 1 from account_login l where l.person = new.id)
		or exists (select 1 from account_secret s where s.person = new.id) or exists (select 1 from account_totp t where t.person = new.id)) then
		raise exception using errcode = 'check_violation', constraint = 'account_erased_has_nothing', message = 'account_erased_has_nothing';
	end if;
	if old.state = 'erased' and new.state <> 'erased' then
		raise exception using errcode = 'check_violation', constraint = 'account_erased_stays', message = 'account_erased_stays';
	end if;
	return new;
end $$;
create trigger account_erased_has_nothing before update on account_person for each row execute function account_erased_has_nothing();
-- @end
