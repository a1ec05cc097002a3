-- Receipts of the payment platform, what does not fit, and what was said at its door.

create table receipt (
    id text primary key,                    -- plain
    entity text not null,                   -- plain
    receipt_id text not null,               -- plain
    digest text not null,                   -- plain
    message text not null,                  -- personal: payment
    notice_number text not null,            -- plain
    amount bigint not null,                 -- plain
    outcome text not null,                  -- plain
    psp text not null,                      -- plain
    paid_at text not null,                  -- plain
    received_at text not null,              -- plain
    state text not null,                    -- plain
    charge_id text                          -- plain
);
-- One payment, one receipt, however often it is delivered.
create unique index receipt_identity on receipt (entity, receipt_id);
create index receipt_notice on receipt (notice_number);
create index receipt_charge on receipt (charge_id);
create index receipt_state on receipt (state, received_at);

create table payment_exception (
    id text primary key,                    -- plain
    receipt_key text not null,              -- plain
    kind text not null,                     -- plain
    charge_id text,                         -- plain
    digest text not null,                   -- plain
    evidence text,                          -- personal: payment
    opened_at text not null,                -- plain
    decision text,                          -- plain
    reason text,                            -- personal: payment
    refund_amount bigint,                   -- plain
    refund_iban text,                       -- personal: payment
    refund_on text,                         -- plain
    decided_at text,                        -- plain
    decided_by text,                        -- plain
    version bigint not null                 -- plain
);
create unique index payment_exception_once on payment_exception (receipt_key, kind, digest);
create index payment_exception_open on payment_exception (decided_at, opened_at);
create index payment_exception_charge on payment_exception (charge_id);

-- The log of events (giornale degli eventi): kept 24 months (SANP, service levels).
create table gateway_event (
    id text primary key,                    -- plain
    at text not null,                       -- plain
    entity text not null,                   -- plain
    notice_number text not null,            -- plain
    iuv text not null,                      -- plain
    token text not null,                    -- plain
    psp text not null,                      -- plain
    station text not null,                  -- plain
    operation text not null,                -- plain
    part text not null,                     -- plain
    outcome text not null                   -- plain
);
create index gateway_event_notice on gateway_event (notice_number, id);
create index gateway_event_at on gateway_event (at);

-- Where a person was sent to pay.
create table checkout (
    id text primary key,                    -- plain
    charge_id text not null,                -- plain
    opened_at text not null                 -- plain
);
create index checkout_charge on checkout (charge_id, opened_at);

-- The payment platform that Ateneo plays itself, where it is so configured.
create table sandbox_session (
    id text primary key,                    -- plain
    charge_id text not null,                -- plain
    notice_number text not null,            -- plain
    opened_at text not null,                -- plain
    choice text,                            -- plain
    chosen_at text,                         -- plain
    payment text                            -- personal: payment
);
