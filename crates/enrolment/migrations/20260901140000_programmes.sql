-- The catalogue: one row an edition of a programme. What belongs to one edition alone (papers, instalments) stands in
-- it as JSON, because it is only ever read and written with it.

create table programme (
    id text primary key,                    -- plain
    number bigint not null,                 -- plain
    year bigint not null,                   -- plain
    state text not null,                    -- plain
    kind text not null,                     -- plain
    title_it text not null,                 -- plain
    title_en text not null,                 -- plain
    description_it text not null,           -- plain
    description_en text not null,           -- plain
    languages text not null,                -- plain
    opens_on text not null,                 -- plain
    closes_on text not null,                -- plain
    lessons_start_on text not null,         -- plain
    final_exam_on text,                     -- plain
    places bigint not null,                 -- plain
    minimum_entry text not null,            -- plain
    documents text not null,                -- plain
    fee_cents bigint not null,              -- plain
    instalments text not null,              -- plain
    final_fee_cents bigint not null,        -- plain
    stamp_duty bigint not null,             -- plain
    corporate bigint not null,              -- plain
    distance bigint not null,               -- plain
    secretariat_name text not null,         -- plain
    secretariat_email text not null,        -- plain
    secretariat_phone text not null,        -- plain
    secretariat_hours_it text not null,     -- plain
    secretariat_hours_en text not null,     -- plain
    version bigint not null,                -- plain
    changed bigint not null,                -- plain
    created_at text not null,               -- plain
    updated_at text not null,               -- plain
    unique (number, year)
);
create index programme_window on programme (state, closes_on);
create index programme_changed on programme (changed);

-- One row that every change of the catalogue moves on by one, so that each node sees what its search has not read yet.
-- Its lock is held until the commit: change n is never visible before change n - 1.
create table programme_catalogue (
    id text primary key,                    -- plain
    changed bigint not null                 -- plain
);
insert into programme_catalogue (id, changed) values ('all', 0);
