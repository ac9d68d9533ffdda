-- Kurasi: a call, to which owners of businesses enter something that is theirs, and which
-- several curators judge. kind is of what can be entered; the process knows the things
-- themselves only by (kind, id). Instants are half-open. threshold is in whole points.
-- number is that of the minutes (Berita Acara), from when it is decided. opened_at is when a
-- planner opened it: what was never opened is never public.
create table registry_kurasi (
	id bigint not null primary key,
	version bigint not null,
	state text not null,
	kind text not null,
	year bigint not null,
	title text not null,
	purpose text not null,
	entrants text not null,
	opens_at bigint not null,
	closes_at bigint not null,
	quota bigint,
	threshold bigint,
	curators bigint not null,
	names_public boolean not null,
	number text not null,
	reason text not null,
	made_at bigint not null,
	made_by text not null,
	opened_at bigint,
	decided_at bigint,
	decided_by text not null,
	published_at bigint,
	constraint registry_kurasi_state_is_known check (state in ('draft', 'open', 'judging', 'decided', 'published', 'cancelled')),
	constraint registry_kurasi_is_of_a_kind check (kind <> ''),
	constraint registry_kurasi_is_of_a_year check (year between 2020 and 2100),
	constraint registry_kurasi_says_what_for check (title <> '' and purpose <> '' and entrants <> ''),
	constraint registry_kurasi_opens_before_it_closes check (opens_at < closes_at),
	constraint registry_kurasi_chooses_by_a_rule check (quota is not null or threshold is not null),
	constraint registry_kurasi_quota_is_counted check (quota between 1 and 100),
	constraint registry_kurasi_threshold_is_in_points check (threshold between 1 and 100),
	constraint registry_kurasi_has_three_curators check (curators between 3 and 15),
	constraint registry_kurasi_opening_is_told check ((state <> 'draft' or opened_at is null) and (state in ('draft', 'cancelled') or opened_at is not null)),
	constraint registry_kurasi_decision_is_told check ((decided_at is null) = (decided_by = '') and (decided_at is null) = (number = '')
		and (state not in ('decided', 'published') or decided_at is not null) and (state not in ('draft', 'open', 'judging') or decided_at is null)),
	constraint registry_kurasi_publication_is_told check ((state = 'published') = (published_at is not null)),
	constraint registry_kurasi_cancelled_says_why check ((state = 'cancelled') = (reason <> ''))
);
create unique index registry_kurasi_number_is_one on registry_kurasi (number) where number <> '';
create index registry_kurasi_by_state on registry_kurasi (state, closes_at);

-- What is judged, with its weight: those of a call make 100 together when it opens.
create table registry_kurasi_criterion (
	call bigint not null references registry_kurasi (id),
	n bigint not null,
	title text not null,
	about text not null,
	weight bigint not null,
	constraint registry_kurasi_criterion_is_one primary key (call, n),
	constraint registry_kurasi_criterion_has_a_place check (n between 1 and 8),
	constraint registry_kurasi_criterion_is_named check (title <> ''),
	constraint registry_kurasi_criterion_weighs_something check (weight between 1 and 100)
);

-- What was entered. name and holder are what the thing and its business were called then.
-- consent is to a result in public; it can be taken back at any time.
create table registry_kurasi_entry (
	id bigint not null primary key,
	call bigint not null references registry_kurasi (id),
	subject bigint not null,
	business bigint not null references registry_business (id),
	name text not null,
	holder text not null,
	statement text not null,
	consent boolean not null,
	entered_at bigint not null,
	entered_by text not null,
	withdrawn_at bigint,
	constraint registry_kurasi_entry_is_somebodys check (entered_by <> '')
);
create unique index registry_kurasi_entry_is_one on registry_kurasi_entry (call, subject) where withdrawn_at is null;
create index registry_kurasi_entry_by_call on registry_kurasi_entry (call, id);
create index registry_kurasi_entry_by_business on registry_kurasi_entry (business, call);

