-- Every page that names an area asks when this room changed last (place.Edition). Without
-- these it walked through all rows each time, and in place_boundary past each geometry.
create index place_area_by_change on place_area (valid_from);
create index place_boundary_by_change on place_boundary (valid_from);
create index place_population_by_change on place_population (valid_from);
create index place_revision_by_change on place_revision (changed_at);
