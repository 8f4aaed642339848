"""The command line: the window without a word, and a few things that need none, over the same desk."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from coc_desk import __version__
from coc_desk.paths import Profile
from coc_desk.start import Start


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    said = _parser().parse_args(arguments)
    if said.command == "demo":
        from coc_desk.demo.playing import main as play

        return play(said.out, said.json)
    if said.command == "verify":
        from coc_desk.verifying import main as verify

        return verify(said.vault, said.json)
    if said.command == "backup":
        from coc_desk.safekeeping import backup

        return backup(said.vault, said.file, said.json)
    if said.command == "restore":
        from coc_desk.safekeeping import restored

        return restored(said.file, said.folder, said.json, said.verify)
    return _window(said)


def _window(said: argparse.Namespace) -> int:
    # After all that knows nothing of Qt: PySide reads the source of every module that is imported after it.
    from coc_desk.app import main

    profile = Profile.under(said.profile) if said.profile else Profile.usual()
    return main(Start(profile, said.vault_folder, said.locked, said.choose))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coc-desk", description="Answer Code of Conduct reports: offline, encrypted.")
    parser.add_argument("--version", action="version", version=f"CoC Desk {__version__}")
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="keep everything under one folder")
    parser.add_argument("--vault", dest="vault_folder", type=Path, metavar="FOLDER", help="open this vault")
    # How a locked desk comes back: said by the program to itself.
    parser.add_argument("--locked", default="", help=argparse.SUPPRESS)
    parser.add_argument("--choose", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help="play an invented event and leave vault, handoff PDF and pictures")
    demo.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a folder that is new or empty")
    demo.add_argument("--json", action="store_true", help="print what was made as JSON")
    verify = commands.add_parser("verify", help="check every hash, chain and signature; passphrase on standard input")
    verify.add_argument("vault", type=Path, metavar="VAULT")
    verify.add_argument("--json", action="store_true", help="print the counts as JSON")
    backup = commands.add_parser("backup", help="put a vault that no window holds into one file, still encrypted")
    backup.add_argument("vault", type=Path, metavar="VAULT")
    backup.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    backup.add_argument("--json", action="store_true", help="print the counts as JSON")
    restore = commands.add_parser("restore", help="make a vault of a backup, every file compared with its hash")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is new or empty")
    restore.add_argument("--verify", action="store_true", help="then check all of it; passphrase on standard input")
    restore.add_argument("--json", action="store_true", help="print the counts as JSON")
    return parser
