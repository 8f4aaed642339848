"""The guidance: beside the focused field, or under it where there is no room beside."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from coc_desk.playbook.definitions import Field, Section
from coc_desk.ui.forms import guide_of
from coc_desk.ui.intake.section_card import SectionCard
from coc_desk.ui.parts.fields import Labelled
from coc_desk.ui.parts.guidance import Bubble, Guidance
from coc_desk.ui.parts.layouts import Column
from coc_desk.ui.theme import look

NARROWEST, WIDEST = 280, 364


def says_anything(asked: Field | Section) -> bool:
    """Whether there is any guidance."""
    return bool(asked.note or asked.ask or asked.mind)


class Beside(QWidget):
    """The column beside the form; what stands in it follows the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._guidance = Guidance()
        self._asked: Field | Section | None = None
        self._anchor: QWidget | None = None
        self.setLayout(Column((self._guidance, 1), gap=0, margins=(0, 20, 20, 20)))
        self.dress()

    def dress(self) -> None:
        """Take the size of text."""
        self.setMinimumWidth(look().px(NARROWEST))
        self.setMaximumWidth(look().px(WIDEST))

    def show_for(self, asked: Field | Section | None, anchor: QWidget | None) -> None:
        """Show the guidance of a field beside it, or nothing."""
        said = asked if asked is not None and says_anything(asked) else None
        if said is None or said is not self._asked:
            self._guidance.show_guide(guide_of(said) if said else None)
        self._asked, self._anchor = said, anchor
        self.follow(move=True)

    def forget(self) -> None:
        """Show nothing any more."""
        self.show_for(None, None)

    def follow(self, *, move: bool = False) -> None:
        """Stand where the field is now."""
        if self._anchor is not None and self._asked is not None:
            self._guidance.stand_beside(middle_of(self._anchor, self._guidance), move=move)


class Under:
    """The guidance as it is opened under a field by F1."""

    def __init__(self) -> None:
        self._bubble: Bubble | None = None
        self._anchor: QWidget | None = None

    def open(self, card: SectionCard, asked: Field | Section, anchor: QWidget) -> Bubble | None:
        """Open the guidance under a field and return it, or None when it is open already or there is nothing to say."""
        if self._anchor is anchor or not says_anything(asked):
            return None
        self.close()
        self._bubble, self._anchor = Bubble(notched=False), anchor
        self._bubble.show_guide(guide_of(asked))
        form = card.form_with(anchor)
        if form is not None and isinstance(asked, Field):
            form.put_under(asked.key, self._bubble)
        elif (layout := card.layout()) is not None:
            layout.addWidget(self._bubble)
        return self._bubble

    def leave(self, anchor: QWidget) -> None:
        """Close it when the focus is on another field."""
        if anchor is not self._anchor:
            self.close()

    def close(self) -> None:
        """Close it."""
        if self._bubble is not None:
            self._bubble.hide()
            self._bubble.deleteLater()
        self._bubble = self._anchor = None


def middle_of(anchor: QWidget, of: QWidget) -> int:
    """Return the height of a field's label in another widget."""
    within = anchor.label_middle(anchor) if isinstance(anchor, Labelled) else anchor.height() // 2
    return of.mapFromGlobal(anchor.mapToGlobal(QPoint(0, within))).y()
