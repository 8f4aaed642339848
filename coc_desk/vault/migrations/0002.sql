-- Incidents that are on their way from this circle to another; what is cut off is gone on with at the next opening.
create table moving (
    incident text primary key,
    said text not null                      -- JSON: how far it is, who shall hold the key, to which circle
) without rowid;

-- Places whose entries moved to another circle: enough for the running digest to be checked, and for those who have
-- the incident to see that nothing else was taken out; nothing of what they said.
create table gone (
    place integer primary key,
    stream text not null,
    hash blob not null,
    digest blob not null,
    newest text not null
);

alter table file add column name text not null default '';  -- of the sealed pieces in files/; empty: the id
