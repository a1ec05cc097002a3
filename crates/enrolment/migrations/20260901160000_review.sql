-- The secretariat's side: who looks after an application, what colleagues note, how a qualification is verified.

-- The queue by who is in charge, within a programme and over all of them; each filter is one range of one index.
create index application_mine on application (assigned_to, programme_id, state, submitted_at, id);
create index application_nobody on application (programme_id, state, submitted_at, id) where assigned_to is null;
create index application_nobody_all on application (state, submitted_at, id) where assigned_to is null;

-- The words of the names of who has sent an application, folded: finding one by name.
create table review_word (
    word text not null,                     -- personal: identification
    application_id text not null references application (id), -- plain
    primary key (word, application_id)
);

-- Officers that this room has met: their names beside what they did, and to whom an application can be handed over.
create table review_officer (
    account_id text primary key,            -- plain
    name text not null,                     -- personal: identification
    grants text not null,                   -- plain
    seen_at text not null                   -- plain
);

-- What an officer notes for colleagues; the applicant never sees it.
create table review_note (
    id text primary key,                    -- plain
    application_id text not null references application (id), -- plain
    officer text not null,                  -- plain
    text text not null,                     -- personal: correspondence
    written_at text not null                -- plain
);
create index review_note_application on review_note (application_id, id);

-- Which officer has looked at which file in which hour: one event each.
create table review_seen (
    officer text not null,                  -- plain
    file_id text not null,                  -- plain
    hour text not null,                     -- plain
    primary key (officer, file_id, hour)
);

-- The verification of one title.
create table qualification_check (
    qualification_id text primary key,      -- plain
    application_id text not null references application (id), -- plain
    state text not null,                    -- plain
    version bigint not null,                -- plain
    email text,                             -- personal: contact
    language text,                          -- plain
    token_hash text unique,                 -- plain
    reminder_hash text unique,              -- plain
    asked_by text,                          -- plain
    asked_at text,                          -- plain
    answer_by text,                         -- plain
    answered_at text,                       -- plain
    answer text,                            -- personal: education
    answer_note text,                       -- personal: correspondence
    answer_who text,                        -- personal: identification
    answer_file text,                       -- plain
    decided_by text,                        -- plain
    decided_at text,                        -- plain
    decision_note text                      -- personal: decision
);
create index qualification_check_application on qualification_check (application_id);

-- Days from sending to decision, counted as each decision is taken: the median is read from the counts.
create table review_decision_days (
    programme_id text not null,             -- plain
    days bigint not null,                   -- plain
    n bigint not null,                      -- plain
    primary key (programme_id, days)
);
