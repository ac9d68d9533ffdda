-- A keyed digest of each row that is published: a figure, a report, a revision
-- with the list of its figures, the sums of an office. place names the row also
-- when it is gone; marks help to name the column that was changed.
create table plan_digest (
	kind text not null,
	subject bigint not null,
	part bigint not null,
	office bigint not null,
	place text not null,
	key text not null,
	sum text not null,
	marks text not null,
	constraint plan_digest_is_one primary key (kind, subject, part, office),
	constraint plan_digest_kind_is_known check (kind in ('figure', 'report', 'revision', 'sum'))
);
