-- How many reports of misread figures wait for a row is asked in every act that
-- tells of one. Through the index by state, PostgreSQL locked the page that all
-- the others were writing to: 1.4 retries an act under load, and 491 accepted a
-- second in place of 630.
drop index plan_erratum_by_node;
create index plan_erratum_by_node on plan_erratum (node, state);
