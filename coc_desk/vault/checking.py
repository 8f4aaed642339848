"""Whether entries are what their writers signed, and follow from one another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from coc_desk.casework.entries import START, Entry, IncidentId, MemberId, content_matches
from coc_desk.i18n import _
from coc_desk.keys.identity import verify
from coc_desk.vault.trouble import DoesNotVerify

Chain = Mapping[bytes, tuple[MemberId, datetime]]
"""Hash of an entry of a stream -> its writer, and when it was written."""
Signed = Mapping[tuple[MemberId, bytes], bytes]
"""(Writer, hash) -> the signature this program itself made a moment ago: nothing is learned from verifying it."""


def problem_of(
    entry: Entry, hash: bytes, verify_keys: Mapping[MemberId, bytes], signed: Signed = MappingProxyType({})
) -> str:
    """Return what is wrong with an entry by itself, in words; empty when nothing is. `hash` is the entry's own."""
    key = verify_keys.get(entry.by)
    if key is None:
        return _("it is by nobody of this team")
    if not content_matches(entry):
        return _("its content is not the one that was signed")
    if signed.get((entry.by, hash)) != entry.signature and not verify(key, hash, entry.signature):
        return _("its signature is not its writer's")
    return ""


def problem_in_chain(entry: Entry, chain: Chain) -> str:
    """Return what is wrong with an entry's place after those of its stream that are there; empty when nothing is."""
    if entry.prev == START:
        return ""
    if entry.prev not in chain:
        return _("the entry before it is missing")
    by, at = chain[entry.prev]
    if by != entry.by:
        return _("it follows an entry of somebody else")
    return _("it is dated before the entry it follows") if entry.at < at else ""


def in_chain_order(entries: Iterable[tuple[Entry, bytes]]) -> list[tuple[Entry, bytes]]:
    """Return entries with their hashes so that each comes after the one it follows, whatever order they came in."""
    waiting = {hash: (entry, hash) for entry, hash in entries}
    ordered: list[tuple[Entry, bytes]] = []
    for hash in list(waiting):
        line, last = [], hash
        while last in waiting:
            line.append(waiting.pop(last))
            last = line[-1][0].prev
        ordered += reversed(line)
    return ordered


def checked(
    entries: Sequence[Entry],
    verify_keys: Mapping[MemberId, bytes],
    chain_of: Callable[[IncidentId], Chain],
    signed: Signed = MappingProxyType({}),
) -> list[tuple[Entry, bytes]]:
    """Return entries with their hashes in an order in which they can be taken in; `DoesNotVerify` when one is wrong."""
    ordered = in_chain_order((entry, entry.hash) for entry in entries)
    fresh: dict[IncidentId, dict[bytes, tuple[MemberId, datetime]]] = {}
    for entry, hash in ordered:
        if entry.incident not in fresh:
            fresh[entry.incident] = dict(chain_of(entry.incident))
        problem = problem_of(entry, hash, verify_keys, signed) or problem_in_chain(entry, fresh[entry.incident])
        if problem:
            raise DoesNotVerify(_("An entry does not verify: {problem}.").format(problem=problem))
        fresh[entry.incident][hash] = (entry.by, entry.at)
    return ordered
