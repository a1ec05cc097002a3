-- The formats of an issued document, as they travel inside its PDF: zlib, in base64. Kept, because a signature of a format
-- is not made twice the same.
create table issued_format (
    issued_id text not null,                -- plain
    format text not null,                   -- plain
    body text not null,                     -- personal: education
    primary key (issued_id, format)
);
