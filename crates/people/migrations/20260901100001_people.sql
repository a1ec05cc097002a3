-- Who people are. Each column says whether it is personal (of which kind) or plain.

create table person (
    id text primary key,                        -- plain
    person_code text not null unique,           -- personal: identification
    surname text not null,                      -- personal: identification
    name text not null,                         -- personal: identification
    gender text not null,                       -- personal: identification
    birth_day text not null,                    -- personal: identification
    birth_country text not null,                -- personal: identification
    birth_place text,                           -- personal: identification
    birth_place_name text not null,             -- personal: identification
    citizenship text not null,                  -- personal: identification
    fiscal_code text unique,                    -- personal: identification
    surname_folded text not null,               -- personal: identification
    name_folded text not null,                  -- personal: identification
    email text not null,                        -- personal: contact
    email_folded text not null,                 -- personal: contact
    mobile text,                                -- personal: contact
    residence_phone text,                       -- personal: contact
    contact_phone text,                         -- personal: contact
    language text not null,                     -- plain
    registered_at text not null,                -- plain
    completed_at text,                          -- plain
    version bigint not null                     -- plain
);
create index person_name on person (surname_folded, name_folded, birth_day);
create index person_email on person (email_folded);

-- Addresses and their history. A person has at most one of each kind that has not ended; without a contact address
-- the residence is where letters go.
create table address (
    id text primary key,                        -- plain
    person_id text not null references person (id), -- plain
    kind text not null,                         -- plain
    country text not null,                      -- personal: contact
    province text,                              -- personal: contact
    town text not null,                         -- personal: contact
    town_code text,                             -- personal: contact
    postcode text not null,                     -- personal: contact
    street text not null,                       -- personal: contact
    number text not null,                       -- personal: contact
    district text,                              -- personal: contact
    care_of text,                               -- personal: contact
    from_day text not null,                     -- personal: contact
    until_day text,                             -- personal: contact
    recorded_at text not null                   -- plain
);
create unique index address_current on address (person_id, kind) where until_day is null;
create index address_person on address (person_id, from_day);

create table identity_document (
    id text primary key,                        -- plain
    person_id text not null references person (id), -- plain
    kind text not null,                         -- personal: document
    issuer text not null,                       -- personal: document
    number text not null,                       -- personal: document
    issued_on text not null,                    -- personal: document
    expires_on text not null,                   -- personal: document
    file_id text not null,                      -- plain
    added_at text not null,                     -- plain
    replaced_at text,                           -- plain
    replaced_by text                            -- plain
);
create index identity_document_person on identity_document (person_id, added_at);
create index identity_document_file on identity_document (file_id);

create table tax_code_scan (
    id text primary key,                        -- plain
    person_id text not null references person (id), -- plain
    file_id text not null,                      -- plain
    added_at text not null,                     -- plain
    replaced_at text                            -- plain
);
create unique index tax_code_scan_current on tax_code_scan (person_id) where replaced_at is null;
create index tax_code_scan_file on tax_code_scan (file_id);

-- A new e-mail address that waits for its confirmation. Of the link only the digest is kept.
create table email_change (
    id text primary key,                        -- plain
    person_id text not null references person (id), -- plain
    email text not null,                        -- personal: contact
    token_hash text not null unique,            -- plain
    asked_at text not null,                     -- plain
    expires_at text not null,                   -- plain
    ended_at text,                              -- plain
    outcome text                                -- plain
);
create unique index email_change_open on email_change (person_id) where ended_at is null;
