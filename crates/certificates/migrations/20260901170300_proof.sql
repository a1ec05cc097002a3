-- Whoever checks asks for what was withdrawn: the few, not the many.
create index issued_withdrawn on issued (withdrawn_at) where withdrawn_at is not null;
