-- Admissions: a secretariat lets somebody enrol, and the stamp duty alone makes the enrolment valid.

create table admission (
    id text primary key,                    -- plain
    person_id text not null,                -- plain
    programme_id text not null references programme (id), -- plain
    -- The application that it came from; none when it was opened by person code.
    application_id text references application (id), -- plain
    state text not null,                    -- plain
    version bigint not null,                -- plain
    received_on text not null,              -- plain
    received text not null,                 -- personal: education
    permit bigint not null,                 -- personal: identification
    opened_by text not null,                -- plain
    opened_at text not null,                -- plain
    paid_at text,                           -- plain
    withdrawn_at text,                      -- plain
    reason text,                            -- personal: decision
    matricola text unique,                  -- personal: identification
    -- For the list: the person's name as shown, and the person code.
    person_name text not null,              -- personal: identification
    person_code text not null               -- personal: identification
);
-- One admission at a time of a person for an edition.
create unique index one_open_admission on admission (person_id, programme_id) where state in ('open', 'paid');
create index admission_person on admission (person_id, opened_at);
create index admission_programme on admission (programme_id, opened_at, id);
create index admission_state on admission (state, opened_at, id);
create index admission_opened on admission (opened_at, id);
create index admission_application on admission (application_id);
create index admission_code on admission (person_code);

-- The words of the names, folded: finding one by name.
create table admission_word (
    word text not null,                     -- personal: identification
    admission_id text not null references admission (id), -- plain
    primary key (word, admission_id)
);
