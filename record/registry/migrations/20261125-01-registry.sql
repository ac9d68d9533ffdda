-- The classification of business activities, KBLI, in its versions. A code means
-- nothing without its version: 577 numbers stand in both with another title.

create table registry_kbli_version (
	version text not null primary key, -- 2020
	regulation text not null,          -- what makes it law
	state text not null,
	official bigint not null,          -- how many five-digit codes the regulation has
	source text not null,
	source_date text not null,
	grade text not null,
	licence text not null,
	note text not null,                -- what is missing, as the file says it
	valid_from bigint not null,
	constraint registry_kbli_version_state_is_known check (state in ('berlaku', 'baru', 'lama'))
);

create table registry_kbli_code (
	version text not null,
	code text not null,
	level bigint not null,  -- 1 section (a letter), then as many digits: 2, 3, 4, 5
	parent text,            -- null for a section
	section text not null,
	title text not null,    -- as printed; empty where the source lacks it
	shown text not null,    -- the title in ordinary capitals
	description text not null,
	valid_from bigint not null,
	valid_to bigint,
	primary key (version, code),
	constraint registry_kbli_code_of_a_version foreign key (version) references registry_kbli_version (version),
	constraint registry_kbli_code_below_a_code foreign key (version, parent) references registry_kbli_code (version, code),
	constraint registry_kbli_code_level_is_known check (level between 1 and 5),
	constraint registry_kbli_code_has_a_parent check ((level = 1) = (parent is null)),
	constraint registry_kbli_code_fits_its_level check (length(code) = level)
);
create index registry_kbli_code_by_parent on registry_kbli_code (version, parent);

-- Everyday words that lead to a code. They are ours, not the regulation's.
create table registry_kbli_word (
	version text not null,
	code text not null,
	words text not null,
	valid_from bigint not null,
	primary key (version, code),
	constraint registry_kbli_word_of_a_code foreign key (version, code) references registry_kbli_code (version, code)
);

-- What the record said before a newer profile changed it.
create table registry_kbli_revision (
	id bigint not null primary key,
	part text not null,
	version text not null,
	code text not null,
	before text not null, -- JSON of the replaced row
	changed_at bigint not null,
	constraint registry_kbli_revision_part_is_known check (part in ('version', 'code', 'word', 'subsector'))
);
create index registry_kbli_revision_by_code on registry_kbli_revision (version, code, changed_at);

-- One row: which edition of all this is loaded. What is kept in memory bears its
-- number, and every change of the tables raises it.
create table registry_kbli_edition (
	id bigint not null primary key,
	number bigint not null,
	constraint registry_kbli_edition_is_one check (id = 1)
);
insert into registry_kbli_edition (id, number) values (1, 0);
