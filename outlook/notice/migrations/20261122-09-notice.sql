-- Who is told. The address is sealed; blind finds it again. A reader without a
-- follow is deleted: nothing of an address stays.
create table notice_reader (
	id bigint not null primary key,
	way text not null,
	blind text not null,
	sealed text not null,
	lang text not null,
	pace text not null,
	made_at bigint not null,
	told_at bigint,
	constraint notice_reader_is_one unique (blind),
	constraint notice_reader_way_is_known check (way in ('mail', 'wa')),
	constraint notice_reader_pace_is_known check (pace in ('hour', 'day'))
);
-- What is followed. Asked for is not followed: the link in the first message
-- says yes. Only a hash of that link's token is kept.
create table notice_follow (
	id bigint not null primary key,
	reader bigint not null references notice_reader (id),
	what text not null,
	which text not null,
	lang text not null,
	pace text not null,
	state text not null,
	token text not null,
	asked_at bigint not null,
	on_at bigint,
	constraint notice_follow_is_one unique (reader, what, which),
	constraint notice_follow_what_is_known check (what in ('plan', 'office', 'promise')),
	constraint notice_follow_state_is_known check (state in ('asked', 'on')),
	constraint notice_follow_token_is_used_once check ((state = 'asked') = (token <> '')),
	constraint notice_follow_on_has_its_time check ((state = 'on') = (on_at is not null))
);
create index notice_follow_what on notice_follow (what, which, state);
create index notice_follow_token on notice_follow (token);
-- How often an address was asked for, so that nobody's box is filled by others.
create table notice_ask (
	id bigint not null primary key,
	blind text not null,
	at bigint not null
);
create index notice_ask_blind on notice_ask (blind, at);
-- What a reader is still to be told: one row for a fact and a reader.
create table notice_item (
	reader bigint not null references notice_reader (id),
	seq bigint not null,
	fact text not null,
	data text not null,
	at bigint not null,
	constraint notice_item_is_told_once primary key (reader, seq)
);
