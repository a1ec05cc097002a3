-- What is owed, line by line, and who is to be invoiced.

create table charge (
    id text primary key,                    -- plain
    reason_kind text not null,              -- plain
    reason_id text not null,                -- plain
    instalment bigint not null,             -- plain
    instalments bigint not null,            -- plain
    debtor_id text not null,                -- plain
    description_it text not null,           -- plain
    description_en text not null,           -- plain
    amount bigint not null,                 -- plain
    due_on text not null,                   -- plain
    state text not null,                    -- plain
    notice_number text not null,            -- plain
    origin text not null,                   -- plain
    receipt_key text,                       -- plain
    paid_at text,                           -- plain
    created_at text not null,               -- plain
    version bigint not null                 -- plain
);
-- The natural key: a repeated request finds what the first one made. A cancelled charge makes room for another.
create unique index charge_reason on charge (reason_kind, reason_id, instalment) where state <> 'cancelled';
create unique index charge_notice on charge (notice_number);
create index charge_debtor on charge (debtor_id, due_on);
create index charge_state on charge (state, created_at);
create index charge_created on charge (created_at, id);

create table charge_line (
    charge_id text not null,                -- plain
    position bigint not null,               -- plain
    kind text not null,                     -- plain
    text_it text not null,                  -- plain
    text_en text not null,                  -- plain
    amount bigint not null,                 -- plain
    category text not null,                 -- plain
    primary key (charge_id, position)
);

create table billing (
    charge_id text primary key,             -- plain
    debtor_id text not null,                -- plain
    holder text not null,                   -- plain
    name text not null,                     -- personal: identity
    vat_number text not null,               -- personal: tax
    recipient_code text not null,           -- personal: tax
    certified_email text not null,          -- personal: contact
    fiscal_code text not null,              -- personal: tax
    address text not null,                  -- personal: contact
    city text not null,                     -- personal: contact
    postcode text not null,                 -- personal: contact
    email text not null,                    -- personal: contact
    telephone text not null,                -- personal: contact
    saved_at text not null                  -- plain
);
create index billing_debtor on billing (debtor_id, saved_at);
