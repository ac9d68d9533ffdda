-- An office (OPD) has an identity across years; its printed names change.
create table plan_opd (
	id bigint not null primary key,
	slug text not null,
	short text not null,
	kind text not null,
	name_en text not null,
	name_ja text not null,
	kecamatan_code text not null,
	constraint plan_opd_slug_is_one unique (slug)
);
create table plan_opd_name (
	opd bigint not null references plan_opd (id),
	name text not null,
	from_year bigint not null,
	to_year bigint,
	constraint plan_opd_name_is_one primary key (name, from_year),
	constraint plan_opd_name_years_in_order check (to_year is null or to_year >= from_year)
);

-- The printed documents.
create table plan_source (
	file text not null primary key,
	title text not null,
	publisher text not null,
	published text not null,
	pages bigint not null,
	grade text not null,
	licence text not null
);

-- One evaluation of the plan: a year and a quarter (triwulan). Which budget the
-- form shows (murni, pergeseran, perubahan) the shipped reports do not say.
create table plan_report (
	id bigint not null primary key,
	year bigint not null,
	quarter bigint not null,
	budget_version text not null,
	revision bigint not null,
	constraint plan_report_is_one unique (year, quarter),
	constraint plan_report_quarter_is_1_to_4 check (quarter between 1 and 4),
	constraint plan_report_revision_is_counted check (revision >= 0),
	constraint plan_report_budget_version_is_known
		check (budget_version in ('murni', 'pergeseran', 'perubahan', 'tidak_disebut'))
);

-- One file brought in. It is staged in chunks and becomes true in one act. The
-- file and the rules that judged it are known by their SHA-256.
create table plan_import (
	id bigint not null primary key,
	file text not null,
	sum text not null,
	rules text not null,
	state text not null,
	rows bigint not null,
	refused bigint not null,
	actor text not null,
	started_at bigint not null,
	touched_at bigint not null,
	published_at bigint,
	constraint plan_import_state_is_known check (state in ('staged', 'published', 'refused', 'abandoned'))
);
-- What became of its rows, in the order of the file; rows that stay as they were
-- are only counted. A refused row belongs to no report.
create table plan_import_row (
	import bigint not null references plan_import (id),
	number bigint not null,
	report bigint references plan_report (id),
	line bigint not null,
	place text not null,
	outcome text not null,
	details text not null,
	constraint plan_import_row_is_one primary key (import, number),
	constraint plan_import_row_outcome_is_known
		check (outcome in ('accepted', 'changed', 'removed', 'refused')),
	constraint plan_import_row_refused_has_no_report
		check ((report is null) = (outcome = 'refused'))
);

-- A revision of a report, made by an import, with how many of the report's rows
-- it made or ended. Only one can be in the making.
create table plan_revision (
	report bigint not null references plan_report (id),
	number bigint not null,
	import bigint not null references plan_import (id),
	accepted bigint not null,
	changed bigint not null,
	unchanged bigint not null,
	removed bigint not null,
	constraint plan_revision_is_one primary key (report, number)
);

-- A node of the plan of one office and year. The code is the form's own
-- numbering; the national nomenclature stands beside it, dated.
create table plan_node (
	id bigint not null primary key,
	year bigint not null,
	opd bigint not null references plan_opd (id),
	code text not null,
	level bigint not null,
	constraint plan_node_is_one unique (year, opd, code),
	constraint plan_node_level_is_0_to_3 check (level between 0 and 3)
);
create table plan_nomenclature (
	node bigint not null references plan_node (id),
	code text not null,
	basis text not null,
	valid_from text not null,
	constraint plan_nomenclature_is_one primary key (node, valid_from)
);

-- An indicator of a node: 0 is the main one. Which way is better, and how its
-- quarters add up, the form does not say: unknown stays unknown.
create table plan_indicator (
	node bigint not null references plan_node (id),
	seq bigint not null,
	direction text not null,
	aggregation text not null,
	constraint plan_indicator_is_one primary key (node, seq),
	constraint plan_indicator_direction_is_known check (direction in ('more', 'less', 'unknown')),
	constraint plan_indicator_aggregation_is_known
		check (aggregation in ('sum', 'latest', 'average', 'final', 'unknown'))
);

