"""The parts laid out to be looked at; python tests/ui/gallery.py FOLDER writes a picture per theme and size of text."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from coc_desk.ui.parts.buttons import BigButton, Button, IconButton
from coc_desk.ui.parts.cards import Card, EmptyState, Heading
from coc_desk.ui.parts.chips import Chip, Count, KeyCap
from coc_desk.ui.parts.choices import Segmented, Toggles
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.flags import Flag, Flags, ShortFlags
from coc_desk.ui.parts.guidance import Bubble, Guide
from coc_desk.ui.parts.inputs import Fixed, Line, LongText
from coc_desk.ui.parts.kept import KeptMark
from coc_desk.ui.parts.layouts import Column, Flow, Hairline, Row, Scroll, held
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.marks import Avatar, EntryMark, GreyLines, IconDisc, Picture, StrengthBar
from coc_desk.ui.parts.moments import Moment
from coc_desk.ui.parts.notices import Notice, Notices
from coc_desk.ui.parts.progress import Progress
from coc_desk.ui.parts.stages import StageLine
from coc_desk.ui.parts.switches import Check, Radio, Switch
from coc_desk.ui.parts.tabs import Tabs
from coc_desk.ui.parts.text import Link, Strong, Text
from coc_desk.ui.parts.word_chips import WordChips
from coc_desk.ui.parts.yes_no import YesNo
from coc_desk.ui.style import Appearance
from coc_desk.ui.theme import THEMES, look

AT: Final = datetime(2027, 6, 12, 14, 2, 31, tzinfo=UTC)
SCALES: Final = (1.0, 1.5, 2.0)
WIDTH: Final = 1280


def buttons() -> Card:
    card = Card("Buttons")
    kinds = [Button(kind.title(), kind) for kind in ("main", "second", "row", "quiet")]
    off = [Button(kind.title(), kind) for kind in ("main", "second", "row", "quiet")]
    for one in off:
        one.refuse("Nothing is written yet.")
    more = [Button("Save report", "main", keys="Ctrl+Return"), Button("Exclude members", icon="user-round-x", count=1)]
    danger = Row(Button("Erase for good", "danger", icon="flame"), Text("asks first, in words", role="second"), ...)
    big = Flow(BigButton("Quick note", icon="file", keys="F2", kind="second"), BigButton("Log a report", icon="pen"))
    small = Row(IconButton("arrow-left", "Back"), IconButton("ellipsis", "More"), Link("printed recovery sheet"), ...)
    practice = Flow(Button("Practise with invented cases", "practice", icon="graduation-cap"))
    card.fill(Column(Flow(*kinds), Flow(*off), Flow(*more), danger, big, small, practice, gap=12))
    return card


def answers() -> Card:
    card = Card("Answers and choices")
    asked = [YesNo(severity) for severity in ("plain", "danger", "warn", "warn", "plain", "plain")]
    for one, answer in zip(asked[1:5], ("yes", "maybe", "unknown", "no"), strict=True):
        one.show_answer({"v": answer})
    asked[5].show_answer({"none": "not asked"})
    for number, one in enumerate(asked):
        one.tell(f"Question {number}", "")
    toggles = Toggles([("water", "Water"), ("escort", "Escort"), ("room", "Private room")], other=True)
    toggles.tell("Support given", "")
    toggles.show_answer({"v": ["water"]})
    urgency = Segmented(
        [("act", "Act now"), ("watch", "Watch"), ("steady", "Steady")], {"act": "danger", "watch": "warn"}
    )
    urgency.tell("Urgency", "")
    urgency.show_answer({"v": "watch"})
    check, off, radio, switch = Check("Kept elsewhere"), Check("Not yet"), Radio("One of several"), Switch("Practice")
    for mark in (check, radio, switch):
        mark.setChecked(True)
    marks = Flow(check, off, radio, Radio("Another"), switch, Switch("Sounds"), gap=12)
    card.fill(Column(*asked, toggles, urgency, marks, gap=12))
    return card


def fields() -> Card:
    card = Card("Fields")
    asked = {
        "Rest": Line("What is seen in an empty field"),
        "Focus": Line(),
        "Answered without a value": Line(),
        "Cannot be kept": Line(),
        "Cannot be changed": Fixed("13:58:04", "written at"),
        "When": Moment(lambda: AT),
        "Channel": ListBox([("person", "In person"), ("phone", "Phone")], other=True, hint="Choose"),
        "In their words": LongText("What it changed for them", 2),
    }
    made = {label: Labelled(label, one) for label, one in asked.items()}
    made["Focus"].show_answer({"v": "corridor by"})
    made["Answered without a value"].show_answer({"none": "not asked"})
    made["Cannot be kept"].show_answer({"v": "31 June"})
    made["Cannot be kept"].refuse("June has 30 days. Kept as words for now.")
    made["When"].show_answer({"v": {"from": "2027-06-12T11:20+00:00", "to": "2027-06-12T11:30+00:00"}})
    made["Channel"].show_answer({"v": "person"})
    made["In their words"].show_answer(
        {"v": "„Er hat sich mir in den Weg gestellt und gesagt, ich soll nicht so tun.“"}
    )
    made["Focus"].input.setObjectName("first")
    card.fill(Column(*made.values(), gap=12))
    return card


def safety() -> Card:
    card = Card("Safety")
    short = Flow(
        ShortFlags("yes", "yes", "yes"), ShortFlags("maybe", "maybe", "maybe"), ShortFlags("no", "no", "no"), gap=16
    )
    open_ones = Flow(
        ShortFlags("unknown", "unknown", ""), Text("place and icon say which, fill says what", role="second")
    )
    rows = [Flags(*(answer,) * 3) for answer in ("yes", "maybe", "no", "unknown")]
    card.fill(Column(*rows, Flag("danger"), short, open_ones, gap=8))
    return card


def chips() -> Card:
    card = Card("Chips and keys")
    kinds = {
        "plain": "",
        "quiet": "",
        "role": "",
        "warn": "clock-alert",
        "ok": "circle-check",
        "danger": "circle-alert",
    }
    shown = [Chip(kind.title(), kind, icon) for kind, icon in kinds.items()]
    card.fill(Flow(*shown, Chip("? Not asked", "dashed"), KeyCap("Ctrl+K"), Count(7), Avatar("Noor H.")))
    return card


def type_card() -> Card:
    card = Card("Type")
    roles = {
        "title": "Page title 26/32",
        "section": "Section 20/28",
        "card": "Card title 16/22",
        "input": "Account and input 15/22, what people read long",
        "body": "Body 14/20, the rest of the screen",
        "second": "Second line 13/18, never smaller. Il1 O0 rn m",
    }
    lines = [Text(words, role=role, wrap=True) for role, words in roles.items()]
    times = Text(Strong("14:02:31"), " and ", Strong("08:10"), " stand in column", numbers=True)
    card.fill(Column(*lines, times, gap=2))
    return card


def kept() -> Card:
    card = Card("Kept, and not kept")
    marks = [KeptMark() for _ in range(2)]
    marks[0].kept(AT)
    marks[1].not_kept(AT, "Disk full")
    progress = Progress()
    progress.show_progress(26, 40, "Checking 26 of 40 pages")
    strength = StrengthBar()
    strength.show_strength(4, "Strong", "Would hold for years if the laptop is stolen.")
    card.fill(Column(*marks, progress, strength, WordChips(["orbit", "mitten", "gravel"], numbered=True), gap=8))
    return card


def rows() -> Card:
    card = Card(
        "Promises", count="4 today", chips=[Chip("1 overdue", "warn", "clock-alert")], actions=[Button("All", "quiet")]
    )
    for time, late, words, tint in (
        ("13:30", "36 min late", "Call the reporter back", "warn"),
        ("14:30", "in 24 min", "Meet", ""),
    ):
        ink = "warn-text" if tint else "text2"
        when = Column(Text(time, role="card", numbers=True), Text(late, role="second", tone=ink), gap=0)
        what = Column(
            Text(words, wrap=True), Text(Strong("linen harbour"), ", promised by you at 11:10", role="second"), gap=0
        )
        card.row(
            Flow(held(Row(when, what, gap=16)), ShortFlags("no", "no", "maybe"), Button("Done", "row", icon="check")),
            tint,
        )
    return card


def lines() -> Card:
    card = Card()
    stage = StageLine(["Received", "Assessing", "Decided", "Following up", "Closed"], 3)
    tabs, pills = (
        Tabs([("record", "Record"), ("people", "People"), ("consent", "Consent")], look) for look in ("line", "pills")
    )
    for one in (tabs, pills):
        one.show_count("people", 4)
    entry = Row(EntryMark("message-circle"), (Text(Strong("Talk with reporter"), " 13:10, Noor H."), 1), gap=12)
    card.fill(
        Column(Heading("What happened", "First the safety of people"), stage, tabs, Hairline(), pills, entry, gap=12)
    )
    return card


def beside() -> QWidget:
    bubble = Bubble()
    asks, minds = ["Is the person near you now?"], ["Are you sure?", "Why did you stay?"]
    note = "Maybe is a full answer. It shows on every list, so the next shift keeps watch."
    bubble.show_guide(Guide("Is it still going on?", note, asks, minds, ["Y", "N", "M", "U"], "answer and go on"))
    return bubble


def states() -> Card:
    card = Card()
    disc = Row(
        IconDisc("circle-check", "ok"), (Text("Nothing needs you", role="card", wrap=True), 1), Picture("lock"), gap=12
    )
    empty = EmptyState(
        "search-x", "Nothing found for “lanyard blue”", "Incidents outside your circle are not searched."
    )
    card.fill(Column(disc, empty, GreyLines(), gap=12))
    return card


def bars() -> Notices:
    bars = Notices()
    bars.tell(Notice("stick", "attention", "The stick was pulled out.", "3 summaries are sealed and wait.", "usb"))
    act = ("Try again", lambda: None)
    bars.tell(
        Notice(
            "disk", "danger", "The disk is full.", "What you type is held in memory and on screen.", "hard-drive", act
        )
    )
    bars.tell(Notice("bundle", "info", "2 entries by Jun K. came in.", "Nothing was overwritten.", "info"))
    return bars


class Gallery(QWidget):
    """Everything there is, in columns; in one when there is no room for three."""

    def __init__(self) -> None:
        super().__init__()
        columns = (
            (buttons(), answers(), type_card(), beside()),
            (fields(), safety(), chips()),
            (kept(), rows(), lines(), states()),
        )
        narrow = look().scale > 1.2
        made = [Column(*parts, ..., gap=16) for parts in columns]
        body = Column(*made, gap=16, margins=24) if narrow else Row(*((one, 1) for one in made), gap=20, margins=24)
        self.page = Scroll(held(body))
        self.setLayout(Column(bars(), (self.page, 1), gap=0))

    def fit(self) -> None:
        """Be as high as everything in it."""
        self.resize(WIDTH, 800)
        inside = self.page.widget()
        assert inside is not None
        self.resize(WIDTH, inside.heightForWidth(WIDTH) + 300)


def names() -> Mapping[str, float]:
    """Return the sizes of text pictures are made at, by what their files are called."""
    return {f"{round(100 * scale)}": scale for scale in SCALES}


def main(folder: Path) -> None:
    app = QApplication(sys.argv[:1])
    appearance = Appearance(app, "light")
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for name, scale in names().items():
            appearance.choose(theme, scale)
            gallery = Gallery()
            gallery.fit()
            gallery.show()
            gallery.activateWindow()
            if (first := gallery.findChild(QWidget, "first")) is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
            app.processEvents()
            gallery.grab().save(str(folder / f"{theme}-{name}.png"))
            gallery.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