-- Who judges a call, whatever role they have beside.
create table registry_kurasi_curator (
	call bigint not null references registry_kurasi (id),
	person bigint not null references account_person (id),
	named_at bigint not null,
	named_by text not null,
	released_at bigint,
	constraint registry_kurasi_curator_is_one primary key (call, person),
	constraint registry_kurasi_curator_is_named_by_another check (named_by <> '' and named_by <> 'person:' || cast(person as text))
);
create index registry_kurasi_curator_by_person on registry_kurasi_curator (person);

-- What a curator has to do with an entry, declared before any score.
create table registry_kurasi_interest (
	entry bigint not null references registry_kurasi_entry (id),
	person bigint not null,
	kind text not null,
	declared_at bigint not null,
	constraint registry_kurasi_interest_is_one primary key (entry, person),
	constraint registry_kurasi_interest_is_known check (kind in ('none', 'own', 'family', 'supplier', 'competitor'))
);

-- What one curator says of one entry, and the points for each criterion.
create table registry_kurasi_sheet (
	entry bigint not null,
	person bigint not null,
	version bigint not null,
	feedback text not null,
	scored_at bigint not null,
	constraint registry_kurasi_sheet_is_one primary key (entry, person),
	constraint registry_kurasi_sheet_follows_a_declaration foreign key (entry, person) references registry_kurasi_interest (entry, person),
	constraint registry_kurasi_sheet_counts_up check (version >= 1),
	constraint registry_kurasi_sheet_says_why check (feedback <> '')
);
create table registry_kurasi_score (
	entry bigint not null,
	person bigint not null,
	n bigint not null,
	points bigint not null,
	constraint registry_kurasi_score_is_one primary key (entry, person, n),
	constraint registry_kurasi_score_is_of_a_sheet foreign key (entry, person) references registry_kurasi_sheet (entry, person),
	constraint registry_kurasi_score_is_in_points check (points between 0 and 100)
);

-- What came out, as it was decided: points, low and high in hundredths of a point.
create table registry_kurasi_result (
	entry bigint not null,
	call bigint not null references registry_kurasi (id),
	place bigint not null,
	points bigint not null,
	low bigint not null,
	high bigint not null,
	sheets bigint not null,
	chosen boolean not null,
	constraint registry_kurasi_result_is_one primary key (entry),
	constraint registry_kurasi_result_is_of_an_entry foreign key (entry) references registry_kurasi_entry (id),
	constraint registry_kurasi_result_has_a_place check (place >= 1),
	constraint registry_kurasi_result_is_between_its_ends check (0 <= low and low <= points and points <= high and high <= 10000),
	constraint registry_kurasi_result_has_three_sheets check (sheets >= 3)
);
create unique index registry_kurasi_result_place_is_one on registry_kurasi_result (call, place);

-- What a call may become, and that its rules stand from when it opens.
-- @sqlite
create trigger registry_kurasi_moves_as_it_may before update on registry_kurasi when new.version <> old.version + 1 or old.state <> new.state and not (
	old.state = 'draft' and new.state = 'open' or old.state = 'open' and new.state = 'judging' or old.state = 'judging' and new.state = 'decided'
	or old.state = 'decided' and new.state = 'published' or old.state in ('draft', 'open', 'judging', 'decided') and new.state = 'cancelled')
begin select raise(abort, 'registry_kurasi_moves_as_it_may'); end;
create trigger registry_kurasi_weights_are_whole before update on registry_kurasi when old.state = 'draft' and new.state = 'open'
	and coalesce((select sum(c.weight) from registry_kurasi_criterion c where c.call = old.id), 0) <> 100
