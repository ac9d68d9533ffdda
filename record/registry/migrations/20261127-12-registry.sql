-- Another maker is asked to own a business too: nobody owns one before they said yes
-- themselves. It waits up to until, which it does not hold.
create table registry_invitation (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	person bigint not null references account_person (id),
	by_person bigint not null references account_person (id),
	made_at bigint not null,
	until bigint not null,
	state text not null,
	decided_at bigint,
	constraint registry_invitation_is_for_another check (person <> by_person),
	constraint registry_invitation_ends_after_it_began check (until > made_at),
	constraint registry_invitation_state_is_known check (state in ('open', 'agreed', 'refused', 'withdrawn')),
	constraint registry_invitation_answer_has_its_time check ((state = 'open') = (decided_at is null))
);
create unique index registry_invitation_waits_once on registry_invitation (business, person) where state = 'open';
create index registry_invitation_by_business on registry_invitation (business);
create index registry_invitation_by_person on registry_invitation (person, state);
create index registry_invitation_by_asker on registry_invitation (by_person, state);
