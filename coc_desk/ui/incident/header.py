"""The head of the incident page, which never scrolls away: code name, flags, stage, owner, circle, next promise."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from coc_desk.casework.entries import MemberId
from coc_desk.casework.incidents import Incident
from coc_desk.i18n import _
from coc_desk.ui import icons
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts import paint
from coc_desk.ui.parts.buttons import Button, IconButton
from coc_desk.ui.parts.flags import Flags, ShortFlags
from coc_desk.ui.parts.layouts import Column, Flow, Row, held
from coc_desk.ui.parts.pressing import presses
from coc_desk.ui.parts.stages import StageLine
from coc_desk.ui.parts.text import Text
from coc_desk.ui.theme import look

SIDES: Final = 24


class Told(QAbstractButton):
    """A short label over what it is now; pressed, it changes that."""

    def __init__(self, label: str, icon: str = "", *, pressed: bool = True) -> None:
        super().__init__()
        self._label, self._words, self._icon, self._tone = label, "", icon, "text"
        self._pressed, self._close = pressed, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressed else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, pressed)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str, tone: str = "text", label: str = "") -> None:
        """Say how it is now."""
        self._words, self._tone, self._label = words, tone, label or self._label
        self.setText(words)
        self.setAccessibleName(f"{self._label}: {words}")
        self.updateGeometry()
        self.update()

    def stand_close(self, close: bool) -> None:
        """Take less room at the sides."""
        self._close = close
        self.updateGeometry()
        self.update()

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = look()
        words = paint.extent(self._words, "label", numbers=True) + (worn.px(20) if self._icon else 0)
        around = worn.px(18 if self._close else 34)
        return QSize(round(max(words, paint.extent(self._label, "second"))) + around, worn.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, worn = paint.painter(self), look()
        line = paint.mirrored(self, QRectF(0, 0, max(1, worn.px(1)), self.height()))
        painter.fillRect(line, worn.colour("line"))
        if self._pressed and self.underMouse():
            paint.box(painter, QRectF(self.rect()).adjusted(worn.px(8), 0, 0, 0), 8, fill="hover")
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        at, half = worn.px(12 if self._close else 20), self.height() / 2
        top = paint.mirrored(self, QRectF(at, 0, self.width() - at, half))
        paint.words(painter, top, self._label, "second", "text2", align=start)
        if self._icon:
            side = paint.mirrored(self, QRectF(at - worn.px(1), half, worn.px(16), half))
            icons.paint(painter, side, self._icon, 16, self._tone)
            at += worn.px(18)
        below = paint.mirrored(self, QRectF(at, half, self.width() - at, half))
        paint.words(painter, below, self._words, "label", self._tone, numbers=True, align=start)


class StageButton(QAbstractButton):
    """The stage line, which opens the list of stages."""

    def __init__(self) -> None:
        super().__init__()
        self.line = StageLine()
        self.line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(Row((self.line, 1), margins=(0, 7)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setObjectName("incident:stage")
        self.setAccessibleDescription(_("Opens the list of stages"))

    def show_stage(self, names: Sequence[str], now: int) -> None:
        """Show at which stage it is."""
        self.line.show_stage(names, now)
        self.setAccessibleName(_("Stage: {stage}").format(stage=names[now]))
        self.setToolTip(_("Change the stage"))
        self.updateGeometry()

    def dress(self) -> None:
        """Take the size of text."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.line.sizeHint().width(), look().px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.line.minimumSizeHint().width(), look().px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.underMouse():
            paint.box(paint.painter(self), QRectF(self.rect()), 8, fill="hover")


