-- The outbox of e-mails. What a message says and to whom is sealed, and gone
-- once it was sent or withdrawn; the hint is all that lists show.
create table mail_message (
	id bigint not null primary key,
	key text not null,
	kind text not null,
	about bigint not null,
	hint text not null,
	sealed text not null,
	state text not null,
	reason text not null,
	put_at bigint not null,
	until bigint,
	ended_at bigint,
	constraint mail_message_is_put_once unique (key),
	constraint mail_message_state_is_known check (state in ('waiting', 'failed', 'sent', 'expired', 'withdrawn')),
	constraint mail_message_forgets check (sealed = '' or state in ('waiting', 'failed')),
	constraint mail_message_ends_once check ((state = 'waiting') = (ended_at is null))
);
create index mail_message_about on mail_message (about);
create index mail_message_ended on mail_message (state, ended_at);
