-- An answer is kept in two steps of one act. On PostgreSQL the second finds room
-- in the row's page and leaves the index alone, in which other acts stand.
-- @postgres
alter table web_answer set (fillfactor = 70);
-- @end