begin select raise(abort, 'registry_kurasi_weights_are_whole'); end;
create trigger registry_kurasi_rules_stand before update on registry_kurasi when old.kind <> new.kind or old.made_by <> new.made_by or old.made_at <> new.made_at
	or old.opened_at is not new.opened_at and not (old.state = 'draft' and new.state = 'open')
	or old.number <> '' and (old.number <> new.number or old.decided_by <> new.decided_by or old.decided_at is not new.decided_at)
	or old.state <> 'draft' and (old.year <> new.year or old.title <> new.title or old.purpose <> new.purpose or old.entrants <> new.entrants or old.opens_at <> new.opens_at
	or old.closes_at <> new.closes_at or old.quota is not new.quota or old.threshold is not new.threshold or old.curators <> new.curators or old.names_public <> new.names_public)
begin select raise(abort, 'registry_kurasi_rules_stand'); end;
create trigger registry_kurasi_criterion_put before insert on registry_kurasi_criterion when not exists (select 1 from registry_kurasi k where k.id = new.call and k.state = 'draft')
begin select raise(abort, 'registry_kurasi_criterion_is_of_a_draft'); end;
create trigger registry_kurasi_criterion_changed before update on registry_kurasi_criterion when not exists (select 1 from registry_kurasi k where k.id = old.call and k.state = 'draft')
begin select raise(abort, 'registry_kurasi_criterion_is_of_a_draft'); end;
create trigger registry_kurasi_criterion_gone before delete on registry_kurasi_criterion when not exists (select 1 from registry_kurasi k where k.id = old.call and k.state = 'draft')
begin select raise(abort, 'registry_kurasi_criterion_is_of_a_draft'); end;
-- @end
-- @postgres
create function registry_kurasi_moves() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if new.version <> old.version + 1 or old.state <> new.state and not (
		old.state = 'draft' and new.state = 'open' or old.state = 'open' and new.state = 'judging' or old.state = 'judging' and new.state = 'decided'
		or old.state = 'decided' and new.state = 'published' or old.state in ('draft', 'open', 'judging', 'decided') and new.state = 'cancelled') then
		broken := 'registry_kurasi_moves_as_it_may';
	elsif old.state = 'draft' and new.state = 'open' and coalesce((select sum(c.weight) from registry_kurasi_criterion c where c.call = old.id), 0) <> 100 then
		broken := 'registry_kurasi_weights_are_whole';
	elsif old.kind <> new.kind or old.made_by <> new.made_by or old.made_at <> new.made_at
		or old.opened_at is distinct from new.opened_at and not (old.state = 'draft' and new.state = 'open')
		or old.number <> '' and (old.number <> new.number or old.decided_by <> new.decided_by or old.decided_at is distinct from new.decided_at)
		or old.state <> 'draft' and (old.year <> new.year or old.title <> new.title or old.purpose <> new.purpose or old.entrants <> new.entrants or old.opens_at <> new.opens_at
		or old.closes_at <> new.closes_at or old.quota is distinct from new.quota or old.threshold is distinct from new.threshold or old.curators <> new.curators or old.names_public <> new.names_public) then
		broken := 'registry_kurasi_rules_stand';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_kurasi_moves before update on registry_kurasi for each row execute function registry_kurasi_moves();
create function registry_kurasi_criterion_of_a_draft() returns trigger language plpgsql as $$
declare of_call bigint;
begin
	if tg_op = 'INSERT' then of_call := new.call; else of_call := old.call; end if;
	if not exists (select 1 from registry_kurasi k where k.id = of_call and k.state = 'draft') then
		raise exception using errcode = 'check_violation', constraint = 'registry_kurasi_criterion_is_of_a_draft', message = 'registry_kurasi_criterion_is_of_a_draft';
	end if;
	if tg_op = 'DELETE' then return old; end if;
	return new;
end $$;
create trigger registry_kurasi_criterion_of_a_draft before insert or update or delete on registry_kurasi_criterion for each row execute function registry_kurasi_criterion_of_a_draft();
-- @end

