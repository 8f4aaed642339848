"""Shares: a secret in three parts of twenty words each, any two of which give it back (SLIP-39, by its own library).

Format: SatoshiLabs' SLIP-0039 with one group, threshold 2 of 3, no passphrase, a secret of 16 random bytes. What is put
through Argon2id is the secret in hex. One share tells nothing about it. The set's number (15 bits, `Shares.set`) stands
in each share and may be known: by it a share of another vault is told from a mistyped one.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE, CUSTOMIZATION_STRING_ORIG
from shamir_mnemonic.rs1024 import verify_checksum
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from coc_desk.i18n import _
from coc_desk.keys.errors import Mistyped
from coc_desk.keys.near_words import nearest, typed_words

NEEDED, MADE = 2, 3
SHARE_WORDS = 20
_SECRET_BYTES = 16


@dataclass(frozen=True)
class Shares:
    """A secret and its three shares."""

    secret: str = field(repr=False)
    set: int
    """The number that stands in each of these shares, and in no others but by chance of 1 in 32,768."""
    words: tuple[str, ...] = field(repr=False)


def make_shares() -> Shares:
    """Draw a secret and cut it into three shares; takes about 0.1 s."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    (words,) = generate_mnemonics(1, [(NEEDED, MADE)], secret)
    return Shares(secret.hex(), Share.from_mnemonic(words[0]).identifier, tuple(words))


def read_shares(typed: Sequence[str], set: int) -> str:
    """Return the secret in two shares of the set; `Mistyped` says what is wrong with which share."""
    read = [_read(number, one, set) for number, one in enumerate(typed, 1)]
    first, second = read
    if first.index == second.index:
        raise Mistyped(_("These are twice the same share. The other one has to be another of the three."), {}, 2)
    try:
        return bytes(combine_mnemonics([one.mnemonic() for one in read])).hex()
    except MnemonicError:
        raise Mistyped(_("These two shares do not belong together."), {}, 2) from None


def _read(number: int, typed: str, set: int) -> Share:
    words = typed_words(typed)
    if not words:
        raise Mistyped(_("Type the words of share {n}.").format(n=number), {}, number)
    unknown = [place for place, word in enumerate(words) if word not in WORD_INDEX_MAP]
    if unknown:
        raise _unlisted(number, words, unknown)
    if len(words) != SHARE_WORDS:
        told = _("Share {share} has {n} words here. On paper it has {all}.")
        raise Mistyped(told.format(share=number, n=len(words), all=SHARE_WORDS), {}, number)
    try:
        share = Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise _wrong_word(number, words) from None
    if share.identifier != set or share.member_threshold != NEEDED or share.group_count != 1:
        told = _("Share {n} is whole, but belongs to another vault, or to shares that were replaced.")
        raise Mistyped(told.format(n=number), {}, number)
    return share


def _unlisted(number: int, words: Sequence[str], unknown: Sequence[int]) -> Mistyped:
    meant = {place: nearest(words[place], WORDLIST) for place in unknown}
    sentences = []
    for place, word in meant.items():
        plain = _("Share {share}, word {n}: “{typed}” is on no share. Look at it again.")
        near = _("Share {share}, word {n}: “{typed}” is on no share. It is probably “{meant}”.")
        sentence = near if word else plain
        sentences.append(sentence.format(share=number, n=place + 1, typed=words[place][:20], meant=word))
    return Mistyped(" ".join(sentences), {place: word for place, word in meant.items() if word}, number)


def _wrong_word(number: int, words: Sequence[str]) -> Mistyped:
    """One wrong word out of twenty is found; SLIP-39's three check words can do no more."""
    found = _fitting([WORD_INDEX_MAP[word] for word in words])
    if found is None:
        told = _("Share {n} has more than one wrong word. Compare each with the paper.")
        return Mistyped(told.format(n=number), {}, number)
    place, word = found
    told = _("Share {share}, word {n} is not “{typed}”. The other words say it is “{meant}”.")
    sentence = told.format(share=number, n=place + 1, typed=words[place], meant=WORDLIST[word])
    return Mistyped(sentence, {place: WORDLIST[word]}, number)


def _fitting(numbers: Sequence[int]) -> tuple[int, int] | None:
    """Return the one place, and the word, that would make the share whole; about half a second."""
    for kind in (CUSTOMIZATION_STRING_EXTENDABLE, CUSTOMIZATION_STRING_ORIG):
        for place, before in enumerate(numbers):
            changed = list(numbers)
            for word in range(len(WORDLIST)):
                changed[place] = word
                if word != before and verify_checksum(changed, kind):
                    return place, word
    return None
