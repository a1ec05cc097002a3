-- What the desk searches by: number, name, address and person code, folded.
alter table assistance_request add column folded text not null default ''; -- personal: identification
