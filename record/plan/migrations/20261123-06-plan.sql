-- What an office says below its form E.81; opd null is the whole city. Each version
-- stays; revision is the one of the report with which it became public.
create table plan_form_text (
	id bigint not null primary key,
	year bigint not null,
	quarter bigint not null,
	opd bigint references plan_opd (id),
	version bigint not null,
	driving text not null,
	hindering text not null,
	next_quarter text not null,
	next_plan text not null,
	said_by text not null,
	at bigint not null,
	revision bigint,
	constraint plan_form_text_quarter_is_1_to_4 check (quarter between 1 and 4),
	constraint plan_form_text_versions_count check (version >= 1),
	constraint plan_form_text_is_short check (length(driving) <= 2000 and length(hindering) <= 2000
		and length(next_quarter) <= 2000 and length(next_plan) <= 2000),
	constraint plan_form_text_revision_is_published check (revision is null or revision >= 1)
);
create unique index plan_form_text_is_one on plan_form_text (year, quarter, coalesce(opd, 0), version);
