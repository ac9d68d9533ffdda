-- What speaks for or against a business: one row for each entry of the diary that says
-- so, and never two.
create table registry_signal (
	entry bigint not null, -- of the diary
	business bigint not null references registry_business (id),
	kind text not null,    -- of alive_signals.csv
	at bigint not null,
	constraint registry_signal_counts_once primary key (entry),
	constraint registry_signal_kind_is_named check (kind <> '')
);
create index registry_signal_by_business on registry_signal (business, at);

-- How likely a business works, as log-odds in thousandths, when it was weighed last and
-- by which numbers. It fades: a pass a day writes it anew where it has moved.
create table registry_keaktifan (
	business bigint not null references registry_business (id),
	odds bigint not null,
	at bigint not null,
	rules text not null,
	constraint registry_keaktifan_is_one primary key (business),
	constraint registry_keaktifan_is_no_certainty check (odds between -100000 and 100000),
	constraint registry_keaktifan_names_its_rules check (rules <> '')
);

-- One row: how far the pass of a day has come.
create table registry_keaktifan_pass (
	id bigint not null primary key,
	day text not null,
	rules text not null,
	behind bigint not null, -- the business that was weighed last
	done boolean not null,
	constraint registry_keaktifan_pass_is_one check (id = 1)
);

-- That an officer was there. sealed holds where they stood and what they noted, under
-- the key of the business; photo is a file that is never public. key names it on the
-- device where it was written down: sent again, it is the same one. What was found
-- closed, gone or not at all waits until an officer decides.
create table registry_check (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	officer bigint not null references account_person (id),
	key text not null,
	found text not null,
	facts text not null,    -- that were confirmed or corrected
	accuracy bigint,        -- of the point, in metres
	sealed text not null,
	photo text not null,   -- a hash of ground/blob, or empty
	made_at bigint not null, -- by the device's clock, never later than at
	at bigint not null,
	state text not null,
	decided_by text not null,
	decided_at bigint,
	constraint registry_check_came_once unique (officer, key),
	constraint registry_check_found_is_known check (found in ('buka', 'pindah', 'tutup', 'tidak_ada')),
	constraint registry_check_state_is_known check (state in ('selesai', 'menunggu', 'ditutup', 'tetap')),
	constraint registry_check_open_waits_for_nothing check ((found = 'buka') = (state = 'selesai')),
	constraint registry_check_decision_is_told check ((state in ('ditutup', 'tetap')) = (decided_by <> '') and (decided_by <> '') = (decided_at is not null)),
	constraint registry_check_is_not_of_tomorrow check (made_at <= at),
	constraint registry_check_accuracy_is_a_distance check (accuracy >= 0)
);
create index registry_check_by_business on registry_check (business, at);
create index registry_check_waits on registry_check (state, at);

-- The way that an officer has chosen for today: one each, the newest.
create table registry_trip (
	officer bigint not null references account_person (id),
	area text not null, -- the kelurahan where it begins
	mode text not null,
	minutes bigint not null,
	made_at bigint not null,
	constraint registry_trip_is_one primary key (officer),
	constraint registry_trip_mode_is_known check (mode in ('kaki', 'motor')),
	constraint registry_trip_takes_time check (minutes > 0)
);
create table registry_trip_stop (
	officer bigint not null references registry_trip (officer),
	number bigint not null,
	business bigint not null references registry_business (id),
	constraint registry_trip_stop_is_one primary key (officer, number),
	constraint registry_trip_stop_goes_once unique (officer, business)
);
create index registry_trip_stop_by_business on registry_trip_stop (business);
