-- What persons ask for: requests (one for each career in the cart), their documents, orders (what is paid together).

create table certificate_order (
    id text primary key,                    -- plain
    person_id text not null,                -- plain
    amount bigint not null,                 -- plain
    started_at text not null,               -- plain
    settled_at text,                        -- plain
    withdrawn_at text                       -- plain
);
create index certificate_order_person on certificate_order (person_id, started_at);

create table certificate_request (
    id text primary key,                    -- plain
    number bigint not null unique,          -- plain
    person_id text not null,                -- plain
    career_id text not null,                -- plain
    language text not null,                 -- plain
    state text not null,                    -- plain
    communications text not null,           -- personal: correspondence
    delivery text,                          -- plain
    address_kind text,                      -- plain
    address text,                           -- personal: contact
    counter text,                           -- plain
    appointment_at text,                    -- plain
    delegate_name text,                     -- personal: identity
    delegate_document text,                 -- personal: identity
    order_id text,                          -- plain
    created_at text not null,               -- plain
    expires_at text not null,               -- plain
    submitted_at text,                      -- plain
    officer_id text,                        -- plain
    answer text,                            -- personal: correspondence
    registered_number text,                 -- personal: contact
    posted_at text,                         -- plain
    ready_at text,                          -- plain
    handed_at text,                         -- plain
    handed_to text,                         -- personal: identity
    version bigint not null                 -- plain
);
create index certificate_request_person on certificate_request (person_id, created_at);
create index certificate_request_queue on certificate_request (state, submitted_at);
create index certificate_request_order on certificate_request (order_id);
-- One request in the cart for each career: another document of the same career joins it.
create unique index certificate_request_cart on certificate_request (person_id, career_id) where state = 'initial';

create table certificate_item (
    id text primary key,                    -- plain
    request_id text not null,               -- plain
    position bigint not null,               -- plain
    kind text not null,                     -- plain
    purpose text not null,                  -- plain
    tongue text not null,                   -- plain
    residence_permit bigint not null,       -- plain
    destination text not null,              -- plain
    footnote text not null,                 -- personal: correspondence
    footnote_state text not null,           -- plain
    note text not null,                     -- personal: correspondence
    copies bigint not null,                 -- plain
    amount bigint not null,                 -- plain
    duty_id text,                           -- plain
    reserved_at text not null               -- plain
);
create index certificate_item_request on certificate_item (request_id, position);

-- Tallies of the office's queue, so that counting costs the same at any size.
create table certificate_tally (
    state text primary key,                 -- plain
    n bigint not null                       -- plain
);
