-- What happened of one kind to one subject is found without reading all else that did: a
-- business of many years has thousands of entries, of which a page wants three.
create index diary_entry_fact on diary_entry (kind, subject, fact, id);
