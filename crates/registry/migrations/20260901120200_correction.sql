-- What the office corrected in a record, with what stood there before: nothing of a record is lost.

create table record_correction (
    id text primary key,                    -- plain
    career_id text not null,                -- plain
    what text not null,                     -- plain
    exam_code text,                         -- plain
    before text not null,                   -- personal: education
    after text not null,                    -- personal: education
    reason text not null,                   -- personal: education
    corrected_by text not null,             -- plain
    corrected_at text not null              -- plain
);
create index record_correction_career on record_correction (career_id, corrected_at);