-- Nothing is entered before a call opens or after it closed, nor taken back then, and of one
-- business stand three entries in a call at most; what was
-- entered stays as it was, but for texts that are forgotten and for the consent.
-- @sqlite
create trigger registry_kurasi_entry_is_in_time before insert on registry_kurasi_entry
	when not exists (select 1 from registry_kurasi k where k.id = new.call and k.state = 'open' and k.opens_at <= new.entered_at and new.entered_at < k.closes_at)
begin select raise(abort, 'registry_kurasi_entry_is_in_time'); end;
create trigger registry_kurasi_entry_is_of_few before insert on registry_kurasi_entry
	when (select count(*) from registry_kurasi_entry e where e.business = new.business and e.call = new.call and e.withdrawn_at is null) >= 3
begin select raise(abort, 'registry_kurasi_entry_is_of_few'); end;
create trigger registry_kurasi_entry_is_withdrawn_in_time before update on registry_kurasi_entry when old.withdrawn_at is not new.withdrawn_at and (old.withdrawn_at is not null
	or not exists (select 1 from registry_kurasi k where k.id = old.call and k.state = 'open' and new.withdrawn_at < k.closes_at))
begin select raise(abort, 'registry_kurasi_entry_is_withdrawn_in_time'); end;
create trigger registry_kurasi_entry_stays before update on registry_kurasi_entry when old.call <> new.call or old.subject <> new.subject or old.business <> new.business
	or old.entered_at <> new.entered_at or old.entered_by <> new.entered_by or new.name not in ('', old.name) or new.holder not in ('', old.holder) or new.statement not in ('', old.statement)
begin select raise(abort, 'registry_kurasi_entry_stays'); end;
create trigger registry_kurasi_entry_is_kept before delete on registry_kurasi_entry when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_kurasi_entry_is_kept'); end;
-- @end
-- @postgres
create function registry_kurasi_entry_keeps() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if tg_op = 'INSERT' then
		if not exists (select 1 from registry_kurasi k where k.id = new.call and k.state = 'open' and k.opens_at <= new.entered_at and new.entered_at < k.closes_at) then
			broken := 'registry_kurasi_entry_is_in_time';
		elsif (select count(*) from registry_kurasi_entry e where e.business = new.business and e.call = new.call and e.withdrawn_at is null) >= 3 then
			broken := 'registry_kurasi_entry_is_of_few';
		end if;
	elsif tg_op = 'DELETE' then
		if exists (select 1 from registry_business b where b.id = old.business and b.demo) then return old; end if;
		broken := 'registry_kurasi_entry_is_kept';
	elsif old.withdrawn_at is distinct from new.withdrawn_at and (old.withdrawn_at is not null
		or not exists (select 1 from registry_kurasi k where k.id = old.call and k.state = 'open' and new.withdrawn_at < k.closes_at)) then
		broken := 'registry_kurasi_entry_is_withdrawn_in_time';
	elsif old.call <> new.call or old.subject <> new.subject or old.business <> new.business
		or old.entered_at <> new.entered_at or old.entered_by <> new.entered_by or new.name not in ('', old.name) or new.holder not in ('', old.holder) or new.statement not in ('', old.statement) then
		broken := 'registry_kurasi_entry_stays';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_kurasi_entry_keeps before insert or update or delete on registry_kurasi_entry for each row execute function registry_kurasi_entry_keeps();
-- @end

-- Curators declare and score while a call is judged, and never after. Who declared an
-- interest does not score the entry; who stands or stood in a business that entered
-- anything scores nobody in that call.
-- @sqlite
create trigger registry_kurasi_interest_put before insert on registry_kurasi_interest when not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_kurasi_curator c on c.call = k.id and c.person = new.person and c.released_at is null where e.id = new.entry and e.withdrawn_at is null and k.state = 'judging')
begin select raise(abort, 'registry_kurasi_interest_is_of_a_curator'); end;
create trigger registry_kurasi_interest_changed before update on registry_kurasi_interest when old.entry <> new.entry or old.person <> new.person
	or not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_kurasi_curator c on c.call = k.id and c.person = new.person and c.released_at is null where e.id = new.entry and e.withdrawn_at is null and k.state = 'judging')
