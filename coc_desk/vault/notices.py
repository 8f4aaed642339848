"""What is said after opening: nothing of it keeps anybody from working."""

from datetime import datetime, timedelta

from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _, ngettext
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.heads import Head

BACK = timedelta(minutes=2)
"""How far a clock may stand behind the newest entry without being mentioned: laptops differ."""


def missed(store: CircleStore, known: Head | None) -> Trouble | None:
    """Say what is gone from a ledger that had come to `known`."""
    if known is None or not known.entries:
        return None
    gone = known.entries - store.head.entries
    advice = _("Everything else is whole. Compare with a backup, and with what colleagues remember.")
    if gone > 0:
        fact = ngettext("One entry that was kept is gone.", "{gone} entries that were kept are gone.", gone)
        return Trouble(fact.format(gone=gone), advice, "damaged")
    if store.digest_at(known.entries) != known.digest:
        return Trouble(_("The newest entries are not those that were kept last."), advice, "damaged")
    return None


def clock_went_back(newest: datetime | None, now: datetime) -> Trouble | None:
    """Say that the laptop's clock stands before the newest entry."""
    if newest is None or newest - now <= BACK:
        return None
    return Trouble(
        _("The clock of this laptop went back {span}.").format(span=_span(newest - now)),
        _("Entries keep their order. Check the time before you write down times."),
        "clock",
    )


def _span(back: timedelta) -> str:
    minutes = int(back.total_seconds() // 60)
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    if minutes < 48 * 60:
        return _("{hours} h").format(hours=minutes // 60)
    return _("{days} days").format(days=minutes // (24 * 60))
