-- One schema for every circle; a table that a circle does not need stays empty.

-- The ledger, in the order of arrival.
create table entry (
    place integer primary key,              -- 1, 2, 3, ... without a gap; the row of its words in `words` too
    id text not null unique,
    stream text not null,                   -- incident, or 'event'
    kind text not null,
    by text not null,
    at text not null,                       -- stamp: UTC, 27 characters, sorts as time
    happened text,                          -- JSON
    body text,                              -- JSON; null once it was erased
    salt blob not null,
    commitment blob not null,
    prev blob not null,
    signature blob not null,
    hash blob not null,                     -- of the entry, so that reading a stream computes none
    digest blob not null,                   -- SHA-256 over the digest of the place before and this entry's hash
    newest text not null                    -- the latest `at` of all entries up to this one
);
create index entry_of_stream on entry (stream, at, id);

-- What follows from the entries, rewritten in the transaction that adds one.
create table incident (
    id text primary key,
    overview text not null,                 -- JSON
    needles text not null                   -- JSON
);

create virtual table words using fts5 (
    text, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
insert into words (words, rank) values ('secure-delete', 1);

-- Words that came with their entry and are still to be put into the index, some dozen at a time: one by one,
-- the index would take as long as all the rest of a commit.
create table words_waiting (
    place integer primary key,
    text text not null
);

create table file (
    id text primary key,
    key blob not null,                      -- of the sealed pieces in files/<id>
    size integer not null,
    sha256 text not null                    -- empty while it is being put
) without rowid;

-- The team circle's own.
create table kept (
    key text primary key,                   -- event, playbook, header, header state
    value blob not null
);

create table code_name (name text primary key) without rowid;

create table half_written (
    member text not null,
    kind text not null,
    since text not null,
    primary key (member, kind, since)
) without rowid;

-- A private circle's own.
create table draft (
    id text primary key,
    kind text not null,
    incident text,
    code text not null,
    content blob not null,                  -- JSON, UTF-8 with surrogates passed
    started text not null,
    kept text not null
);

create table remembered (key text primary key, value blob not null);

create table head_seen (circle text primary key, entries integer not null, digest blob not null) without rowid;
