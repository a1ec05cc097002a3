-- Accounts, sign-in, second factor, recovery, registration, assistance, staff. Each column says whether it is personal.

-- The account of a person has the person's identifier; members of staff have identifiers of their own.
create table account (
    id text primary key,                    -- plain
    kind text not null,                     -- plain
    login text not null unique,             -- personal: identification
    password_hash text,                     -- personal: credentials
    password_at text,                       -- plain
    created_at text not null,               -- plain
    activated_at text,                      -- plain
    disabled_at text,                       -- plain
    factor_required bigint not null,        -- plain
    version bigint not null                 -- plain
);

create table staff_member (
    account_id text primary key references account (id), -- plain
    surname text not null,                  -- personal: identification
    name text not null,                     -- personal: identification
    email text not null,                    -- personal: contact
    language text not null                  -- plain
);

-- An empty programme means all of them; a secretary of programmes has one row for each.
create table staff_grant (
    account_id text not null references account (id), -- plain
    role text not null,                     -- plain
    programme text not null,                -- plain
    primary key (account_id, role, programme)
);

-- The secret is encrypted; the last step that was accepted is never accepted again (RFC 6238, 5.2).
create table second_factor (
    account_id text primary key references account (id), -- plain
    secret text not null,                   -- personal: credentials
    enrolled_at text not null,              -- plain
    last_step bigint not null,              -- plain
    failures bigint not null,               -- plain
    failed_at text                          -- plain
);

create table recovery_code (
    account_id text not null references account (id), -- plain
    digest text not null,                   -- personal: credentials
    used_at text,                           -- plain
    primary key (account_id, digest)
);

-- Issued by the assistance desk after an identity check that it writes down.
create table emergency_code (
    id text primary key,                    -- plain
    account_id text not null references account (id), -- plain
    digest text not null,                   -- personal: credentials
    issued_by text not null,                -- plain
    issued_at text not null,                -- plain
    expires_at text not null,               -- plain
    used_at text,                           -- plain
    identity_check text not null            -- personal: identification
);
create index emergency_code_account on emergency_code (account_id);

create table known_device (
    token_hash text not null,               -- plain
    account_id text not null references account (id), -- plain
    used_at text not null,                  -- plain
    failures bigint not null,               -- plain
    primary key (token_hash, account_id)
);
create index known_device_account on known_device (account_id);

-- Failed tries by what was typed as login, whether or not there is such an account.
create table sign_in_failure (
    login_key text primary key,             -- plain
    failures bigint not null,               -- plain
    last_at text not null,                  -- plain
    locked_until text not null              -- plain
);
create index sign_in_failure_last on sign_in_failure (last_at);

-- Between the password and the second factor.
create table pending_sign_in (
    token_hash text primary key,            -- plain
    account_id text not null references account (id), -- plain
    stage text not null,                    -- plain
    stay_connected bigint not null,         -- plain
    back text not null,                     -- plain
    tries bigint not null,                  -- plain
    expires_at text not null                -- plain
);
create index pending_sign_in_expiry on pending_sign_in (expires_at);

-- Secrets that were sent by mail; using one deletes it.
create table link (
    token_hash text primary key,            -- plain
    purpose text not null,                  -- plain
    subject text not null,                  -- plain
    created_at text not null,               -- plain
    expires_at text not null                -- plain
);
create index link_subject on link (purpose, subject);
create index link_expiry on link (expires_at);

-- When a mail with a link was last sent to an address (a keyed digest of it).
create table sent_link (
    purpose text not null,                  -- plain
    address_key text not null,              -- plain
    at text not null,                       -- plain
    primary key (purpose, address_key)
);
create index sent_link_at on sent_link (at);

-- What a new person entered, encrypted, until the link in the mail is used or expires.
create table registration (
    id text primary key,                    -- plain
    token_hash text not null unique,        -- plain
    address_key text not null,              -- plain
    data text not null,                     -- personal: identification
    created_at text not null,               -- plain
    expires_at text not null                -- plain
);
create index registration_address on registration (address_key);
create index registration_expiry on registration (expires_at);

create table assistance_request (
    id text primary key,                    -- plain
    number text not null unique,            -- plain
    kind text not null,                     -- plain
    status text not null,                   -- plain
    language text not null,                 -- plain
    name text not null,                     -- personal: identification
    email text not null,                    -- personal: contact
    person_code text,                       -- personal: identification
    message text not null,                  -- personal: correspondence
    file_id text,                           -- plain
    created_at text not null,               -- plain
    changed_at text not null,               -- plain
    version bigint not null                 -- plain
);
create index assistance_request_queue on assistance_request (status, id);

create table assistance_message (
    id text primary key,                    -- plain
    request_id text not null references assistance_request (id), -- plain
    at text not null,                       -- plain
    author text not null,                   -- plain
    kind text not null,                     -- plain
    message text not null                   -- personal: correspondence
);
create index assistance_message_request on assistance_message (request_id, id);
