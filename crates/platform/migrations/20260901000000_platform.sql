-- What every room stands on. Each column says whether it is personal (of which kind) or plain; a test reads the tags.

create table event (
    id text primary key,                    -- plain
    at text not null,                       -- plain
    actor text not null,                    -- plain
    on_behalf_of text,                      -- plain
    subject text not null,                  -- plain
    kind text not null,                     -- plain
    facts text not null,                    -- plain
    request_id text not null                -- plain
);
create index event_subject on event (subject, id);
create index event_kind on event (kind, id);

-- Events that the sealer has not chained yet.
create table unsealed (
    event_id text primary key               -- plain
);

-- The chain: one row an event, in the order of sealing. Append only.
create table seal (
    seq bigint primary key,                 -- plain
    event_id text not null unique,          -- plain
    digest text not null,                   -- plain
    hash text not null                      -- plain
);

create table job (
    id text primary key,                    -- plain
    kind text not null,                     -- plain
    payload text not null,                  -- personal: correspondence
    run_at text not null,                   -- plain
    attempts bigint not null,               -- plain
    fence bigint not null,                  -- plain
    lease_until text,                       -- plain
    last_error text,                        -- plain
    dead_at text,                           -- plain
    dedup text unique                       -- plain
);
create index job_due on job (run_at) where dead_at is null;

create table idempotency (
    principal text not null,                -- plain
    request text not null,                  -- plain
    answer text not null,                   -- plain
    at text not null,                       -- plain
    primary key (principal, request)
);
create index idempotency_at on idempotency (at);

-- Gap-free numbers: protocol, student numbers. The row is locked last in a transaction.
create table counter (
    series text primary key,                -- plain
    value bigint not null                   -- plain
);

create table session (
    token_hash text primary key,            -- plain
    account_id text not null,               -- plain
    person_code text not null,              -- personal: identification
    display_name text not null,             -- personal: identification
    standing text not null,                 -- plain
    grants text not null,                   -- plain
    language text not null,                 -- plain
    started_at text not null,               -- plain
    seen_at text not null,                  -- plain
    expires_at text not null,               -- plain
    idle_minutes bigint not null,           -- plain
    second_factor_at text                   -- plain
);
create index session_account on session (account_id);

create table stored_file (
    id text primary key,                    -- plain
    owner text not null,                    -- plain
    name text not null,                     -- personal: document
    media_type text not null,               -- plain
    size bigint not null,                   -- plain
    pages bigint not null,                  -- plain
    sha256 text not null,                   -- plain
    wrapped_key text not null,              -- plain
    stored_at text not null,                -- plain
    erased_at text                          -- plain
);
create index stored_file_owner on stored_file (owner);

-- The demo's mailbox; empty where mail leaves by SMTP.
create table demo_mail (
    id text primary key,                    -- plain
    at text not null,                       -- plain
    recipient text not null,                -- personal: contact
    subject text not null,                  -- personal: correspondence
    body_text text not null,                -- personal: correspondence
    body_html text not null,                -- personal: correspondence
    links text not null                     -- personal: correspondence
);
