-- A maker who has lost the PIN comes to a counter. One officer sees an identity
-- document, another one confirms; only then is there a link for a new PIN. Which
-- document was seen is kept, its number is not.
create table account_recovery (
	id bigint not null primary key,
	person bigint not null references account_person (id),
	area text not null,
	document text not null,
	state text not null,
	seen_by bigint not null references account_person (id),
	seen_at bigint not null,
	decided_by bigint references account_person (id),
	decided_at bigint,
	constraint account_recovery_document_is_known check (document in ('ktp', 'sim', 'paspor', 'kk')),
	constraint account_recovery_state_is_known check (state in ('seen', 'confirmed', 'refused', 'lapsed')),
	constraint account_recovery_is_decided_by_another check (decided_by is null or (decided_by <> seen_by and decided_by <> person)),
	constraint account_recovery_is_seen_by_another check (seen_by <> person),
	constraint account_recovery_decision_is_told check ((state in ('confirmed', 'refused')) = (decided_by is not null))
);
create unique index account_recovery_one_is_open on account_recovery (person) where state = 'seen';
create index account_recovery_by_area on account_recovery (area, state, seen_at);
