-- The WhatsApp outbox: messages that an officer sends by hand. Number and text
-- are sealed, and gone once the message was sent or withdrawn.
create table wa_message (
	id bigint not null primary key,
	key text not null,
	kind text not null,
	about bigint not null,
	hint text not null,
	sealed text not null,
	state text not null,
	reason text not null,
	by text not null,
	put_at bigint not null,
	until bigint,
	ended_at bigint,
	constraint wa_message_is_put_once unique (key),
	constraint wa_message_state_is_known check (state in ('waiting', 'sent', 'unsent', 'withdrawn')),
	constraint wa_message_unsent_says_why check ((state = 'unsent') = (reason <> '')),
	constraint wa_message_names_who check (state not in ('sent', 'unsent') or by <> ''),
	constraint wa_message_forgets check (sealed = '' or state = 'waiting'),
	constraint wa_message_ends_once check ((state = 'waiting') = (ended_at is null))
);
create index wa_message_about on wa_message (about);
create index wa_message_state on wa_message (state, ended_at);
-- Who saw a number and a text, and when.
create table wa_opening (
	id bigint not null primary key,
	message bigint not null,
	by text not null,
	at bigint not null,
	constraint wa_opening_names_who check (by <> '')
);
create index wa_opening_message on wa_opening (message);
