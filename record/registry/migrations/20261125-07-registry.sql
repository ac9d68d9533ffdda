-- A proposal: somebody says of one fact what does not fit a better proof. It waits
-- for who may decide. plain is the value; of a personal fact it stands in sealed.
create table registry_proposal (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	fact text not null,
	plain text not null,
	sealed text not null,
	subject bigint not null,
	level bigint not null,
	source text not null,
	by_actor text not null,
	at bigint not null,
	state text not null,
	decided_by text not null,
	decided_at bigint,
	constraint registry_proposal_state_is_known check (state in ('open', 'accepted', 'refused', 'replaced')),
	constraint registry_proposal_level_is_known check (level between 1 and 6),
	constraint registry_proposal_end_is_told check ((state = 'open') = (decided_at is null) and (state = 'open') = (decided_by = '')),
	constraint registry_proposal_is_decided_by_another check (state not in ('accepted') or decided_by <> by_actor)
);
create unique index registry_proposal_waits_once on registry_proposal (business, fact, by_actor, source) where state = 'open';
create index registry_proposal_by_business on registry_proposal (business, state, id);

-- What one act changed, for ever: the facts, and the values before and after. plain
-- and sealed are JSON {fact: [before, after]}; what is personal stands in sealed, with
-- the reason, under the key of subject. version is the one that it made, so that the
-- one before it is smaller by one. proof_before and proof_after are as in
-- registry_business.
create table registry_change (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	version bigint not null,
	kind text not null,
	at bigint not null,
	by_actor text not null,
	source text not null,
	level bigint not null,
	facts text not null,
	plain text not null,
	sealed text not null,
	subject bigint not null,
	proof_before text not null,
	proof_after text not null,
	of_change bigint references registry_change (id),
	of_proposal bigint references registry_proposal (id),
	constraint registry_change_is_one unique (business, version),
	constraint registry_change_kind_is_known check (kind in ('registered', 'changed', 'accepted', 'taken_back')),
	constraint registry_change_level_is_known check (level between 1 and 6),
	constraint registry_change_names_facts check (facts <> ''),
	constraint registry_change_takes_one_back check ((kind = 'taken_back') = (of_change is not null)),
	constraint registry_change_accepts_one check ((kind = 'accepted') = (of_proposal is not null))
);

-- Each move of a business from one state to another; number is the version that it
-- made. sealed is the sentence or reason, under the key of subject.
create table registry_move (
	business bigint not null references registry_business (id),
	number bigint not null,
	move text not null,
	from_state text not null,
	to_state text not null,
	code text not null,
	sealed text not null,
	subject bigint not null,
	by_actor text not null,
	at bigint not null,
	constraint registry_move_is_one primary key (business, number),
	constraint registry_move_is_known check (move in ('register', 'admit', 'submit', 'return', 'publish', 'suspend', 'resume', 'close', 'reopen', 'merge', 'unmerge', 'forget')),
	constraint registry_move_gives_a_reason check (move not in ('return', 'suspend', 'resume') or sealed <> '')
);

-- The history stays; only made-up businesses can be taken out again. A state is left
-- only by one of the ways of state.go, each change of a row raises its version by
-- one, and what is closed or merged stands still.
-- @sqlite
create trigger registry_change_stays before update on registry_change begin select raise(abort, 'registry_change_stays'); end;
create trigger registry_change_is_kept before delete on registry_change
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_change_is_kept'); end;
create trigger registry_move_stays before update on registry_move begin select raise(abort, 'registry_move_stays'); end;
create trigger registry_move_is_kept before delete on registry_move
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_move_is_kept'); end;
create trigger registry_proposal_is_decided_once before update on registry_proposal when old.state <> 'open'
begin select raise(abort, 'registry_proposal_is_decided_once'); end;
create trigger registry_business_counts_up before update on registry_business when new.version <> old.version + 1
begin select raise(abort, 'registry_business_counts_up'); end;
create trigger registry_business_moves_as_it_may before update on registry_business when old.state <> new.state and not (
	old.state in ('draft', 'returned') and new.state = 'submitted'
	or old.state = 'submitted' and new.state in ('returned', 'published')
	or old.state = 'published' and new.state = 'suspended'
	or old.state = 'suspended' and new.state = 'published'
	or old.state in ('draft', 'submitted', 'returned', 'published', 'suspended') and new.state = 'closed'
	or old.state = 'closed' and new.state = 'draft' and old.forgotten_at is null
	or old.state <> 'merged' and new.state = 'merged'
	or old.state = 'merged' and new.state = old.merged_state)
begin select raise(abort, 'registry_business_moves_as_it_may'); end;
create trigger registry_business_stands_still before update on registry_business
	when old.state = new.state and old.state in ('closed', 'merged') and (new.forgotten_at is null or old.forgotten_at is not null)
begin select raise(abort, 'registry_business_stands_still'); end;
create trigger registry_business_merges_into_one_that_stands before update on registry_business when old.state <> new.state and new.state = 'merged' and (
	exists (select 1 from registry_business t where t.id = new.merged_into and t.state = 'merged')
	or exists (select 1 from registry_business m where m.merged_into = new.id))
begin select raise(abort, 'registry_business_merges_into_one_that_stands'); end;
-- @end
-- @postgres
create function registry_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' then
		if exists (select 1 from registry_business b where b.id = old.business and b.demo) then return old; end if;
		raise exception using errcode = 'check_violation', constraint = tg_table_name || '_is_kept', message = tg_table_name || '_is_kept';
	end if;
	raise exception using errcode = 'check_violation', constraint = tg_table_name || '_stays', message = tg_table_name || '_stays';
end $$;
create trigger registry_change_stays before update or delete on registry_change for each row execute function registry_keeps();
create trigger registry_move_stays before update or delete on registry_move for each row execute function registry_keeps();
create function registry_proposal_is_decided_once() returns trigger language plpgsql as $$
begin
	if old.state <> 'open' then
		raise exception using errcode = 'check_violation', constraint = 'registry_proposal_is_decided_once', message = 'registry_proposal_is_decided_once';
	end if;
	return new;
end $$;
create trigger registry_proposal_is_decided_once before update on registry_proposal for each row execute function registry_proposal_is_decided_once();
create function registry_business_moves() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if new.version <> old.version + 1 then
		broken := 'registry_business_counts_up';
	elsif old.state = new.state then
		if old.state in ('closed', 'merged') and (new.forgotten_at is null or old.forgotten_at is not null) then broken := 'registry_business_stands_still'; end if;
	elsif not (
		old.state in ('draft', 'returned') and new.state = 'submitted'
		or old.state = 'submitted' and new.state in ('returned', 'published')
		or old.state = 'published' and new.state = 'suspended'
		or old.state = 'suspended' and new.state = 'published'
		or old.state in ('draft', 'submitted', 'returned', 'published', 'suspended') and new.state = 'closed'
		or old.state = 'closed' and new.state = 'draft' and old.forgotten_at is null
		or old.state <> 'merged' and new.state = 'merged'
		or old.state = 'merged' and new.state = old.merged_state) then
		broken := 'registry_business_moves_as_it_may';
	elsif new.state = 'merged' and (exists (select 1 from registry_business t where t.id = new.merged_into and t.state = 'merged')
		or exists (select 1 from registry_business m where m.merged_into = new.id)) then
		broken := 'registry_business_merges_into_one_that_stands';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_business_moves before update on registry_business for each row execute function registry_business_moves();
-- @end
