-- What was declared before a request for corrections was answered: the office sees what changed.
alter table correction add column declared_before text; -- personal: declaration
