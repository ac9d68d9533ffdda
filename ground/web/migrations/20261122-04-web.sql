-- What a form or an API call was answered, so that the same call again gets the
-- same answer and has no second effect. The key is the caller's; what was sent is
-- known by its SHA-256. Rows are kept for a day.
create table web_answer (
	actor text not null,
	route text not null,
	key text not null,
	sum text not null,
	answer text not null,
	at bigint not null,
	constraint web_answer_is_given_once primary key (actor, route, key)
);
create index web_answer_by_age on web_answer (at);