begin select raise(abort, 'registry_kurasi_interest_is_of_a_curator'); end;
create trigger registry_kurasi_interest_comes_before before update on registry_kurasi_interest
	when new.kind <> 'none' and exists (select 1 from registry_kurasi_sheet s where s.entry = old.entry and s.person = old.person)
begin select raise(abort, 'registry_kurasi_interest_comes_before'); end;
create trigger registry_kurasi_interest_is_kept before delete on registry_kurasi_interest
	when not exists (select 1 from registry_kurasi_entry e join registry_business b on b.id = e.business where e.id = old.entry and b.demo)
begin select raise(abort, 'registry_kurasi_interest_is_kept'); end;
create trigger registry_kurasi_sheet_put before insert on registry_kurasi_sheet when not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_kurasi_curator c on c.call = k.id and c.person = new.person and c.released_at is null where e.id = new.entry and e.withdrawn_at is null and k.state = 'judging')
begin select raise(abort, 'registry_kurasi_sheet_is_of_judging'); end;
create trigger registry_kurasi_sheet_changed before update on registry_kurasi_sheet when old.entry <> new.entry or old.person <> new.person or new.version <> old.version + 1
	or not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_kurasi_curator c on c.call = k.id and c.person = new.person and c.released_at is null where e.id = new.entry and e.withdrawn_at is null and k.state = 'judging')
begin select raise(abort, 'registry_kurasi_sheet_is_of_judging'); end;
create trigger registry_kurasi_sheet_gone before delete on registry_kurasi_sheet when not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_business b on b.id = e.business where e.id = old.entry and (k.state = 'judging' or b.demo))
begin select raise(abort, 'registry_kurasi_sheet_is_of_judging'); end;
create trigger registry_kurasi_sheet_is_disinterested before insert on registry_kurasi_sheet
	when exists (select 1 from registry_kurasi_interest i where i.entry = new.entry and i.person = new.person and i.kind <> 'none')
begin select raise(abort, 'registry_kurasi_sheet_is_disinterested'); end;
create trigger registry_kurasi_sheet_is_of_no_insider before insert on registry_kurasi_sheet
	when exists (select 1 from registry_business_person p where p.person = new.person
	and p.business in (select x.business from registry_kurasi_entry e join registry_kurasi_entry x on x.call = e.call and x.withdrawn_at is null where e.id = new.entry))
begin select raise(abort, 'registry_kurasi_sheet_is_of_no_insider'); end;
create trigger registry_kurasi_score_put before insert on registry_kurasi_score when not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_kurasi_criterion r on r.call = k.id and r.n = new.n where e.id = new.entry and k.state = 'judging')
begin select raise(abort, 'registry_kurasi_score_is_of_judging'); end;
create trigger registry_kurasi_score_changed before update on registry_kurasi_score
begin select raise(abort, 'registry_kurasi_score_is_put_anew'); end;
create trigger registry_kurasi_score_gone before delete on registry_kurasi_score when not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	join registry_business b on b.id = e.business where e.id = old.entry and (k.state = 'judging' or b.demo))
begin select raise(abort, 'registry_kurasi_score_is_of_judging'); end;
create trigger registry_kurasi_result_put before insert on registry_kurasi_result when not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
	where e.id = new.entry and k.id = new.call and k.state = 'judging')
begin select raise(abort, 'registry_kurasi_result_is_of_judging'); end;
create trigger registry_kurasi_result_stays before update on registry_kurasi_result
begin select raise(abort, 'registry_kurasi_result_stays'); end;
create trigger registry_kurasi_result_is_kept before delete on registry_kurasi_result
	when not exists (select 1 from registry_kurasi_entry e join registry_business b on b.id = e.business where e.id = old.entry and b.demo)
