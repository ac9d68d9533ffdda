-- Lembar RT: the sheet on which the head of an RT ticks which businesses are still
-- there. One sheet of an RT is out at a time. number is taken without a gap.
create table registry_lembar (
	id bigint not null primary key,
	kelurahan text not null references place_area (code),
	rt bigint not null,
	number text not null,
	state text not null,
	made_at bigint not null,
	made_by text not null,
	entered_at bigint,
	entered_by text not null,
	voided_at bigint,
	voided_by text not null,
	constraint registry_lembar_rt_is_counted check (rt between 1 and 999),
	constraint registry_lembar_is_numbered check (number <> ''),
	constraint registry_lembar_state_is_known check (state in ('printed', 'entered', 'void')),
	constraint registry_lembar_entered_is_told check ((state = 'entered') = (entered_at is not null) and (state = 'entered') = (entered_by <> '')),
	constraint registry_lembar_void_is_told check ((state = 'void') = (voided_at is not null) and (state = 'void') = (voided_by <> ''))
);
create unique index registry_lembar_number_is_one on registry_lembar (number);
create unique index registry_lembar_one_is_out on registry_lembar (kelurahan, rt) where state = 'printed';
create index registry_lembar_by_area on registry_lembar (kelurahan, rt, id);

-- A row of a sheet, as it was printed: name, trade and street stay as they were then,
-- and version is the business from then. tick is what the RT says (0 nothing, 1 still
-- there, 2 moved, 3 closed, 4 not known); counted is the tick that stands in the
-- diary, so that each counts once. decided is what an officer made of 2 to 4.
create table registry_lembar_row (
	sheet bigint not null references registry_lembar (id),
	n bigint not null,
	business bigint not null references registry_business (id),
	version bigint not null,
	name text not null,
	trade text not null,
	street text not null,
	tick bigint not null,
	tick_at bigint,
	tick_by text not null,
	counted bigint not null,
	counted_at bigint,
	made_version bigint, -- of the business: the change that its tick made
	decided text not null,
	decided_at bigint,
	decided_by text not null,
	constraint registry_lembar_row_is_one primary key (sheet, n),
	constraint registry_lembar_row_has_an_order check (n >= 1),
	constraint registry_lembar_row_tick_is_known check (tick between 0 and 4),
	constraint registry_lembar_row_counted_is_known check (counted between 0 and 4),
	constraint registry_lembar_row_tick_is_told check ((tick_at is null) = (tick_by = '') and (tick = 0 or tick_at is not null)),
	constraint registry_lembar_row_counted_is_told check (counted = 0 or counted_at is not null),
	constraint registry_lembar_row_decision_is_known check (decided in ('', 'closed', 'kept')),
	constraint registry_lembar_row_decision_is_told check ((decided = '') = (decided_by = '') and (decided = '') = (decided_at is null)),
	constraint registry_lembar_row_decision_has_a_tick check (decided = '' or counted between 2 and 4)
);
create unique index registry_lembar_row_business_is_one on registry_lembar_row (sheet, business);
create index registry_lembar_row_by_business on registry_lembar_row (business);
create index registry_lembar_row_waits on registry_lembar_row (sheet, n) where counted in (2, 3, 4) and decided = '';

-- A row that was written by hand at the foot of a sheet became a draft in the register.
create table registry_lembar_hand (
	sheet bigint not null references registry_lembar (id),
	line bigint not null,
	business bigint not null references registry_business (id),
	made_at bigint not null,
	made_by text not null,
	constraint registry_lembar_hand_is_one primary key (sheet, line),
	constraint registry_lembar_hand_line_is_counted check (line between 1 and 99)
);
create unique index registry_lembar_hand_business_is_one on registry_lembar_hand (business);
