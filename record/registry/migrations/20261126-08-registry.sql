-- Rules of naik kelas, as dated versions: subject is roda (the readiness wheel) or the
-- kind of a permit. A version holds from its day until the next one of its subject
-- begins. It is never overwritten: what a newer profile says otherwise is replaced, and
-- stays to be read, so that an old score comes out as it did.
create table registry_naikkelas_version (
	id bigint not null primary key,
	subject text not null,
	from_day text not null,        -- "2026-01-01", the first day on which it holds
	proven bigint not null,        -- of the wheel: from which level an answer counts as proven; else 0
	decided_by text not null,      -- who wrote it down: profile
	recorded_at bigint not null,
	replaced_at bigint,            -- NULL while it counts
	replaced_by text not null default '',
	constraint registry_naikkelas_version_subject_is_known check (subject in ('roda', 'nib', 'halal', 'pirt', 'bpom', 'sni', 'hki', 'lingkungan', 'lain')),
	constraint registry_naikkelas_version_begins_on_a_day check (length(from_day) = 10),
	constraint registry_naikkelas_version_wheel_is_proven_somewhere check ((subject = 'roda') = (proven between 1 and 6) and (subject = 'roda' or proven = 0)),
	constraint registry_naikkelas_version_is_decided_by_somebody check (decided_by <> ''),
	constraint registry_naikkelas_version_end_is_told check ((replaced_at is null) = (replaced_by = '')),
	constraint registry_naikkelas_version_ends_after_it_began check (replaced_at >= recorded_at)
);
create unique index registry_naikkelas_version_one_from_a_day on registry_naikkelas_version (subject, from_day) where replaced_at is null;

