-- Who takes businesses out asks for all their permits, also those that were removed.
create index registry_permit_by_business on registry_permit (business);
