-- Two entries that may be one business, as the finder judged them; a person decides.
-- parts is why, as codes with what they count; nothing of a business stands here. Of
-- what was decided the row stays, so that it is not asked again.
create table registry_ganda_pair (
	a bigint not null references registry_business (id),
	b bigint not null references registry_business (id),
	odds bigint not null,      -- log-odds in thousandths
	sure boolean not null,     -- proposed to be merged; else a person looks at it
	parts text not null,
	state text not null,
	found_at bigint not null,
	decided_by text not null,
	decided_at bigint,
	constraint registry_ganda_pair_is_one primary key (a, b),
	constraint registry_ganda_pair_is_ordered check (a < b),
	constraint registry_ganda_pair_state_is_known check (state in ('waiting', 'merged', 'different')),
	constraint registry_ganda_pair_end_is_told check ((state = 'waiting') = (decided_at is null) and (state = 'waiting') = (decided_by = ''))
);
create index registry_ganda_pair_by_other on registry_ganda_pair (b);
create index registry_ganda_pair_by_state on registry_ganda_pair (state, sure, odds);

-- One row: when doubles were looked for last, and up to which change.
create table registry_ganda_run (
	id bigint not null primary key,
	change bigint not null,    -- the newest change that was seen
	began_at bigint not null,
	ended_at bigint not null,
	entries bigint not null,
	constraint registry_ganda_run_is_one check (id = 1),
	constraint registry_ganda_run_ends_after_it_began check (ended_at >= began_at)
);
