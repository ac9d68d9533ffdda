-- A row of the plan can be followed too: year, office and code, as its address
-- has them. The table is made anew, since SQLite changes no check.
create temporary table notice_follow_kept as select * from notice_follow;
drop table notice_follow;
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
	constraint notice_follow_what_is_known check (what in ('plan', 'office', 'promise', 'row')),
	constraint notice_follow_state_is_known check (state in ('asked', 'on')),
	constraint notice_follow_token_is_used_once check ((state = 'asked') = (token <> '')),
	constraint notice_follow_on_has_its_time check ((state = 'on') = (on_at is not null))
);
insert into notice_follow (id, reader, what, which, lang, pace, state, token, asked_at, on_at)
	select id, reader, what, which, lang, pace, state, token, asked_at, on_at from notice_follow_kept;
drop table notice_follow_kept;
create index notice_follow_what on notice_follow (what, which, state);
create index notice_follow_token on notice_follow (token);
-- One fact can be about several rows that a reader follows: part is the row of
-- the plan, 0 the whole report. The table is made anew, since SQLite changes no
-- key.
create temporary table notice_item_kept as select * from notice_item;
drop table notice_item;
create table notice_item (
	reader bigint not null references notice_reader (id),
	seq bigint not null,
	part bigint not null,
	fact text not null,
	data text not null,
	at bigint not null,
	constraint notice_item_is_told_once primary key (reader, seq, part)
);
insert into notice_item (reader, seq, part, fact, data, at)
	select reader, seq, 0, fact, data, at from notice_item_kept;
drop table notice_item_kept;