-- An axis of the wheel, in the order of pages.
create table registry_naikkelas_axis (
	version bigint not null,
	position bigint not null,
	code text not null,
	weight bigint not null,
	name_id text not null,
	name_en text not null,
	name_ja text not null,
	about_id text not null,
	about_en text not null,
	about_ja text not null,
	basis text not null,
	source text not null,
	grade text not null,
	constraint registry_naikkelas_axis_one_at_a_place primary key (version, position),
	constraint registry_naikkelas_axis_code_once unique (version, code),
	constraint registry_naikkelas_axis_of_a_version foreign key (version) references registry_naikkelas_version (id),
	constraint registry_naikkelas_axis_weighs check (weight between 1 and 100),
	constraint registry_naikkelas_axis_is_named check (name_id <> '' and name_en <> '' and name_ja <> ''),
	constraint registry_naikkelas_axis_names_its_basis check (basis <> '' and source <> ''),
	constraint registry_naikkelas_axis_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- A question of an axis. derived says from which facts the register answers by itself,
-- choices what may be answered and what each counts ("ya:100 belum:0", "-" does not
-- count), trades for which trades it is asked.
create table registry_naikkelas_question (
	version bigint not null,
	position bigint not null,
	axis text not null,
	code text not null,
	weight bigint not null,
	effort bigint not null,        -- of the next step: 1 a day, 2 a week, 3 a month, 4 longer
	derived text not null,
	asked boolean not null,        -- the owner may answer
	choices text not null,
	trades text not null,
	kind text not null,            -- usaha, perorangan; '' both
	permit text not null,          -- whose steps lead on; '' none
	ask_id text not null,
	ask_en text not null,
	ask_ja text not null,
	step_id text not null,
	step_en text not null,
	step_ja text not null,
	constraint registry_naikkelas_question_one_at_a_place primary key (version, position),
	constraint registry_naikkelas_question_code_once unique (version, code),
	constraint registry_naikkelas_question_of_an_axis foreign key (version, axis) references registry_naikkelas_axis (version, code),
	constraint registry_naikkelas_question_weighs check (weight between 1 and 100),
	constraint registry_naikkelas_question_effort_is_known check (effort between 1 and 4),
	constraint registry_naikkelas_question_kind_is_known check (kind in ('', 'usaha', 'perorangan')),
	constraint registry_naikkelas_question_can_be_answered check (asked or derived <> ''),
	constraint registry_naikkelas_question_asks check (choices <> '' and ask_id <> '' and ask_en <> '' and ask_ja <> '' and step_id <> '' and step_en <> '' and step_ja <> '')
);

-- What a permit is.
create table registry_naikkelas_permit (
	version bigint not null,
	name_id text not null,
	name_en text not null,
	name_ja text not null,
	what_id text not null,
	what_en text not null,
	what_ja text not null,
	office text not null,
	site text not null,
	lasts_id text not null,
	lasts_en text not null,
	lasts_ja text not null,
	basis text not null,
	source text not null,
	source_day text not null,
	grade text not null,
	constraint registry_naikkelas_permit_one primary key (version),
	constraint registry_naikkelas_permit_of_a_version foreign key (version) references registry_naikkelas_version (id),
	constraint registry_naikkelas_permit_is_named check (name_id <> '' and name_en <> '' and name_ja <> '' and what_id <> '' and office <> ''),
	constraint registry_naikkelas_permit_site_is_safe check (site = '' or site like 'https://%'),
	constraint registry_naikkelas_permit_names_its_basis check (basis <> '' and source <> '' and length(source_day) = 10),
	constraint registry_naikkelas_permit_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- Which trades need it, and whether they must.
create table registry_naikkelas_trade (
	version bigint not null,
	position bigint not null,
	trades text not null,          -- beginnings of KBLI codes, @subsectors, usaha, or *
	duty text not null,
	note_id text not null,
	note_en text not null,
	note_ja text not null,
	basis text not null,
	source text not null,
	source_day text not null,
	grade text not null,
	constraint registry_naikkelas_trade_one_at_a_place primary key (version, position),
	constraint registry_naikkelas_trade_of_a_version foreign key (version) references registry_naikkelas_version (id),
	constraint registry_naikkelas_trade_duty_is_known check (duty in ('wajib', 'bila', 'dianjurkan')),
	constraint registry_naikkelas_trade_is_of_some check (trades <> ''),
	constraint registry_naikkelas_trade_names_its_basis check (basis <> '' and source <> '' and length(source_day) = 10),
	constraint registry_naikkelas_trade_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- A step to a permit.
create table registry_naikkelas_step (
	version bigint not null,
	position bigint not null,
	title_id text not null,
	title_en text not null,
	title_ja text not null,
	place text not null,
	need_id text not null,
	need_en text not null,
	need_ja text not null,
	cost bigint,                   -- whole rupiah; NULL where none was found
	days bigint,                   -- working days at most; NULL where none was found
	basis text not null,
	source text not null,
	source_day text not null,
	grade text not null,
	constraint registry_naikkelas_step_one_at_a_place primary key (version, position),
	constraint registry_naikkelas_step_of_a_version foreign key (version) references registry_naikkelas_version (id),
	constraint registry_naikkelas_step_says_what_and_where check (title_id <> '' and title_en <> '' and title_ja <> '' and place <> ''),
	constraint registry_naikkelas_step_cost_is_not_negative check (cost >= 0),
	constraint registry_naikkelas_step_takes_time check (days between 1 and 365),
	constraint registry_naikkelas_step_names_its_basis check (basis <> '' and source <> '' and length(source_day) = 10),
	constraint registry_naikkelas_step_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- Answers of businesses to the questions of the wheel, for ever: number counts those of
-- one question. A later answer stands beside the earlier ones. No text of anybody's own
-- is in it: value is a code of the question's choices.
create table registry_naikkelas_answer (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	question text not null,
	number bigint not null,
	value text not null,
	level bigint not null,
	by_actor text not null,
	at bigint not null,
	constraint registry_naikkelas_answer_counts_up unique (business, question, number),
	constraint registry_naikkelas_answer_begins_with_one check (number >= 1),
	constraint registry_naikkelas_answer_value_is_known check (value in ('ya', 'sebagian', 'proses', 'belum', 'tak_perlu')),
	constraint registry_naikkelas_answer_level_is_known check (level in (1, 2, 4, 5)),
	constraint registry_naikkelas_answer_is_somebodys check (by_actor <> '')
);

-- An answer is never changed; only those of made-up businesses can be taken out.
-- @sqlite
create trigger registry_naikkelas_answer_stays before update on registry_naikkelas_answer begin select raise(abort, 'registry_naikkelas_answer_stays'); end;
create trigger registry_naikkelas_answer_is_kept before delete on registry_naikkelas_answer
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_naikkelas_answer_is_kept'); end;
-- @end
-- @postgres
create trigger registry_naikkelas_answer_stays before update or delete on registry_naikkelas_answer for each row execute function registry_keeps();
-- @end
