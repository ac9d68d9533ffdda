-- That an office was reminded of a round: once a day at most, by a planner or, when
-- by_person is null, by the house itself. mails and messages are how many went into
-- the two outboxes; none of either means that nobody of the office could be reached.
create table plan_reminder (
	round bigint not null references plan_round (id),
	opd bigint not null references plan_opd (id),
	day text not null,
	by_person bigint,
	mails bigint not null,
	messages bigint not null,
	at bigint not null,
	constraint plan_reminder_is_one_a_day primary key (round, opd, day)
);
