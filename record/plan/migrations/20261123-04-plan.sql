-- A note that comes out of a locked round is hidden from the public at first:
-- until its office answers, its figure is mended, or open_on comes, the day behind
-- the working days that the office had since told_on. public_at says when it
-- became public; notes that were public from the beginning have none. state_at is
-- when the state last changed; version counts those changes.
alter table plan_flag add column hidden boolean not null default false;
alter table plan_flag add column told_on text not null default '';
alter table plan_flag add column open_on text not null default ''
	constraint plan_flag_hidden_has_its_day check (open_on <> '' or not hidden);
alter table plan_flag add column public_at bigint
	constraint plan_flag_hidden_is_not_public check (public_at is null or not hidden);
alter table plan_flag add column state_at bigint;
alter table plan_flag add column version bigint not null default 1;
-- How many of a case's notes are hidden, and whether one lies on the row where
-- its cause is: then the case is hidden too.
alter table plan_case add column closed bigint not null default 0;
alter table plan_case add column hidden boolean not null default false;

-- The states of a case's notes, without fetching a row.
create index plan_flag_by_case on plan_flag (report, case_key, state, since, until, hidden);
create index plan_flag_hidden on plan_flag (report, case_key, node) where hidden;
-- The indexes that spare a row's fetch, with the new columns.
drop index plan_flag_by_node;
create index plan_flag_by_node on plan_flag (node, report, kind, since, until, hidden);
drop index plan_flag_odd;
create index plan_flag_odd on plan_flag (report, node, field, seq, since, until, hidden, factor) where factor > 0;
drop index plan_case_by_kind;
create index plan_case_by_kind on plan_case (report, kind, since, until, hidden, flags, closed);

-- What was said to a note, the newest last; nothing is changed or taken back. A
-- note that comes back with other figures is found by its row, rule and column.
create table plan_note_answer (
	id bigint not null primary key,
	flag bigint not null references plan_flag (id),
	act text not null,
	sentence text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_note_answer_act_is_known check (act in ('explained', 'accepted', 'returned')),
	constraint plan_note_answer_gives_a_reason check (act = 'accepted' or length(sentence) between 10 and 1000)
);
create index plan_note_answer_by_flag on plan_note_answer (flag);

-- Days on which no office works, besides Saturdays and Sundays: "2026-08-17", or
-- "--08-17" for every year. A day that was taken out stays, with the reason.
create table plan_holiday (
	id bigint not null primary key,
	day text not null,
	name text not null,
	kind text not null,
	source text not null,
	grade text not null,
	added_by text not null,
	added_at bigint not null,
	removed_by text not null default '',
	removed_at bigint,
	reason text not null default '',
	constraint plan_holiday_kind_is_known check (kind in ('nasional', 'cuti_bersama', 'daerah')),
	constraint plan_holiday_names_its_source check (length(name) between 3 and 120 and length(source) between 5 and 300),
	constraint plan_holiday_removed_has_a_reason
		check ((removed_at is null) = (removed_by = '') and (removed_at is null or length(reason) between 10 and 500))
);
create unique index plan_holiday_is_one on plan_holiday (day) where removed_at is null;

-- How many working days an office has to answer a note, from a day on.
create table plan_note_term (
	id bigint not null primary key,
	from_day text not null,
	days bigint not null,
	source text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_note_term_is_1_to_60 check (days between 1 and 60),
	constraint plan_note_term_names_its_source check (length(source) between 5 and 300)
);
