-- The evaluation of one quarter: Bappeda opens it, every office hands in. People
-- are ids of account_person; the rooms that read the plan alone need no accounts,
-- so nothing here refers to that table.
create table plan_round (
	id bigint not null primary key,
	year bigint not null,
	quarter bigint not null,
	deadline text not null,
	budget_version text not null,
	state text not null,
	opened_at bigint not null,
	opened_by bigint not null,
	closed_at bigint,
	version bigint not null,
	constraint plan_round_is_one unique (year, quarter),
	constraint plan_round_quarter_is_1_to_4 check (quarter between 1 and 4),
	constraint plan_round_state_is_known check (state in ('open', 'closed')),
	constraint plan_round_closed_has_its_time check ((state = 'closed') = (closed_at is not null)),
	constraint plan_round_budget_version_is_known
		check (budget_version in ('murni', 'pergeseran', 'perubahan', 'tidak_disebut'))
);

-- What one office hands in. Who verifies or locks it is never who sent it.
create table plan_submission (
	id bigint not null primary key,
	round bigint not null references plan_round (id),
	opd bigint not null references plan_opd (id),
	state text not null,
	version bigint not null,
	carried text not null,
	sent_at bigint,
	sent_by bigint,
	first_sent_at bigint,
	verified_at bigint,
	verified_by bigint,
	locked_at bigint,
	locked_by bigint,
	revision bigint,
	constraint plan_submission_is_one unique (round, opd),
	constraint plan_submission_state_is_known
		check (state in ('belum', 'draf', 'terkirim', 'dikembalikan', 'terverifikasi', 'terkunci')),
	constraint plan_submission_sent_has_a_sender
		check (state not in ('terkirim', 'terverifikasi', 'terkunci') or (sent_by is not null and sent_at is not null)),
	constraint plan_submission_verified_has_a_verifier
		check (state not in ('terverifikasi', 'terkunci') or (verified_by is not null and verified_at is not null)),
	constraint plan_submission_locked_has_a_locker
		check ((state = 'terkunci') = (locked_by is not null and locked_at is not null)),
	constraint plan_submission_is_verified_by_another check (verified_by is null or verified_by <> sent_by),
	constraint plan_submission_is_locked_by_another check (locked_by is null or locked_by <> sent_by)
);

-- Each move of a submission from one state to another; its number is the version
-- that it made, so two moves can never start from the same version.
create table plan_submission_move (
	submission bigint not null references plan_submission (id),
	number bigint not null,
	from_state text not null,
	to_state text not null,
	sentence text not null,
	by_person bigint not null,
	at bigint not null,
	constraint plan_submission_move_is_one primary key (submission, number),
	constraint plan_submission_move_moves check (from_state <> to_state)
);

-- A row of a submission. Cells are kept as typed, in the names of form E.81; what
-- they mean is read from the text each time, so the two never differ. Direction
-- and aggregation of the indicator wait here until its node is published.
create table plan_line (
	id bigint not null primary key,
	submission bigint not null references plan_submission (id),
	code text not null,
	code_order bigint not null,
	seq bigint not null,
	level bigint not null,
	form text not null,
	version bigint not null,
	removed_at bigint,
	direction text not null,
	aggregation text not null,
	name text not null,
	indicator text not null,
	unit text not null,
	renstra_target_k text not null, renstra_target_rp text not null,
	renstra_prev_k text not null, renstra_prev_rp text not null,
	target_k text not null, budget_rp text not null,
	q1_k text not null, q1_rp text not null,
	q2_k text not null, q2_rp text not null,
	q3_k text not null, q3_rp text not null,
	q4_k text not null, q4_rp text not null,
	real_k text not null, real_rp text not null,
	ach_k_pct text not null, ach_rp_pct text not null,
	renstra_cum_k text not null, renstra_cum_rp text not null,
	renstra_ach_k_pct text not null, renstra_ach_rp_pct text not null,
	note text not null,
	constraint plan_line_level_is_0_to_3 check (level between 0 and 3),
	constraint plan_line_direction_is_known check (direction in ('more', 'less', 'unknown')),
	constraint plan_line_aggregation_is_known check (aggregation in ('sum', 'latest', 'average', 'final', 'unknown'))
);
-- A code stands once among the lines that are not removed.
create unique index plan_line_stands_once on plan_line (submission, code, seq) where removed_at is null;
create index plan_line_as_printed on plan_line (submission, code_order, seq, id);

-- What one save changed: by line and cell, the old and the new text, as JSON.
create table plan_line_change (
	id bigint not null primary key,
	submission bigint not null references plan_submission (id),
	kind text not null,
	by_person bigint not null,
	at bigint not null,
	cells bigint not null,
	changes text not null,
	constraint plan_line_change_kind_is_known
		check (kind in ('cells', 'started', 'added', 'removed', 'restored', 'recoded', 'budget'))
);
create index plan_line_change_by_submission on plan_line_change (submission, id);

-- A row that was given back, with what is asked of it.
create table plan_line_return (
	submission bigint not null references plan_submission (id),
	number bigint not null,
	line bigint not null references plan_line (id),
	line_version bigint not null,
	sentence text not null,
	constraint plan_line_return_is_one primary key (submission, number, line),
	constraint plan_line_return_belongs_to_a_move foreign key (submission, number) references plan_submission_move (submission, number),
	constraint plan_line_return_gives_a_reason check (length(sentence) between 10 and 500)
);

-- The office's answer to a fault or question. It is about these figures: finding
-- is made of the row, the rule and the figures, so another figure is another one.
create table plan_explanation (
	submission bigint not null references plan_submission (id),
	finding text not null,
	line bigint not null references plan_line (id),
	rule text not null,
	field text not null,
	published text not null,
	expected text not null,
	sentence text not null,
	by_person bigint not null,
	at bigint not null,
	constraint plan_explanation_is_one primary key (submission, finding),
	constraint plan_explanation_is_a_sentence check (length(sentence) between 10 and 500)
);

-- A revision of an office's budget during the year, with its document.
create table plan_budget_change (
	id bigint not null primary key,
	year bigint not null,
	opd bigint not null references plan_opd (id),
	submission bigint not null references plan_submission (id),
	kind text not null,
	document text not null,
	signed_on text not null,
	made_at bigint not null,
	made_by bigint not null,
	constraint plan_budget_change_kind_is_known check (kind in ('pergeseran', 'perubahan')),
	constraint plan_budget_change_is_one unique (year, opd, document)
);
create table plan_budget_change_line (
	change bigint not null references plan_budget_change (id),
	code text not null,
	code_order bigint not null,
	name text not null,
	old_rp bigint,
	new_rp bigint not null,
	constraint plan_budget_change_line_is_one primary key (change, code),
	constraint plan_budget_change_line_changes check (old_rp is null or old_rp <> new_rp)
);
