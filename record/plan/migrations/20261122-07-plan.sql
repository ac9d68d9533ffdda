-- Each change of an erratum counts its version up, so that two who look at it at
-- once cannot both decide.
alter table plan_erratum add column version bigint not null default 1;
create index plan_erratum_by_state on plan_erratum (state, at);

-- The answer to an erratum: our reading was wrong and is mended, or it stands as
-- printed. There is one, and it is not taken back.
create table plan_erratum_answer (
	erratum bigint not null primary key references plan_erratum (id),
	state text not null,
	sentence text not null,
	said_by text not null,
	at bigint not null,
	constraint plan_erratum_answer_is_one_of_two check (state in ('mended', 'as_printed')),
	constraint plan_erratum_answer_gives_a_reason check (length(sentence) between 10 and 500),
	constraint plan_erratum_answer_can_be_named unique (erratum, state)
);

-- The picture or PDF of the printed page that came with an erratum. It may show
-- a person, so it is seen by officers only until one has released it, and one
-- can only after the erratum was found right.
create table plan_erratum_file (
	erratum bigint not null primary key references plan_erratum (id),
	hash text not null references blob_file (hash),
	answer text,
	released bigint,
	released_by text,
	constraint plan_erratum_file_names_its_answer foreign key (erratum, answer) references plan_erratum_answer (erratum, state),
	constraint plan_erratum_file_is_private_until_accepted check (released is null or (coalesce(answer, '') = 'mended' and coalesce(released_by, '') <> ''))
);
create index plan_erratum_file_by_hash on plan_erratum_file (hash);
