"""Start-up: puts the layers together. The only module, besides the command line, that knows every one of them."""

import gc
import logging
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from coc_desk import i18n, settings
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.i18n import _
from coc_desk.paths import Profile, resources
from coc_desk.start import Start, keep_to_itself, log_to, places
from coc_desk.tries import Tries
from coc_desk.ui import ending, toolkit_words, typeface
from coc_desk.ui.locked_note import LockedNote
from coc_desk.ui.shell import Shell, program_icon
from coc_desk.ui.style import Appearance
from coc_desk.ui.tasks import Task, Tasks
from coc_desk.ui.unlock import Unlock
from coc_desk.vault.folder import Peek, peek

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coc_desk.casework.desk import Desk
    from coc_desk.casework.entries import MemberId
    from coc_desk.casework.new_vault import NewVault
    from coc_desk.ui.first_run.window import FirstRun
    from coc_desk.ui.main_window import MainWindow
    from coc_desk.ui.recovery.come_back import ComeBack
    from coc_desk.ui.watch import Watch
    from coc_desk.vault.unlocking import Unlocked
    from coc_desk.vault.vault import Vault

log = logging.getLogger("coc_desk")


def main(start: Start) -> int:
    """Open the window and stay until it is closed."""
    app = application()
    begun = App(start, ending.end)
    sys.excepthook = begun.bug
    begun.open()
    return app.exec()


