"""What is painted by hand stands right in a language that is read from right to left."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coc_desk.ui import icons
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Heading
from coc_desk.ui.parts.fields import Labelled, NoneButtons
from coc_desk.ui.parts.yes_no import YesNo
from coc_desk.ui.style import Appearance
from tests.ui.around.laptop import Room

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def painted(text: str, turn: Qt.LayoutDirection) -> QImage:
    """Return words as they are painted at the start of a line."""
    picture = QImage(300, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(turn)
    paint.words(painter, QRectF(picture.rect()), text, "body", "text", align=START)
    painter.end()
    return picture


def ink(picture: QImage) -> QRect:
    """Return where anything is painted."""
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).lightness() < 128
    ]
    across, along = [x for x, _y in dark], [y for _x, y in dark]
    return QRect(min(across), min(along), max(across) - min(across) + 1, max(along) - min(along) + 1)


@pytest.fixture
def backward(appearance: Appearance) -> Iterator[None]:
    """A screen that is read from right to left."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(RTL)
    yield
    app.setLayoutDirection(LTR)


def test_words_begin_where_reading_begins(appearance: Appearance) -> None:
    assert ink(painted("Jun K.", LTR)).left() < 10
    assert ink(painted("Jun K.", RTL)).right() > 290


def test_a_name_keeps_its_own_direction(appearance: Appearance) -> None:
    for turn in (LTR, RTL):
        picture = painted("Lindiwe M.", turn)
        where = ink(picture)
        first = ink(picture.copy(where.left(), 0, 2, picture.height()))
        assert first.height() > where.height() // 2, "a letter, not the full stop"


@pytest.mark.usefixtures("backward")
def test_an_answer_stands_beside_its_mark() -> None:
    part = YesNo().parts.parts[3]
    part.resize(part.sizeHint())
    picture = QImage(part.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    part.render(picture)
    assert ink(picture).left() > part.width() // 8


@pytest.mark.usefixtures("backward")
def test_answers_without_a_value_do_not_lie_over_the_control(qtbot: QtBot) -> None:
    answers = YesNo()
    field = Labelled("Is anyone in danger now?", answers, beside=True)
    window = Room(field, (620, 60))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    answers.stops()[0].setFocus()
    QApplication.processEvents()
    nones = field.findChild(NoneButtons)
    assert nones is not None
    assert nones.isVisible()
    covered = QRect(answers.parts.mapTo(field, answers.parts.rect().topLeft()), answers.parts.size())
    assert not covered.intersects(nones.geometry())


@pytest.mark.usefixtures("backward")
def test_a_remark_stands_at_the_end_of_the_line(qtbot: QtBot) -> None:
    heading = Heading("Safety now", "First people")
    qtbot.addWidget(heading)
    assert heading.hint.alignment() & Qt.AlignmentFlag.AlignLeft
    assert heading.title.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.usefixtures("backward")
def test_what_points_ahead_points_the_other_way() -> None:
    button = Button("Go on", end_icon="arrow-right")
    assert icons.turned("arrow-right", button) == "arrow-left"
    assert icons.turned("lock", button) == "lock"
    button.setLayoutDirection(LTR)
    assert icons.turned("arrow-right", button) == "arrow-right"
