-- What the university certified. A row is never changed but for its state; the file is content-addressed.

create table issued (
    id text primary key,                    -- plain
    item_id text,                           -- plain
    person_id text not null,                -- plain
    career_id text not null,                -- plain
    number bigint not null unique,          -- plain
    code text not null unique,              -- personal: identification
    kind text not null,                     -- plain
    tongue text not null,                   -- plain
    facts text not null,                    -- personal: education
    printed text not null,                  -- personal: education
    key_id text not null,                   -- plain
    issued_at text not null,                -- plain
    state text not null,                    -- plain
    file_id text,                           -- plain
    sha256 text unique,                     -- plain
    signature_level text,                   -- plain
    finished_at text,                       -- plain
    superseded_by text,                     -- plain
    withdrawn_at text,                      -- plain
    reason text,                            -- personal: correspondence
    version bigint not null                 -- plain
);
create unique index issued_item on issued (item_id) where item_id is not null and state <> 'superseded';
create index issued_person on issued (person_id, issued_at);
create index issued_career on issued (career_id);

-- The public log: one leaf for each issued document, the hash of what was signed for paper; nothing else is public.
-- A leaf's place is also its place in the status list.
create table log_leaf (
    place bigint primary key,               -- plain
    issued_id text not null unique,         -- plain
    hash text not null,                     -- plain
    appended_at text not null               -- plain
);
-- Hashes of complete subtrees: at level 0 the leaves, at level n the roots of 2^n leaves.
create table log_node (
    level bigint not null,                  -- plain
    place bigint not null,                  -- plain
    hash text not null,                     -- plain
    primary key (level, place)
);
create table log_checkpoint (
    size bigint primary key,                -- plain
    note text not null,                     -- plain
    signed_at text not null                 -- plain
);

-- The keys that the university signed with, public halves and their history.
create table published_key (
    id text primary key,                    -- plain
    purpose text not null,                  -- plain
    public text not null,                   -- plain
    certificate text not null,              -- plain
    valid_from text not null,               -- plain
    valid_to text,                          -- plain
    compromised_at text                     -- plain
);
