"""One section of the intake: a card with its heading and what is asked in it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coc_desk.playbook.definitions import Field, Section
from coc_desk.ui.forms import FormSection
from coc_desk.ui.intake.order import stops
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.cards import Heading
from coc_desk.ui.parts.layouts import Column, Row


class SectionCard(QWidget):
    """A section's heading, the list that belongs to it, and its fields."""

    def __init__(
        self,
        section: Section,
        form: FormSection | None = None,
        part: QWidget | None = None,
        actions: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.section, self.form, self.part = section, form, part
        # Where a list can be empty, the hint stands in its place until something is in it.
        heading = Heading(str(section.label), "" if section.each == "person" else str(section.hint))
        inside = [one for one in (part, form) if one is not None]
        self.setLayout(Column(Row((heading, 1), *actions, gap=16), *inside, gap=16, margins=(20, 16, 20, 20)))

    def asked_at(self, widget: QWidget) -> tuple[Field | Section, QWidget]:
        """Return the field that a widget belongs to, or the section where a list stands, and what to point at."""
        for form in self.findChildren(FormSection):
            for field in form.fields:
                labelled = form.asked[field.key]
                if labelled.isAncestorOf(widget):
                    return field, labelled
        return self.section, widget

    def form_with(self, labelled: QWidget) -> FormSection | None:
        """Return the form a field stands in."""
        return next((one for one in self.findChildren(FormSection) if labelled in one.asked.values()), None)

    def first_input(self) -> QWidget | None:
        """Return what gets the focus when one goes to this section: the first thing that can be changed."""
        return next((one for one in stops(self) if one.isVisibleTo(self) and not _is_locked(one)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.box(paint.painter(self), QRectF(self.rect()), 12, fill="surface", edge="line")


def _is_locked(stop: QWidget) -> bool:
    proxy = stop.focusProxy() or stop
    return isinstance(proxy, QLineEdit) and proxy.isReadOnly()
