-- A demonstration is refused beside a real business, and goes again: both are found
-- without looking through the register. A change or a proposal that goes is looked for
-- in what names it.
create index registry_business_real on registry_business (id) where not demo;
create index registry_change_by_change on registry_change (of_change) where of_change is not null;
create index registry_change_by_proposal on registry_change (of_proposal) where of_proposal is not null;
