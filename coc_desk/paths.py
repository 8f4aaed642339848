"""Where things are: what the program ships, and what it keeps for its user."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs, user_documents_path

_DIRS = PlatformDirs("coc-desk", appauthor=False)


def resources() -> Path:
    """Return the folder of what is shipped with the program: playbooks, fonts, icons and so on.

    An installed copy has it inside the package, a checkout beside it.
    """
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


@dataclass(frozen=True)
class Profile:
    """Where one user's program keeps what; nothing in here is made before it is needed."""

    settings: Path
    """The settings file."""
    state: Path
    """A folder for what may be lost without harm."""
    logs: Path
    """A folder for logs: ids and kinds, never names or answers."""
    vaults: Path
    """The folder in which a new vault is offered to be made."""
    folder: Path | None = None
    """The one folder that holds all of the above, if that was asked for."""

    @classmethod
    def usual(cls) -> "Profile":
        """Keep things where the operating system wants them, and vaults among the user's documents."""
        return cls(
            settings=_DIRS.user_config_path / "settings.json",
            state=_DIRS.user_state_path,
            logs=_DIRS.user_log_path,
            vaults=user_documents_path(),
        )

    @classmethod
    def under(cls, folder: Path) -> "Profile":
        """Keep everything under one folder: on a stick, or in a test."""
        folder = folder.resolve()
        return cls(
            settings=folder / "settings.json",
            state=folder / "state",
            logs=folder / "logs",
            vaults=folder / "vaults",
            folder=folder,
        )

    def arguments(self) -> list[str]:
        """Return the command line words that lead a fresh program to the same profile."""
        return [] if self.folder is None else ["--profile", str(self.folder)]
