-- The person's side: carts, slots at counters, what post costs.

-- A row for each person who ever had a cart: changed first by everything that is done with it, so that two windows or
-- two devices take turns, and a page knows whether the cart is as it showed it.
create table certificate_cart (
    person_id text primary key,             -- plain
    version bigint not null                 -- plain
);

-- Appointments at the counters. One is held from the start of the payment; given back it is free again.
create table certificate_slot (
    counter text not null,                  -- plain
    at text not null,                       -- plain
    request_id text not null unique,        -- plain
    primary key (counter, at)
);

alter table certificate_request add column address_country text; -- plain
alter table certificate_request add column postage bigint not null default 0; -- plain
create index certificate_item_duty on certificate_item (duty_id);
