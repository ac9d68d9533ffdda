-- The 17 subsectors of the creative economy, and which codes belong to each: a
-- list of ours that the planner edits, by dated rows that are never overwritten.

create table registry_kbli_subsector (
	slug text not null primary key,
	position bigint not null,
	name_id text not null,
	name_en text not null,
	name_ja text not null,
	about_id text not null,
	about_en text not null,
	about_ja text not null,
	valid_from bigint not null,
	valid_to bigint
);

create table registry_kbli_mapping (
	id bigint not null primary key,
	slug text not null,
	version text not null,
	code text not null,
	basis text not null,         -- why it was put here, as a sentence
	decided_by text not null,    -- profile, or person:<id>
	valid_from bigint not null,
	valid_to bigint,
	ended_by text not null default '',
	end_reason text not null default '',
	constraint registry_kbli_mapping_of_a_subsector foreign key (slug) references registry_kbli_subsector (slug),
	constraint registry_kbli_mapping_of_a_code foreign key (version, code) references registry_kbli_code (version, code),
	constraint registry_kbli_mapping_ends_after_it_began check (valid_to is null or valid_to >= valid_from),
	constraint registry_kbli_mapping_end_is_told check ((valid_to is null) = (ended_by = ''))
);
create unique index registry_kbli_mapping_one_subsector_a_code on registry_kbli_mapping (version, code) where valid_to is null;
create index registry_kbli_mapping_by_subsector on registry_kbli_mapping (slug, valid_from);
create index registry_kbli_mapping_by_code on registry_kbli_mapping (version, code, valid_from);