def application() -> QApplication:
    """Return the one QApplication."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["coc-desk"])
    app.setApplicationName("CoC Desk")
    app.setDesktopFileName("coc-desk")
    # Qt's file dialog notes folders and when they were visited. A folder can bear a name, so it gets no place for that.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    # The shell is hidden while windows change; the program ends when it says so.
    app.setQuitOnLastWindowClosed(False)
    return app


def build(profile: Profile, vault: Path | None = None, end: ending.Ending = ending.end) -> "App":
    """Return the program, put together and not yet shown; tests bring their own ending."""
    application()
    return App(Start(profile, vault), end)


class App(QObject):
    """The program: which window is shown, who is signed in, and how it ends."""

    def __init__(self, start: Start, end: ending.Ending) -> None:
        super().__init__()
        self.start = start
        self.end = end
        loaded = settings.load(start.profile.settings)
        self.settings, self.settings_problem = loaded.settings, loaded.problem
        keep_to_itself()
        log_to(start.profile.logs)
        self._speak()
        self.appearance = Appearance(application(), self.settings.theme, self.settings.text_scale)
        self.tasks = Tasks(self)
        self.tries = Tries(start.profile.state / "tries.json")
        self.shell = Shell(self.settings.window)
        self.shell.fit()
        self.shell.closing = self._closing
        self.peeked = Peek(Path())
        self.unlock: Unlock | None = None
        self.first_run: FirstRun | None = None
        self.window: MainWindow | None = None
        self.vault: Vault | None = None
        self.watch: Watch | None = None
        self._waited_for: Task | None = None
        self._restored: Path | None = None
        self._ending = False

    def _speak(self) -> None:
        language = self.settings.language or i18n.system_language()
        i18n.use(language, resources() / "locale")
        toolkit_words.speak(application(), language)

    def open(self) -> None:
        """Show the window that comes first: unlock, or the first run when there is no vault yet."""
        folder = self.start.vault or (Path(self.settings.vault) if self.settings.vault else None)
        if folder is not None:
            self.show_unlock(folder)
        else:
            self.show_first_run()
        self.shell.show()
        # What there is by now stays; looking through all of it once would cost as much as building the window.
        gc.freeze()
        gc.enable()
        # The desk's modules are brought in while somebody types: the unlock window was to be there at once.
        QTimer.singleShot(150, self._bring_in_the_desk)

    def _bring_in_the_desk(self) -> None:
        self.shell.setWindowIcon(program_icon())
        typeface.load_scripts(resources() / "fonts")

        def bring_in() -> None:
            from coc_desk import opening  # noqa: F401

        self.tasks.run(bring_in, lambda _nothing: None, self._told_of_bug)

    def show_unlock(self, folder: Path) -> None:
        """Ask for a passphrase."""
        self._wait_for(None)
        self.peeked = peek(folder)
        before = Path(self.settings.vault) if self.settings.vault else folder
        way_back = before if before != folder and before.exists() else None
        # The lock was of the vault that the program was started with.
        note = LockedNote.from_argument(self.start.locked) if folder == self.start.vault else None
        chosen = "" if self.start.choose else self.settings.members.get(self.peeked.vault, "")
        recovery = bool(self.peeked.recovery)
        self.unlock = Unlock(
            self.peeked.event, self.peeked.members, chosen, note, self.peeked.problem, way_back, recovery=recovery
        )
        self.unlock.tried.connect(self.try_passphrase)
        self.unlock.again.connect(lambda: self.show_unlock(folder))
        self.unlock.other_vault.connect(self.show_unlock)
        self.unlock.new_vault.connect(self.show_first_run)
        self.unlock.restore_asked.connect(lambda: self.show_restore(lambda: self.show_unlock(folder)))
        self.unlock.passphrase_lost.connect(self.show_come_back)
        self.first_run = None
        self.shell.show_content(self.unlock, _("Locked") if note else "")
        self.unlock.first_focus().setFocus()

    def show_come_back(self, chosen: str) -> None:
        """Ask for what is on paper instead of the passphrase that was lost."""
        from coc_desk.opening import passphrase_words
        from coc_desk.ui.recovery.come_back import ComeBack

        self._wait_for(None)
        peeked = self.peeked
        page = ComeBack(peeked.event, peeked.members, chosen, peeked.recovery, passphrase_words())
        page.given.connect(lambda member, typed, passphrase: self._come_back(page, member, typed, passphrase))
        page.back.connect(lambda: self.show_unlock(peeked.folder))
        self.unlock = None
        self.shell.show_content(page, _("I lost my passphrase"))
        page.first_focus().setFocus()

    def _come_back(self, page: "ComeBack", member: "MemberId", typed: "Sequence[str]", passphrase: str) -> None:
        from coc_desk.opening import come_back

        def not_opened(problem: Exception) -> None:
            if isinstance(problem, Refused | Trouble):
                log.info("recovery did not open, member %s", member)
                page.refuse(problem)
            else:
                self._told_of_bug(problem)

        peeked = self.peeked
        self._wait_for(self.tasks.run(lambda: come_back(peeked, member, typed, passphrase), self._derived, not_opened))

    def show_restore(self, back: "Callable[[], None]") -> None:
        """Restore a backup, then ask for the passphrase of what came out of it."""
        from coc_desk.opening import about, restore
        from coc_desk.ui.backup.restore_page import RestorePage

        self._wait_for(None)
        page = RestorePage(self.start.profile.vaults, self.tasks, about, restore)
        page.restored.connect(self._show_restored)
        page.back.connect(back)
        self.unlock = None
        self.shell.show_content(page, _("Restore a backup"))
        page.first_focus().setFocus()

    def _show_restored(self, folder: Path) -> None:
        self._restored = folder
        self.show_unlock(folder)

    def show_first_run(self) -> None:
        """Lead through making a vault."""
        from coc_desk.opening import passphrase_words, playbooks
        from coc_desk.ui.first_run.window import FirstRun

        self._wait_for(None)
        before, profile = self.peeked.folder, self.start.profile
        self.first_run = FirstRun(profile.vaults, passphrase_words(), playbooks(), leaving=bool(self.peeked.vault))
        self.first_run.left.connect(lambda: self.show_unlock(before))
        self.first_run.made.connect(self.make_vault)
        self.first_run.existing.connect(self.show_unlock)
        self.first_run.restore_asked.connect(lambda: self.show_restore(self.show_first_run))
        self.unlock = None
        self.shell.show_content(self.first_run, _("New vault"))
        self.first_run.first_focus().setFocus()

    def make_vault(self, new: "NewVault") -> None:
        """Create the vault that the first run asked for, then open it."""
        from coc_desk.opening import made

        assert self.first_run is not None
        self.first_run.making()
        self._wait_for(
            self.tasks.run(lambda: made(new), lambda unlocked: self._made(new.folder, unlocked), self._not_made)
        )

    def _wait_for(self, task: Task | None) -> None:
        """Want the result of this task, and no more of the one before: another window is shown meanwhile."""
        if self._waited_for is not None:
            self._waited_for.cancel()
        self._waited_for = task

    def _made(self, folder: Path, unlocked: "Unlocked") -> None:
        self.peeked = peek(folder)
        self._derived(unlocked)

    def _not_made(self, problem: Exception) -> None:
        if self.first_run is None or not isinstance(problem, Refused | Trouble):
            self._told_of_bug(problem)
        else:
            self.first_run.refuse(str(problem))

    def try_passphrase(self, member: "MemberId", passphrase: str) -> None:
        """Derive the keys in a thread; the window goes on living."""
        from coc_desk.opening import derive_keys

        assert self.unlock is not None
        if wait := self.tries.wait(member):
            self.unlock.refuse(member, wait)
            return
        self.unlock.opening()
        peeked = self.peeked
        task = self.tasks.run(
            lambda: derive_keys(peeked, member, passphrase),
            self._derived,
            lambda problem: self._not_opened(member, problem),
        )
        self._wait_for(task)

    def _derived(self, unlocked: "Unlocked") -> None:
        from coc_desk.opening import open_vault

        try:
            vault = open_vault(self.peeked.folder, unlocked)
        except Trouble as trouble:
            if self.unlock is None:
                self.show_unlock(self.peeked.folder)
            assert self.unlock is not None
            self.unlock.show_problem(trouble)
        else:
            self._opened(vault)

    def _not_opened(self, member: str, problem: Exception) -> None:
        from coc_desk.opening import DidNotOpen

        assert self.unlock is not None
        if isinstance(problem, DidNotOpen):
            self.tries.wrong(member)
            log.info("wrong passphrase, member %s", member)
            self.unlock.refuse(member, self.tries.wait(member))
        elif isinstance(problem, Trouble):
            self.unlock.show_problem(problem)
        else:
            self._told_of_bug(problem)

    def _opened(self, vault: "Vault") -> None:
        """Show the desk of whoever signed in, where they were."""
        from coc_desk.opening import desk_over, press, verify
        from coc_desk.ui.main_window import MainWindow
        from coc_desk.ui.watch import Watch

        self.vault, desk = vault, desk_over(vault)
        wrong_tries = self.tries.count(desk.me.id)
        self.tries.right(desk.me.id)
        members = {**self.settings.members, vault.id: desk.me.id}
        self._keep_settings(replace(self.settings, vault=str(vault.folder), members=members))
        told = self._told_at_opening(vault, desk, wrong_tries)
        self.watch = Watch(self.settings.idle_minutes, self)
        self.watch.lock.connect(self.lock)
        self.watch.begin()
        self.window = MainWindow(desk, self.tasks, self.shell, self.settings, press())
        self.window.lock_asked.connect(lambda other: self.lock("key", other))
        self.window.quit_asked.connect(self.shell.close)
        self.window.settings_changed.connect(self.change_settings)
        self.shell.show_content(self.window, "")
        self.unlock = self.first_run = None
        self.window.begin(told)
        if vault.folder == self._restored:
            found, self._restored = verify(vault), None
            self.window.tell_restored(found.entries, found.problems)

    def _told_at_opening(self, vault: "Vault", desk: "Desk", wrong_tries: int) -> list[Trouble]:
        """Return what has to be said; nothing of it keeps anybody from reading and working."""
        told = [*vault.notices, *desk.notices]
        try:
            desk.sign_in(wrong_tries)
            desk.take_away_half_written()
        except Trouble as trouble:
            told.append(trouble)
        if self.settings_problem:
            told.append(Trouble(self.settings_problem, kind="settings"))
        return told

    def change_settings(self, changed: settings.Settings) -> None:
        """Wear and keep other settings of this laptop."""
        before, self.settings = self.settings, changed
        if before.language != changed.language:
            self._speak()
        self.appearance.choose(changed.theme, changed.text_scale)
        if self.watch is not None:
            self.watch.idle.set_minutes(changed.idle_minutes)
        if not self._keep_settings(changed) and self.window is not None:
            fact = _("These settings hold until the program ends.")
            advice = _("The disk did not take them. What is in the vault is not touched. Change them again later.")
            self.window.tell_trouble(Trouble(fact, advice, "settings"))

    def _keep_settings(self, changed: settings.Settings) -> bool:
        self.settings = changed
        try:
            settings.save(changed, self.start.profile.settings)
        except OSError:
            log.warning("settings not kept")
            return False
        return True

    def lock(self, why: str, other: bool = False) -> None:
        """End this process with all it knows; a fresh one shows the unlock window."""
        if self.vault is None or self._ending:
            return
        now, minutes = datetime.now().astimezone(), self.settings.idle_minutes if why == "idle" else 0
        # Before there is a window, nothing can have been typed.
        note = LockedNote(why, now, self._keep_all() if self.window is not None else now, minutes)
        arguments = [
            *self.start.profile.arguments(),
            "--vault",
            str(self.peeked_folder()),
            "--locked",
            note.as_argument(),
        ]
        self._end([*arguments, *(["--choose"] if other else [])])

    def peeked_folder(self) -> Path:
        """Return the folder of the vault that is open."""
        return self.vault.folder if self.vault is not None else self.peeked.folder

    def _closing(self) -> bool:
        """The window is being closed: keep what is typed, then end; what cannot be kept is asked about first."""
        if self.window is not None:
            try:
                self.window.keep_everything()
            except Trouble as trouble:
                log.error("not kept at closing: %s", trouble.kind)
                self.window.ask_before_losing(trouble, lambda: self._end(None))
                return False
        self._end(None)
        return True

    def _keep_all(self) -> datetime | None:
        """Make what is typed durable, and the place; return since when, or None if the disk did not take it.

        A full disk takes it all the same: the vault holds some room for this moment, and gives it back.
        """
        assert self.window is not None
        try:
            return self.window.keep_everything()
        except Trouble as trouble:
            log.error("not kept before the end: %s", trouble.kind)
            if trouble.kind == "disk full" and self.vault is not None and self.vault.reserve.give_back():
                return self._keep_all()
        except Exception as problem:  # noqa: BLE001 # whatever is broken, the desk locks
            log.error("not kept before the end: %s at %s", type(problem).__name__, places(problem.__traceback__))
        return None

    def _end(self, arguments: list[str] | None) -> None:
        self._ending = True
        try:
            ending.empty_clipboard()
            self._keep_settings(replace(self.settings, window=self.shell.geometry_text()))
            self.close_vault()
        finally:
            self.end(arguments)

    def close_vault(self) -> None:
        """Close the vault, and let nothing look into it any more."""
        if self.window is not None:
            self.window.rest()
        if self.vault is not None:
            self.vault.close()

    def _told_of_bug(self, problem: Exception) -> None:
        self.bug(type(problem), problem, problem.__traceback__)

    def bug(self, kind: type[BaseException], problem: BaseException, where: TracebackType | None) -> None:
        """Something nobody foresaw: log where, never what; keep what is typed and start afresh."""
        log.error("bug: %s at %s", kind.__name__, places(where))
        if os.environ.get("COC_DESK_SHOW_BUGS"):
            sys.__excepthook__(kind, problem, where)
        if self.window is not None or self.vault is not None:
            self.lock("bug")
        else:
            self._told_before_unlocking()

    def _told_before_unlocking(self) -> None:
        """Say it where one waits for the vault: a fresh program would only wait there again."""
        fact = _("Something happened that the program did not foresee.")
        advice = _("Nothing of yours was changed. Close the window and start CoC Desk again.")
        if self.unlock is not None:
            self.unlock.show_problem(Trouble(fact, advice))
        elif self.first_run is not None:
            self.first_run.refuse(f"{fact} {advice}")
