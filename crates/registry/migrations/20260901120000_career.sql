-- The careers of students. Each column says whether it is personal (of which kind) or plain.

create table career (
    id text primary key,                    -- plain
    application_id text not null unique,    -- plain
    person_id text not null,                -- plain
    matricola text not null unique,         -- personal: identification
    number bigint not null unique,          -- plain
    kind text not null,                     -- plain
    edition_id text not null,               -- plain
    title_it text not null,                 -- plain
    title_en text not null,                 -- plain
    year text not null,                     -- plain
    status text not null,                   -- plain
    opened_on text not null,                -- plain
    closed_on text,                         -- plain
    version bigint not null                 -- plain
);
create index career_person on career (person_id, opened_on);
create index career_edition on career (edition_id, status);
