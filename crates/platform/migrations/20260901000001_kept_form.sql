-- What was being typed when a session ended: kept for its person, encrypted, until they sign in again or an hour is over.
create table kept_form (
    id text primary key,                    -- plain
    account_id text not null,               -- plain
    action text not null,                   -- plain
    sealed text not null,                   -- personal: correspondence
    until text not null                     -- plain
);
create index kept_form_account on kept_form (account_id);
create index kept_form_until on kept_form (until);
