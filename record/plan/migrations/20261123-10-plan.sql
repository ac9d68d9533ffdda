-- Which kind of record can feed an indicator of a sub-activity, and from which
-- room: only such an indicator shows evidence at all, so that "none yet" is never
-- taken for 0. What ended stays, for what it fed stays too.
create table plan_support (
	node bigint not null references plan_node (id),
	seq bigint not null,
	kind text not null,
	room text not null,
	made_by text not null,
	made_at bigint not null,
	ended_at bigint,
	constraint plan_support_is_one primary key (node, seq, kind, room),
	constraint plan_support_kind_is_known
		check (kind in ('orang', 'sertifikat', 'usaha', 'kegiatan', 'barang', 'lapak', 'dokumen', 'foto')),
	constraint plan_support_feeds_an_indicator foreign key (node, seq) references plan_indicator (node, seq)
);

-- One record that counts toward an indicator, in the indicator's own unit. A
-- record counts once, however often it is told; title names no person. closed says
-- that a dispute has decided: the record never counts again by being told anew.
create table plan_evidence (
	id bigint not null primary key,
	node bigint not null references plan_node (id),
	seq bigint not null,
	year bigint not null,
	quarter bigint not null,
	kind text not null,
	quantity_micro bigint not null,
	subject bigint,
	happened_on text not null,
	title text not null,
	room text not null,
	record bigint not null,
	level text not null,
	state text not null,
	closed boolean not null,
	reason text not null,
	made_at bigint not null,
	made_by text not null,
	version bigint not null,
	constraint plan_evidence_is_one unique (node, seq, kind, room, record),
	constraint plan_evidence_feeds_what_is_declared foreign key (node, seq, kind, room)
		references plan_support (node, seq, kind, room),
	constraint plan_evidence_quarter_is_1_to_4 check (quarter between 1 and 4),
	constraint plan_evidence_counts_something check (quantity_micro > 0),
	constraint plan_evidence_level_is_known check (level in ('dinyatakan', 'dokumen', 'diperiksa', 'transaksi')),
	constraint plan_evidence_state_is_known check (state in ('counted', 'disputed', 'withdrawn')),
	constraint plan_evidence_out_has_a_reason check (state = 'counted' or reason <> '')
);

-- What was said of a piece of evidence, the oldest first.
create table plan_evidence_word (
	id bigint not null primary key,
	evidence bigint not null references plan_evidence (id),
	act text not null,
	sentence text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_evidence_word_act_is_known check (act in ('disputed', 'upheld', 'dismissed', 'withdrawn')),
	constraint plan_evidence_word_gives_a_reason check (length(sentence) >= 10)
);

-- Files of evidence are for the office, Bappeda and Inspektorat alone.
create table plan_evidence_file (
	evidence bigint not null references plan_evidence (id),
	hash text not null references blob_file (hash),
	made_at bigint not null,
	constraint plan_evidence_file_is_one primary key (evidence, hash)
);
create index plan_evidence_file_by_hash on plan_evidence_file (hash);

-- A list of participants: staged, looked at, and then counted as one piece of
-- evidence, or given up.
create table plan_participant_list (
	id bigint not null primary key,
	node bigint not null references plan_node (id),
	seq bigint not null,
	year bigint not null,
	quarter bigint not null,
	kind text not null,
	title text not null,
	happened_on text not null,
	state text not null,
	evidence bigint references plan_evidence (id),
	made_at bigint not null,
	made_by text not null,
	constraint plan_participant_list_state_is_known check (state in ('staged', 'done', 'abandoned')),
	constraint plan_participant_list_done_is_evidence check ((state = 'done') = (evidence is not null))
);

-- One row of such a list. The name is sealed with a key of this participant alone
-- (subject is an id of its own), and the number of their identity card is kept
-- only as a stand-in: it serves to count nobody twice for one indicator and year.
create table plan_participant (
	id bigint not null primary key,
	list bigint not null references plan_participant_list (id),
	number bigint not null,
	subject bigint not null,
	name text not null,
	blind text not null,
	area text not null,
	node bigint not null references plan_node (id),
	seq bigint not null,
	year bigint not null,
	kind text not null,
	state text not null,
	why text not null,
	earlier bigint references plan_evidence (id),
	constraint plan_participant_is_one unique (list, number),
	constraint plan_participant_state_is_known check (state in ('staged', 'counted', 'double', 'refused', 'withdrawn')),
	constraint plan_participant_left_out_has_a_reason check ((why <> '') = (state in ('double', 'refused'))),
	constraint plan_participant_withdrawn_is_nobody check (state <> 'withdrawn' or (name = '' and blind = ''))
);
create unique index plan_participant_counts_once on plan_participant (node, seq, year, kind, blind)
	where state = 'counted' and blind <> '';
create index plan_participant_by_blind on plan_participant (blind) where blind <> '';
