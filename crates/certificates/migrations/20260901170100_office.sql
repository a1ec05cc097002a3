-- The office's side: of which programme a request is, who looks after it, what is printed together, who was handed what.

alter table certificate_request add column programme_id text; -- plain
alter table certificate_request add column batch_id text; -- plain
alter table certificate_request add column printed_at text; -- plain
alter table certificate_request add column refund bigint; -- plain
alter table certificate_request add column identity_kind text; -- plain
alter table certificate_request add column identity_note text; -- personal: identity

-- The queue: each filter is one range of one index, in the order of the page.
drop index certificate_request_queue;
create index certificate_request_waiting on certificate_request (state, submitted_at, id);
create index certificate_request_delivered on certificate_request (state, delivery, submitted_at, id);
create index certificate_request_of_programme on certificate_request (programme_id, state, submitted_at, id);
create index certificate_request_of_officer on certificate_request (officer_id, state, submitted_at, id);
create index certificate_request_career on certificate_request (career_id);
create index certificate_request_registered on certificate_request (registered_number) where registered_number is not null;
create index certificate_request_batch on certificate_request (batch_id) where batch_id is not null;

-- The tallies of the queue by programme, so that a secretary's counters cost the same as everybody's.
create table certificate_queue_tally (
    state text not null,                    -- plain
    programme_id text not null default '',  -- plain
    n bigint not null,                      -- plain
    primary key (state, programme_id)
);
insert into certificate_queue_tally (state, n) select state, n from certificate_tally;
drop table certificate_tally;
alter table certificate_queue_tally rename to certificate_tally;

-- Officers that this room has met: their names beside what they did.
create table certificate_officer (
    account_id text primary key,            -- plain
    name text not null,                     -- personal: identification
    seen_at text not null                   -- plain
);

-- Requests that are printed together.
create table certificate_batch (
    id text primary key,                    -- plain
    officer_id text not null,               -- plain
    made_at text not null                   -- plain
);
