-- A file of realised spending that was exported from SIPD, held against one revision
-- of a report: what was found is kept, and no figure is changed. opd is the
-- office that it was done for, null the whole city. columns says how the file was
-- read; sum is the SHA-256 of its bytes.
create table plan_reconciliation (
	id bigint not null primary key,
	report bigint not null references plan_report (id),
	revision bigint not null,
	opd bigint references plan_opd (id),
	file text not null,
	sum text not null,
	columns text not null,
	state text not null,
	rows bigint not null,
	skipped bigint not null,
	unnamed bigint not null,
	made_by text not null,
	made_at bigint not null,
	constraint plan_reconciliation_state_is_known check (state in ('staged', 'columns', 'done', 'abandoned')),
	constraint plan_reconciliation_revision_is_counted check (revision > 0)
);
create unique index plan_reconciliation_is_one on plan_reconciliation (report, revision, coalesce(opd, 0), sum, columns) where state = 'done';

-- The lines of a file whose columns somebody still has to name, in blocks; they
-- go when that is done.
create table plan_reconciliation_raw (
	run bigint not null references plan_reconciliation (id),
	number bigint not null,
	lines text not null,
	constraint plan_reconciliation_raw_is_one primary key (run, number)
);

-- One row of either side with what was found, and both sides' amounts as they
-- were. line is the file's (null: the row is only in the report), figure the
-- report's (null: only in the file). differences are file minus report.
create table plan_reconciliation_row (
	id bigint not null primary key,
	run bigint not null references plan_reconciliation (id),
	number bigint not null,
	state text not null,
	opd bigint references plan_opd (id),
	level bigint,
	line bigint,
	code text not null,
	name text not null,
	how text not null,
	candidates bigint not null,
	figure bigint references plan_figure (id),
	node bigint references plan_node (id),
	file_budget bigint, file_budget_text text not null,
	file_spent bigint, file_spent_text text not null,
	plan_budget bigint, plan_budget_text text not null,
	plan_spent bigint, plan_spent_text text not null,
	budget_difference bigint,
	spent_difference bigint,
	constraint plan_reconciliation_row_is_one unique (run, number),
	constraint plan_reconciliation_row_state_is_known
		check (state in ('matched', 'different', 'blank', 'only_file', 'only_report', 'ambiguous')),
	constraint plan_reconciliation_row_has_a_side check (line is not null or figure is not null)
);
create index plan_reconciliation_row_by_state on plan_reconciliation_row (run, state, number);

-- What an office says of a row. Nothing of it is changed or taken away.
create table plan_reconciliation_word (
	id bigint not null primary key,
	row bigint not null references plan_reconciliation_row (id),
	sentence text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_reconciliation_word_is_short check (length(sentence) between 10 and 500)
);
create index plan_reconciliation_word_by_row on plan_reconciliation_word (row);

-- A sample of rows that Inspektorat drew under a surat tugas, from one revision
-- of a report: the figures stay as they were then. rule says how, seed decides
-- when it was by chance.
create table plan_sample (
	id bigint not null primary key,
	assignment text not null,
	from_day text not null,
	until_day text not null,
	report bigint not null references plan_report (id),
	revision bigint not null,
	rule text not null,
	seed text not null,
	level bigint not null,
	size bigint not null,
	each_office boolean not null,
	offices text not null,
	population bigint not null,
	made_by text not null,
	made_at bigint not null,
	constraint plan_sample_rule_is_known
		check (rule in ('chance', 'largest', 'questions', 'overspent', 'no_output')),
	constraint plan_sample_chance_has_seed check ((seed <> '') = (rule = 'chance')),
	constraint plan_sample_days_in_order check (until_day >= from_day),
	constraint plan_sample_level_is_1_to_3 check (level between 1 and 3)
);
create table plan_sample_row (
	sample bigint not null references plan_sample (id),
	number bigint not null,
	figure bigint not null references plan_figure (id),
	node bigint not null references plan_node (id),
	opd bigint not null references plan_opd (id),
	draw text not null,
	questions bigint not null,
	constraint plan_sample_row_is_one primary key (sample, number),
	constraint plan_sample_row_once unique (sample, node)
);
-- What the working paper says of a row; a later paper adds, and takes nothing away.
create table plan_sample_paper (
	id bigint not null primary key,
	sample bigint not null,
	number bigint not null,
	seen text not null,
	conclusion text not null,
	remark text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_sample_paper_row foreign key (sample, number) references plan_sample_row (sample, number),
	constraint plan_sample_paper_conclusion_is_known check (conclusion in ('', 'sesuai', 'klarifikasi', 'temuan'))
);
create index plan_sample_paper_by_row on plan_sample_paper (sample, number);

-- What an office is asked to do about a row, until a day. sum is the SHA-256 of
-- sentence and day: the same paper twice asks once.
create table plan_followup (
	id bigint not null primary key,
	sample bigint not null,
	number bigint not null,
	sentence text not null,
	due text not null,
	sum text not null,
	state text not null,
	version bigint not null,
	made_by text not null,
	made_at bigint not null,
	constraint plan_followup_row foreign key (sample, number) references plan_sample_row (sample, number),
	constraint plan_followup_once unique (sample, number, sum),
	constraint plan_followup_state_is_known check (state in ('open', 'answered', 'closed')),
	constraint plan_followup_sentence_is_short check (length(sentence) between 10 and 1000)
);
-- Its history: who moved it, and what was said.
create table plan_followup_word (
	id bigint not null primary key,
	followup bigint not null references plan_followup (id),
	act text not null,
	sentence text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_followup_word_act_is_known check (act in ('opened', 'answered', 'returned', 'closed', 'reopened'))
);
create index plan_followup_word_by_followup on plan_followup_word (followup);
