-- The same row may come in two lists, or in one list under another name: then it is
-- found by its key alone.
create index registry_source_row_by_key on registry_source_row (key);
