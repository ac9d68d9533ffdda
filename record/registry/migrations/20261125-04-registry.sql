-- Rules that put a business into a size class, as dated versions of a scheme: the
-- classes of the law, those of the statistics office, and the city's own steps.
-- A version holds from its day until the next one of its scheme begins. It is
-- never overwritten: what was written wrong, or what a newer profile says
-- otherwise, is replaced, and stays to be read with the time at which that
-- happened.
create table registry_size_version (
	id bigint not null primary key,
	scheme text not null,
	from_day text not null,        -- "2021-02-02", the first day on which it holds
	decided_by text not null,      -- who wrote it down: profile
	recorded_at bigint not null,
	replaced_at bigint,            -- NULL while it counts
	replaced_by text not null default '',
	constraint registry_size_version_scheme_is_known check (scheme in ('umkm', 'industri', 'bps_imk_ibs', 'langkah', 'rentang_modal')),
	constraint registry_size_version_begins_on_a_day check (length(from_day) = 10),
	constraint registry_size_version_is_decided_by_somebody check (decided_by <> ''),
	constraint registry_size_version_end_is_told check ((replaced_at is null) = (replaced_by = '')),
	constraint registry_size_version_ends_after_it_began check (replaced_at >= recorded_at)
);
create unique index registry_size_version_one_from_a_day on registry_size_version (scheme, from_day) where replaced_at is null;

-- One class of a version, or one of the ways into it: the law has two ways into
-- the medium class of industry.
create table registry_size_rule (
	version bigint not null,
	position bigint not null,      -- from the smallest class up
	code text not null,
	class text not null,
	name_id text not null,
	name_en text not null,
	name_ja text not null,
	combine text not null,         -- stage: the criterion of its stage; all: all bounds; any: one is enough
	basis text not null,           -- "PP 7/2021 Pasal 35"
	source text not null,          -- where that was read
	grade text not null,
	note_id text not null,
	note_en text not null,
	note_ja text not null,
	constraint registry_size_rule_one_at_a_place primary key (version, position),
	constraint registry_size_rule_code_once unique (version, code),
	constraint registry_size_rule_of_a_version foreign key (version) references registry_size_version (id),
	constraint registry_size_rule_class_is_named check (class <> '' and name_id <> '' and name_en <> '' and name_ja <> ''),
	constraint registry_size_rule_combine_is_known check (combine in ('stage', 'all', 'any')),
	constraint registry_size_rule_names_its_basis check (basis <> '' and source <> ''),
	constraint registry_size_rule_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- What a rule says of one fact, in the words of the law: "more than" (low), "at
-- least" (low, held), "at most" (high, held), "less than" (high).
create table registry_size_bound (
	version bigint not null,
	position bigint not null,
	fact text not null,
	low bigint,                    -- whole rupiah, or people
	low_held boolean not null,
	high bigint,
	high_held boolean not null,
	constraint registry_size_bound_once primary key (version, position, fact),
	constraint registry_size_bound_of_a_rule foreign key (version, position) references registry_size_rule (version, position),
	constraint registry_size_bound_fact_is_known check (fact in ('sales', 'capital', 'workers', 'investment')),
	constraint registry_size_bound_is_not_negative check (low >= 0 and high >= 0),
	constraint registry_size_bound_low_is_below_high check (low < high),
	constraint registry_size_bound_bounds_something check (low is not null or high is not null)
);