-- The figures of one indicator in one report, as published: text and millionths
-- for quantities, whole rupiah for money. A line is true in revision r of its
-- report when since <= r and (until is null or until > r). code_order is the
-- code as one number, in which 5.2.1.10 comes after 5.2.1.9; line is where the
-- row stood in the file that brought it in.
create table plan_figure (
	id bigint not null primary key,
	report bigint not null references plan_report (id),
	since bigint not null,
	until bigint,
	node bigint not null,
	seq bigint not null,
	opd bigint not null references plan_opd (id),
	code text not null,
	code_order bigint not null,
	level bigint not null,
	line bigint not null,
	form text not null,
	name text not null,
	indicator text not null,
	unit text not null,
	plan_target_k text not null, plan_target_micro bigint, plan_target_rp bigint,
	plan_before_k text not null, plan_before_micro bigint, plan_before_rp bigint,
	target_k text not null, target_micro bigint, target_rp bigint,
	q1_k text not null, q1_micro bigint, q1_rp bigint,
	q2_k text not null, q2_micro bigint, q2_rp bigint,
	q3_k text not null, q3_micro bigint, q3_rp bigint,
	q4_k text not null, q4_micro bigint, q4_rp bigint,
	real_k text not null, real_micro bigint, real_rp bigint,
	ach_k text not null, ach_micro bigint, ach_rp text not null, ach_rp_micro bigint,
	plan_sofar_k text not null, plan_sofar_micro bigint, plan_sofar_rp bigint,
	plan_ach_k text not null, plan_ach_micro bigint, plan_ach_rp text not null, plan_ach_rp_micro bigint,
	note text not null,
	source text not null,
	page bigint not null,
	unheld text not null,
	search text not null,
	constraint plan_figure_is_one unique (report, node, seq, since),
	constraint plan_figure_ends_after_it_begins check (until is null or until > since),
	constraint plan_figure_has_indicator foreign key (node, seq) references plan_indicator (node, seq)
);
create unique index plan_figure_is_true_once on plan_figure (report, node, seq) where until is null;
create index plan_figure_by_office on plan_figure (report, opd, level);
create index plan_figure_by_node on plan_figure (node, seq);
-- Front and year pages read just the programmes; without this they walk all rows.
create index plan_figure_programs on plan_figure (report, opd, code_order) where seq = 0 and level = 1;

-- Sums of one office in one revision, kept when a report is published: what a
-- front page reads. Rows whose money is implausible are left out and counted.
create table plan_sum (
	report bigint not null references plan_report (id),
	revision bigint not null,
	opd bigint not null references plan_opd (id),
	programs bigint not null,
	subs bigint not null,
	funded bigint not null,
	printed_budget bigint not null,
	printed_spent bigint not null,
	budget bigint not null,
	spent bigint not null,
	base bigint not null,
	left_out bigint not null,
	reached bigint not null,
	at_zero bigint not null,
	notes bigint not null,
	constraint plan_sum_is_one primary key (report, revision, opd)
);

-- A note on the data (catatan data): a rule that a line breaks, or a question.
create table plan_flag (
	id bigint not null primary key,
	report bigint not null references plan_report (id),
	since bigint not null,
	until bigint,
	node bigint not null references plan_node (id),
	seq bigint not null,
	rule text not null,
	kind text not null,
	field text not null,
	published text not null,
	expected text not null,
	factor bigint not null,
	details text not null,
	case_key text not null,
	state text not null,
	constraint plan_flag_ends_after_it_begins check (until is null or until > since),
	constraint plan_flag_state_is_known check (state in ('unclarified', 'explained', 'corrected', 'accepted'))
);
create index plan_flag_by_report on plan_flag (report, rule);
create index plan_flag_by_node on plan_flag (node);
create index plan_flag_odd on plan_flag (report) where factor > 0;
-- Flags with one cause form one case.
create table plan_case (
	id bigint not null primary key,
	report bigint not null references plan_report (id),
	since bigint not null,
	until bigint,
	case_key text not null,
	cause text not null,
	kind text not null,
	node bigint not null references plan_node (id),
	opd bigint not null references plan_opd (id),
	flags bigint not null,
	details text not null,
	constraint plan_case_is_one unique (report, case_key, since),
	constraint plan_case_ends_after_it_begins check (until is null or until > since)
);

-- What the city promised in public, and which rows of the plan carry it.
create table plan_promise (
	id bigint not null primary key,
	theme text not null, theme_en text not null, theme_ja text not null,
	quote text not null, quote_en text not null, quote_ja text not null,
	said_by text not null,
	said_on text not null,
	source text not null
);
create table plan_promise_link (
	promise bigint not null references plan_promise (id),
	node bigint not null references plan_node (id),
	strength text not null,
	why text not null, why_en text not null, why_ja text not null,
	linked_by text not null,
	linked_on text not null,
	constraint plan_promise_link_is_one primary key (promise, node),
	constraint plan_promise_link_strength_is_known check (strength in ('langsung', 'mendukung'))
);

-- A reader tells that our reading of the printed page may be wrong.
create table plan_erratum (
	id bigint not null primary key,
	node bigint not null references plan_node (id),
	field text not null,
	message text not null,
	at bigint not null,
	state text not null,
	constraint plan_erratum_message_is_short check (length(message) between 10 and 1000),
	constraint plan_erratum_state_is_known check (state in ('new', 'mended', 'as_printed'))
);
create index plan_erratum_by_node on plan_erratum (node);
