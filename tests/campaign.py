"""`dev.py campaign`: the long forms of the kill, fault and property tests, for as long as one likes.

A campaign goes on in rounds, each with a seed of its own; one line is printed for each. `--seed` repeats what broke.
Whoever has another one adds it to `CAMPAIGNS`.
"""

import argparse
import logging
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import campaign_circles, campaign_faults, campaign_kills

ROOT = Path(__file__).resolve().parents[1]
KILLS = 300
"""Kills of one round."""
CIRCLE_KILLS = 50
FAULTS = 300
"""Times the disk fails in one round."""
MINUTES = 10.0
EXAMPLES = re.compile(r"(\d+) passed")


@dataclass(frozen=True)
class Round:
    """What one round came to."""

    said: str
    problems: Sequence[str]


@dataclass(frozen=True)
class Campaign:
    """Something that can go on for ever."""

    name: str
    round: Callable[[int, Path], Round]
    """Goes through one round with a seed, in an empty folder."""


def kills(seed: int, folder: Path) -> Round:
    """Kill a program that saves as fast as it can."""
    came = campaign_kills.run(KILLS, folder, seed)
    return Round(f"{came.kills} kills, {came.acknowledged} acknowledged", came.problems)


def circles(seed: int, folder: Path) -> Round:
    """Kill a program that changes who may read what."""
    came = campaign_circles.run(CIRCLE_KILLS, folder, seed)
    return Round(f"{came.kills} kills of changes of a circle", came.problems)


def faults(seed: int, folder: Path) -> Round:
    """Let the disk be full, or system calls fail, while somebody works."""
    came = campaign_faults.run(FAULTS, folder, seed)
    return Round(f"{came.faults} faults, {came.acknowledged} acknowledged, {came.refused} refused", came.problems)


def properties(seed: int, folder: Path) -> Round:
    """Run every test that Hypothesis makes examples for, with twenty times as many."""
    files = [str(file) for file in (ROOT / "tests").rglob("test_*.py") if "@given" in file.read_text("utf-8")]
    options = ["-q", "-p", "no:cacheprovider", "--hypothesis-profile=campaign", f"--hypothesis-seed={seed}"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-m", "not slow", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    passed = EXAMPLES.search(ran.stdout)
    problems = [] if ran.returncode == 0 else [ran.stdout[-4000:] or ran.stderr[-4000:]]
    return Round(f"{passed[1] if passed else 'no'} tests in {len(files)} files", problems)


CAMPAIGNS: list[Campaign] = [
    Campaign("kills", kills),
    Campaign("circles", circles),
    Campaign("faults", faults),
    Campaign("properties", properties),
]


def main() -> int:
    """Go on until the time is over, but through every campaign once; return 1 when something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"how long to go on, {MINUTES:g} if not said")
    parser.add_argument("--only", choices=[one.name for one in CAMPAIGNS], action="append", default=[])
    parser.add_argument("--seed", type=int, help="begin with this seed instead of one by chance")
    said = parser.parse_args()
    logging.disable(logging.WARNING)  # what the log notes of failing disks would drown what is printed
    chosen = [one for one in CAMPAIGNS if not said.only or one.name in said.only]
    seed = random.SystemRandom().randrange(1_000_000) if said.seed is None else said.seed
    return summed_up(go_on(chosen, time.monotonic() + said.minutes * 60, seed))


def go_on(campaigns: Sequence[Campaign], until: float, seed: int) -> list[tuple[Campaign, int, Round]]:
    """Go through all campaigns in turn; the first round of each always, one that broke not again."""
    done: list[tuple[Campaign, int, Round]] = []
    going = list(campaigns)
    while going and (len(done) < len(campaigns) or time.monotonic() < until):
        campaign = going.pop(0)
        done.append((campaign, seed, begun(campaign, seed)))
        if not done[-1][2].problems:
            going.append(campaign)
        seed += 1
    return done


def begun(campaign: Campaign, seed: int) -> Round:
    """Go through one round and say what it came to."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coc-desk-campaign-", dir=Path.home()) as folder:
        came = campaign.round(seed, Path(folder))
    state = f"{len(came.problems)} BROKE" if came.problems else "nothing broke"
    print(f"{campaign.name:<12} seed {seed:>6}  {came.said}, {state}, {time.monotonic() - start:.0f} s", flush=True)
    for problem in came.problems:
        print(f"    {problem}", flush=True)
    return came


def summed_up(done: Sequence[tuple[Campaign, int, Round]]) -> int:
    """Print one line for all of it; return the exit code."""
    broke = [f"--only {campaign.name} --seed {seed}" for campaign, seed, came in done if came.problems]
    print(f"{len(done)} rounds, {len(broke)} broke." + (f" To repeat: {'; '.join(broke)}" if broke else ""))
    return 1 if broke else 0


if __name__ == "__main__":
    sys.exit(main())