begin select raise(abort, 'registry_kurasi_result_is_kept'); end;
-- @end
-- @postgres
create function registry_kurasi_judges(of_entry bigint, of_person bigint) returns boolean language sql as $$
	select exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
		join registry_kurasi_curator c on c.call = k.id and c.person = of_person and c.released_at is null where e.id = of_entry and e.withdrawn_at is null and k.state = 'judging') $$;
create function registry_kurasi_opens(of_entry bigint) returns boolean language sql as $$
	select exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
		join registry_business b on b.id = e.business where e.id = of_entry and (k.state = 'judging' or b.demo)) $$;
create function registry_kurasi_made_up(of_entry bigint) returns boolean language sql as $$
	select exists (select 1 from registry_kurasi_entry e join registry_business b on b.id = e.business where e.id = of_entry and b.demo) $$;
create function registry_kurasi_interest_keeps() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if tg_op = 'DELETE' then
		if registry_kurasi_made_up(old.entry) then return old; end if;
		broken := 'registry_kurasi_interest_is_kept';
	elsif tg_op = 'UPDATE' and (old.entry <> new.entry or old.person <> new.person) or not registry_kurasi_judges(new.entry, new.person) then
		broken := 'registry_kurasi_interest_is_of_a_curator';
	elsif tg_op = 'UPDATE' and new.kind <> 'none' and exists (select 1 from registry_kurasi_sheet s where s.entry = old.entry and s.person = old.person) then
		broken := 'registry_kurasi_interest_comes_before';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_kurasi_interest_keeps before insert or update or delete on registry_kurasi_interest for each row execute function registry_kurasi_interest_keeps();
create function registry_kurasi_sheet_keeps() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if tg_op = 'DELETE' then
		if registry_kurasi_opens(old.entry) then return old; end if;
		broken := 'registry_kurasi_sheet_is_of_judging';
	elsif tg_op = 'UPDATE' and (old.entry <> new.entry or old.person <> new.person or new.version <> old.version + 1) or not registry_kurasi_judges(new.entry, new.person) then
		broken := 'registry_kurasi_sheet_is_of_judging';
	elsif tg_op = 'INSERT' and exists (select 1 from registry_kurasi_interest i where i.entry = new.entry and i.person = new.person and i.kind <> 'none') then
		broken := 'registry_kurasi_sheet_is_disinterested';
	elsif tg_op = 'INSERT' and exists (select 1 from registry_business_person p where p.person = new.person
		and p.business in (select x.business from registry_kurasi_entry e join registry_kurasi_entry x on x.call = e.call and x.withdrawn_at is null where e.id = new.entry)) then
		broken := 'registry_kurasi_sheet_is_of_no_insider';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_kurasi_sheet_keeps before insert or update or delete on registry_kurasi_sheet for each row execute function registry_kurasi_sheet_keeps();
create function registry_kurasi_score_keeps() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if tg_op = 'DELETE' then
		if registry_kurasi_opens(old.entry) then return old; end if;
		broken := 'registry_kurasi_score_is_of_judging';
	elsif tg_op = 'UPDATE' then
		broken := 'registry_kurasi_score_is_put_anew';
	elsif not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call
		join registry_kurasi_criterion r on r.call = k.id and r.n = new.n where e.id = new.entry and k.state = 'judging') then
		broken := 'registry_kurasi_score_is_of_judging';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_kurasi_score_keeps before insert or update or delete on registry_kurasi_score for each row execute function registry_kurasi_score_keeps();
create function registry_kurasi_result_keeps() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if tg_op = 'DELETE' then
		if registry_kurasi_made_up(old.entry) then return old; end if;
		broken := 'registry_kurasi_result_is_kept';
	elsif tg_op = 'UPDATE' then
		broken := 'registry_kurasi_result_stays';
	elsif not exists (select 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where e.id = new.entry and k.id = new.call and k.state = 'judging') then
		broken := 'registry_kurasi_result_is_of_judging';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_kurasi_result_keeps before insert or update or delete on registry_kurasi_result for each row execute function registry_kurasi_result_keeps();
-- @end
