-- The record: careers of other systems beside our own, examinations, awards.

-- A career that was imported has no application, no edition of ours and a student number from elsewhere.
create table career_record (
    id text primary key,                    -- plain
    application_id text unique,             -- plain
    source_key text unique,                 -- plain
    person_id text not null,                -- plain
    matricola text not null unique,         -- personal: identification
    number bigint unique,                   -- plain
    kind text not null,                     -- plain
    edition_id text,                        -- plain
    title_it text not null,                 -- plain
    title_en text not null,                 -- plain
    class_code text not null default '',    -- plain
    language text not null default '',      -- plain
    ects_tenths bigint not null default 0,  -- plain
    year text not null,                     -- plain
    status text not null,                   -- plain
    opened_on text not null,                -- plain
    closed_on text,                         -- plain
    version bigint not null                 -- plain
);
insert into career_record (id, application_id, person_id, matricola, number, kind, edition_id, title_it, title_en, year,
    status, opened_on, closed_on, version)
select id, application_id, person_id, matricola, number, kind, edition_id, title_it, title_en, year,
    status, opened_on, closed_on, version from career;
drop table career;
alter table career_record rename to career;
create index career_person on career (person_id, opened_on);
create index career_edition on career (edition_id, status);

-- One examination that was passed.
create table exam (
    id text primary key,                    -- plain
    career_id text not null,                -- plain
    code text not null,                     -- plain
    title_it text not null,                 -- plain
    title_en text not null,                 -- plain
    sector text not null,                   -- plain
    ects_tenths bigint not null,            -- plain
    points bigint,                          -- personal: education
    out_of bigint,                          -- personal: education
    honours bigint not null,                -- personal: education
    passed_on text not null,                -- personal: education
    version bigint not null                 -- plain
);
create unique index exam_once on exam (career_id, code);

-- The award that ended a career well.
create table award (
    career_id text primary key,             -- plain
    title_it text not null,                 -- plain
    title_en text not null,                 -- plain
    awarded_on text not null,               -- personal: education
    points bigint,                          -- personal: education
    out_of bigint,                          -- personal: education
    honours bigint not null,                -- personal: education
    thesis text not null,                   -- personal: education
    version bigint not null                 -- plain
);
create index award_day on award (awarded_on);
