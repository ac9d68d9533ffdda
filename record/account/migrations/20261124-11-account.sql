-- What somebody asks who shows an identity card: a copy of what lists hold of
-- them, or to be taken out of these. They need no account. blind is the stand-in
-- for the number, which is kept nowhere; it goes with the erasure. Erasing takes
-- two officers, who both see the card.
create table account_card (
	id bigint not null primary key,
	kind text not null,
	state text not null,
	blind text not null,
	found bigint not null,
	at bigint not null,
	made_by bigint not null references account_person (id),
	due bigint not null,
	done_at bigint,
	done_by bigint references account_person (id),
	answer text not null,
	constraint account_card_kind_is_known check (kind in ('copy', 'erase')),
	constraint account_card_state_is_known check (state in ('open', 'done', 'refused')),
	constraint account_card_copy_does_not_wait check (kind <> 'copy' or state = 'done'),
	constraint account_card_answer_is_whole check ((state = 'open') = (done_at is null) and (done_at is null) = (done_by is null)),
	constraint account_card_refusal_says_why check ((state = 'refused') = (answer <> '')),
	constraint account_card_takes_two check (kind <> 'erase' or state <> 'done' or done_by <> made_by),
	constraint account_card_erased_is_nobody check (kind <> 'erase' or state <> 'done' or blind = ''),
	constraint account_card_finds_something check (found >= 0)
);
create unique index account_card_waits_once on account_card (blind) where state = 'open';
create index account_card_by_blind on account_card (blind) where blind <> '';
create index account_card_by_state on account_card (state, due);
create index account_card_by_maker on account_card (made_by, at);

-- It is answered once; who wrote it down stays who wrote it down.
-- @sqlite
create trigger account_card_is_answered_once before update on account_card
	when new.made_by <> old.made_by or old.state <> 'open' and (new.state <> old.state or new.done_by <> old.done_by)
begin select raise(abort, 'account_card_is_answered_once'); end;
create trigger account_card_is_kept before delete on account_card
	when old.at > (cast(strftime('%s', 'now') as integer) - 157680000) * 1000000
begin select raise(abort, 'account_card_is_kept'); end;
-- @end
-- @postgres
create function account_card_is_answered_once() returns trigger language plpgsql as $$
begin
	if new.made_by <> old.made_by or old.state <> 'open' and (new.state <> old.state or new.done_by <> old.done_by) then
		raise exception using errcode = 'check_violation', constraint = 'account_card_is_answered_once', message = 'account_card_is_answered_once';
	end if;
	return new;
end $$;
create trigger account_card_is_answered_once before update on account_card for each row execute function account_card_is_answered_once();
create trigger account_card_is_kept before delete on account_card for each row execute function account_read_keeps();
-- @end