class _Waiting(QWidget):
    """A line that asks for something."""

    def __init__(self, inside: Row) -> None:
        super().__init__()
        self.setLayout(inside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = "accent-text" if look().contrast else ""
        paint.box(paint.painter(self), QRectF(self.rect()), 8, fill="accent-soft", edge=edge)


class IncidentHeader(QWidget):
    """Shows how an incident stands and what can be done with it as a whole."""

    asked = Signal(str)
    """restrict, report, link, facts, promises, owner (nobody), step out, take out, let in, ask first, vague line."""
    staged = Signal(str)
    """Key of the stage it shall go to."""
    owned = Signal(str)
    """Id of the member who shall own it; empty for nobody."""
    letting_in = Signal(str)
    """Id of a member who said that they can work on it."""

    def __init__(self) -> None:
        super().__init__()
        self.code = Text(role="title")
        self.flags, self.short_flags = Flags(), ShortFlags()
        self.restrict = Button(_("Restrict"), "quiet", icon="shield-off", low=False)
        self.report = Button(_("Another report"), "second", icon="file-text")
        self.more = IconButton("ellipsis", _("More about this incident"))
        self.stage, self.stage_told = StageButton(), Told(_("Stage"))
        self.owner = Told(_("Owner"))
        self.circle = Told(_("Circle"), "key-round")
        self.promise = Told(_("Next promise"))
        self._speaker: Speaker | None = None
        self._waiting_for: list[MemberId] = []
        self._narrow = False
        self._build()

    def _build(self) -> None:
        for name in ("restrict", "report", "more", "stage_told", "owner", "circle", "promise"):
            getattr(self, name).setObjectName(f"incident:{name}")
        acts = Row(self.restrict, self.report, self.more, gap=8)
        named = held(Flow(self.code, self.flags, self.short_flags, gap=12))
        top = Row((named, 1), acts, gap=12)
        top.setAlignment(acts, Qt.AlignmentFlag.AlignTop)
        stands = held(Flow(self.stage, self.stage_told, self.owner, self.circle, self.promise, gap=8))
        self._waiting = Column(gap=8)
        self.setLayout(Column(top, stands, self._waiting, gap=12, margins=(SIDES, 14, SIDES, 8)))
        self.restrict.clicked.connect(lambda: self.asked.emit("restrict"))
        self.report.clicked.connect(lambda: self.asked.emit("report"))
        self.promise.clicked.connect(lambda: self.asked.emit("promises"))
        self.more.clicked.connect(self._show_more)
        self.stage.clicked.connect(lambda: self._show_stages(self.stage))
        self.stage_told.clicked.connect(lambda: self._show_stages(self.stage_told))
        self.owner.clicked.connect(self._show_members)
        self.circle.clicked.connect(self._show_circle)

    def show_incident(self, speaker: Speaker) -> None:
        """Show how an incident stands."""
        circle = speaker.desk.circle_size(speaker.incident.id)
        self._speaker = speaker
        incident, stages = speaker.incident, speaker.desk.playbook.stages
        self.code.say(incident.code)
        for flags in (self.flags, self.short_flags):
            flags.show_answers(incident.flags.danger, incident.flags.going_on, incident.flags.again)
        place = next((at for at, one in enumerate(stages) if one.key == incident.stage), 0)
        names = [str(one.label) for one in stages]
        self.stage.show_stage(names, place)
        self.stage_told.say(names[place], label=_("Stage {n} of {all}").format(n=place + 1, all=len(names)))
        self.owner.say(speaker.member(incident.owner) if incident.owner else _("Nobody yet"))
        self.circle.say(_("{n} of {all} members").format(n=circle[0], all=circle[1]))
        self.circle.setToolTip(", ".join(one.name for one in speaker.desk.in_circle(incident.id)))
        self._show_promise(incident)
        self._show_waiting([one.by for one in speaker.desk.pending(incident.id)], speaker)
        self._fit()

    def _show_waiting(self, members: Sequence[MemberId], speaker: Speaker) -> None:
        """Show who can work on it and waits for the key."""
        if members == self._waiting_for:
            return
        self._waiting_for = list(members)
        while item := self._waiting.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in members:
            let_in = Button(_("Let in"), "row", icon="key-round")
            let_in.setObjectName(f"incident:let in:{one}")
            let_in.clicked.connect(lambda _on=False, id=one: self.letting_in.emit(id))
            said = _("{name} can work on this and waits for the key.").format(name=speaker.member(one))
            self._waiting.put(_Waiting(Row((Text(said, wrap=True), 1), let_in, gap=12, margins=(12, 2))))

    def _show_promise(self, incident: Incident) -> None:
        say = self._speaker
        if say is None or not incident.open_promises:
            self.promise.say(_("None"))
            return
        due = incident.open_promises[0].due
        late = due < say.now
        self.promise.say(f"{say.time(due)}, {say.left(due)}", "warn-text" if late else "text")

    def _show_more(self) -> None:
        self.menu_of_acts().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu_of_acts(self) -> QMenu:
        """Return what can be done with the incident, not yet open."""
        menu = self._menu()
        for act, words, icon in (
            ("report", _("Another report about this"), "file-text"),
            ("facts", _("Change facts"), "file-pen"),
            ("restrict", _("Restrict"), "shield-off"),
            ("link", _("Link to another incident"), "link"),
        ):
            self._act(menu, act, words, icon)
        menu.addSeparator()
        self._put_circle_acts(menu)
        return menu

    def _show_circle(self) -> None:
        menu = self._menu()
        if self._speaker is not None:
            for one in self._speaker.desk.in_circle(self._speaker.incident.id):
                menu.addAction(icons.icon("user-round"), one.name.replace("&", "&&")).setEnabled(False)
            menu.addSeparator()
            self._put_circle_acts(menu)
        menu.popup(self.circle.mapToGlobal(self.circle.rect().bottomLeft()))

    def _put_circle_acts(self, menu: QMenu) -> None:
        """What can be done about who may open it; what a lead decides is there for leads, or where none is inside."""
        if self._speaker is None:
            return
        desk, incident = self._speaker.desk, self._speaker.incident
        self._act(menu, "step out", _("Step out of this incident"), "user-round-x")
        if desk.decides(incident.id):
            self._act(menu, "take out", _("Take a member out"), "user-x")
        there, everybody = desk.circle_size(incident.id)
        if there < everybody:
            self._act(menu, "let in", _("Let a member in"), "key-round")
            if desk.decides(incident.id):
                self._act(menu, "ask first", _("Ask who can work on it"), "user-round-check")
            self._act(menu, "vague line", _("What everybody may read of it"), "eye-off")

    def _act(self, menu: QMenu, act: str, words: str, icon: str) -> None:
        made = menu.addAction(icons.icon(icon), words)
        made.triggered.connect(lambda _on=False: self.asked.emit(act))

    def _show_stages(self, under: QWidget) -> None:
        menu = self._menu()
        if self._speaker is not None:
            for one in self._speaker.desk.playbook.stages:
                made = self._choice(menu, str(one.label), one.key == self._speaker.incident.stage)
                made.triggered.connect(lambda _on=False, key=one.key: self.staged.emit(key))
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _show_members(self) -> None:
        menu = self._menu()
        if self._speaker is not None:
            owner = self._speaker.incident.owner
            for one in self._speaker.desk.in_circle(self._speaker.incident.id):
                made = self._choice(menu, one.name, one.id == owner)
                made.triggered.connect(lambda _on=False, id=one.id: self.owned.emit(id))
            self._choice(menu, _("Nobody"), owner is None).triggered.connect(lambda: self.owned.emit(""))
        menu.popup(self.owner.mapToGlobal(self.owner.rect().bottomLeft()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _choice(self, menu: QMenu, words: str, chosen: bool) -> QAction:
        made = menu.addAction(words.replace("&", "&&"))
        made.setCheckable(True)
        made.setChecked(chosen)
        if chosen:
            menu.setActiveAction(made)
        return made

    def show_narrow(self, narrow: bool) -> None:
        """Leave to the menu what there is no room for."""
        self._narrow = narrow
        self.restrict.setVisible(not narrow)
        self.report.setVisible(not narrow)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say stage and flags in short where they would need a second line; what stands here never scrolls away."""
        told = (self.owner, self.circle, self.promise)
        for one in (self.stage_told, *told):
            one.stand_close(self._narrow)
        room, gap = self.width() - 2 * look().px(SIDES), look().px(8)
        whole = self.stage.sizeHint().width() + sum(one.sizeHint().width() + gap for one in told)
        self.stage.setVisible(whole <= room)
        self.stage_told.setVisible(whole > room)
        acts = self.more.sizeHint().width() + look().px(12)
        named = self.code.sizeHint().width() + self.flags.sizeHint().width() + look().px(12)
        short = self._narrow and named > room - acts
        self.flags.setVisible(not short)
        self.short_flags.setVisible(short)
