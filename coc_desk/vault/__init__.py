r"""The encrypted folder that holds everything; the only SQL.

What is in `Name.cocvault/`
---------------------------

`vault.json`            who can sign in, and who holds the key to what. Plain JSON; what is secret in it is wrapped.
`vault.copy.json`       the same bytes once more, written after it: heals a `vault.json` that was lost or damaged.
`team.db`               the circle of the whole team. SQLCipher.
`<32 hex digits>.db`    further circles: one private circle per member, and restricted ones. SQLCipher.
`<same name>.head`      how far the circle's ledger had come when it was last written to (below).
`files/<32 hex digits>` attachments, sealed in pieces (below).
`vault.lock`            held by the one program that has the vault open.
`before-<n>/`           the databases as they were before they were brought to schema `n`. SQLCipher, same keys.

No name of a file says anything. What the folder tells without a passphrase: the event's name, the members' names and
roles, how many circles there are and who is in them, how much was written and when.

vault.json, format 2
--------------------

`format`   1 as long as no part is used that came with 2. A larger number is refused by name and left alone.
`vault`    id of the vault, 32 hex digits.
`event`    name of the event, for the unlock window.
`number`   rises by one whenever the file is replaced.
`members`  in the order they came: `id`, `name`, `role`, `verify` (Ed25519 public key, hex), `recipient` (age X25519
           public key), `left`.
`roster`   `by` (the lead, or the founder) and `signature` (Ed25519, hex) over "coc-desk roster 1\n" and the canonical
           JSON of [vault, members, by]. Only a lead or the first member can change who is in the team.
`slots`    per member id: Argon2id's `salt`, `memory_kib`, `passes`, `lanes`, and `wrapped`, the member's private keys
           under the derived key (ChaCha20-Poly1305), bound to [vault, member, memory_kib, passes, lanes].
`circles`  `id` (its file's name without .db), `kind` (team, private, restricted), `keys`: per member id, the 32
           random bytes of the circle, sealed to that member (age). Since 2, left out while empty: `next`, the
           key it is being brought to with an HMAC-SHA-256 of it under the present one, sealed likewise; `stale`, that
           somebody who is no member may know the key; `of`, the one incident it was made for; `waiting`, its key for
           members who may come in as soon as they say yes.
`recovery` only when one was made. `id`, `verify`, `recipient`, `way` (sheet, shares), `made`, `set`: the roster's
           signature covers these, and may then be recovery's own. `keys`: per circle that it opens, `sealed` and
           `check`, a MAC by which a member sees whether the key is still the same. `agreed`: per circle, the signature
           of each member over "coc-desk recovery agreed 1\n" and the canonical JSON of [vault, id, verify, recipient,
           circle, member]. `used`: who came back as whom, when. Its private keys are in `slots` under its id.
`by`, `signature`  the member who replaced the file, and their Ed25519 signature over "coc-desk vault 1\n" and the
           canonical JSON of everything above.
`check`    SHA-256 of the canonical JSON of all the rest: damage is seen before anybody signs in.

A responder alone at night must be able to make a restricted circle or change their passphrase, so the file as a whole
is signed by any member, and the part that says who is a member only by a lead. The team circle holds a copy that says
what is in force. At opening an older file is replaced from it, and so is a file whose signatures do not come from
people of that copy; both are said. It is replaced in this order: copy in the team circle, `vault.json` (temporary file,
sync, rename), `vault.copy.json`.

Keys
----

passphrase -> Argon2id (never below RFC 9106's second choice) -> 32 bytes -> the member's private keys -> the 32 random
bytes of each circle. A database is opened with that raw key, never with one built from typed text. The key of its
`.head` is HMAC-SHA-256(circle key, "coc-desk head 1"). Each attachment has a random key of its own, which stands in the
database of the one circle that holds it.

Moving an incident to another circle is told in `moves.py`, new keys for a circle in `rekeying.py`.

Databases
---------

SQLCipher 4: AES-256 pages of 4,096 bytes, each with HMAC-SHA-512; the settings stand in `database.py`. WAL and
synchronous=FULL: what was acknowledged is on disk. The schema is `migrations/NNNN.sql`, its number is `user_version`.
A zero-length database is refused, a newer one too. It is first opened for reading only, so that a damaged one is left
exactly as it is.

An entry, the overview and needles its incident comes to, and its search words are written in one transaction. The words
wait in a table of their own and go into the full-text index some dozen at a time, at the latest with the next search:
one by one, the index alone would take as long as all the rest of a commit.

Ledger and head
---------------

Each entry's row bears the running digest SHA-256(digest before, entry's hash) in order of arrival. After each commit
count and digest go to `<circle>.head`: two slots of 80 bytes written in turn ("cocHEAD1", count as 8 bytes big-endian,
digest, HMAC-SHA-256 over these), without waiting for the disk. The member's private circle notes the heads it has seen
whenever it is written to. SQLite drops a damaged last WAL frame without a word, and a folder can be put back piece by
piece: at opening, a ledger that is shorter than a head said, or has another digest at that place, is told as a notice.
It is never a reason not to open. A whole folder put back as it was cannot be told from the past.

Attachments
-----------

A file of its own each, not rows: a video does not swell the database that every search and every backup goes through,
it is written at about disk speed, and to move it from the private circle to the incident's is to move its key, which
takes as long for 200 MB as for one. Content is cut into pieces of 1 MiB, the last one filled with zeros to a multiple
of 64 KiB so that its exact size does not tell which known file it is. Each piece is sealed with ChaCha20-Poly1305 under
the file's key, bound to [file id, number of the piece]; the database knows size and SHA-256. A row is there before the
file is: what a kill leaves behind belongs to a row in its writer's private circle, and is cleared at the next opening.

What stays outside: names of members and of the event in vault.json (the unlock window shows them), times and sizes of
files, and what SSDs keep of overwritten blocks (all of it encrypted).
"""
