"""`coc-desk backup` and `coc-desk restore`: a vault in one file and back, without a window."""

import json
import sys
from pathlib import Path
from typing import Any

from coc_desk.casework.entries import now
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.vault.backup import back_up_closed
from coc_desk.vault.restore import restore
from coc_desk.verifying import main as verified


def backup(vault: Path, file: Path, as_json: bool) -> int:
    """Back up a vault that no window holds; no passphrase is needed. Return 0 when it is whole, 1 otherwise."""
    try:
        made = back_up_closed(vault, file, now(), _counted if sys.stderr.isatty() else None)
    except (Refused, Trouble) as problem:
        return _told({"files": 0, "bytes": 0}, problem, as_json)
    return _told({"files": made.files, "bytes": made.size}, None, as_json)


def restored(file: Path, folder: Path, as_json: bool, verify: bool = False) -> int:
    """Restore a backup into a new folder, every file compared with its hash. Return 0 when all is well, 1 otherwise.

    With `verify`, what is told are the counts and problems of checking the whole vault as a member.
    """
    try:
        made = restore(file, folder, _counted if sys.stderr.isatty() else None)
    except (Refused, Trouble) as problem:
        return _told({"files": 0, "bytes": 0}, problem, as_json)
    return verified(folder, as_json) if verify else _told({"files": made.files, "bytes": made.size}, None, as_json)


def _counted(done: int, whole: int) -> bool:
    end = "\n" if done >= whole else "\r"
    print(f"{done // 1_000_000} of {-(-whole // 1_000_000)} MB", end=end, file=sys.stderr, flush=True)
    return True


def _told(counts: dict[str, Any], problem: Exception | None, as_json: bool) -> int:
    problems = [str(problem)] if problem else []
    if as_json:
        print(json.dumps({"holds": not problems, **counts, "problems": problems}, indent=2))
    elif problems:
        print(problems[0])
    else:
        print(f"{counts['files']} files, {counts['bytes']} bytes. All of it holds.")
    return 1 if problems else 0
