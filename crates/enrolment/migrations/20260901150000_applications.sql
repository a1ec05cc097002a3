-- Applications for enrolment: what is declared, which papers come with it, what the office asks to correct.

create table application (
    id text primary key,                    -- plain
    person_id text not null,                -- plain
    programme_id text not null,             -- plain
    state text not null,                    -- plain
    version bigint not null,                -- plain
    language text not null,                 -- plain
    started_at text not null,               -- plain
    personal_confirmed_at text,             -- plain
    qualification_confirmed_at text,        -- plain
    upload_confirmed_at text,               -- plain
    privacy_accepted_at text,               -- plain
    submitted_at text,                      -- plain
    protocol text unique,                   -- plain
    snapshot text,                          -- personal: declaration
    assigned_to text,                       -- plain
    data_accepted_at text,                  -- plain
    decided_at text,                        -- plain
    reason text,                            -- personal: decision
    due_on text,                            -- plain
    matricola text,                         -- plain
    -- For the queue: the person's name as shown, folded for searching, and the person code.
    applicant_name text not null,           -- personal: identification
    applicant_folded text not null,         -- personal: identification
    applicant_code text not null            -- personal: identification
);
-- One application at a time for a programme.
create unique index one_open_application on application (person_id, programme_id)
    where state not in ('cancelled', 'rejected');
create index application_person on application (person_id, started_at);
create index application_queue on application (programme_id, state, submitted_at, id);
create index application_state on application (state, submitted_at, id);
create index application_assigned on application (assigned_to, state, submitted_at, id);
create index application_code on application (applicant_code);
create index application_folded on application (applicant_folded);

-- How many applications of a programme are in a state, kept with each step: counting them anew would grow with them.
create table application_tally (
    programme_id text not null,             -- plain
    state text not null,                    -- plain
    n bigint not null,                      -- plain
    primary key (programme_id, state)
);
-- How many entered a state on a day.
create table application_day (
    programme_id text not null,             -- plain
    day text not null,                      -- plain
    state text not null,                    -- plain
    n bigint not null,                      -- plain
    primary key (programme_id, day, state)
);

create table qualification (
    id text primary key,                    -- plain
    application_id text not null references application (id), -- plain
    position bigint not null,               -- plain
    country text not null,                  -- personal: education
    university_id text,                     -- personal: education
    university_name text not null,          -- personal: education
    university_town text,                   -- personal: education
    level text not null,                    -- personal: education
    course_id text,                         -- personal: education
    course_name text not null,              -- personal: education
    attained bigint not null,               -- personal: education
    not_in_register bigint not null default 0, -- personal: education
    academic_year text,                     -- personal: education
    graduated_on text,                      -- personal: education
    mark text                               -- personal: education
);
create index qualification_application on qualification (application_id, position);

create table paper (
    id text primary key,                    -- plain
    application_id text not null references application (id), -- plain
    qualification_id text,                  -- plain
    kind text not null,                     -- plain
    description text,                       -- personal: document
    file_id text not null references stored_file (id), -- plain
    uploaded_at text not null,              -- plain
    replaced_at text                        -- plain
);
create index paper_application on paper (application_id, kind);

-- What was typed into a form of the application and is not saved yet; empty once it is. The version tells two windows
-- apart: it goes up with each save, also the last one.
create table draft (
    application_id text not null references application (id), -- plain
    form text not null,                     -- plain
    typed text not null,                    -- personal: declaration
    version bigint not null,                -- plain
    saved_at text not null,                 -- plain
    primary key (application_id, form)
);

-- A request for corrections or additions: one message, one term, some items.
create table correction (
    id text primary key,                    -- plain
    application_id text not null references application (id), -- plain
    officer text not null,                  -- plain
    message text not null,                  -- personal: correspondence
    due_on text not null,                   -- plain
    requested_at text not null,             -- plain
    closed_at text                          -- plain
);
create unique index one_open_correction on correction (application_id) where closed_at is null;
create table correction_item (
    correction_id text not null references correction (id), -- plain
    item text not null,                     -- plain
    note text not null,                     -- personal: correspondence
    answered_at text,                       -- plain
    primary key (correction_id, item)
);
