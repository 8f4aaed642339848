"""`dev.py bench`: every figure that was promised and exists, printed and as JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.circle_figures import circle_figures
from tests.benchmarks.measuring import Figure
from tests.benchmarks.paper_figures import paper_figures
from tests.benchmarks.vault_figures import temporary, vault_figures
from tests.benchmarks.window_figures import window_figures

SIZES = (1_000, 10_000, 100_000)


def main() -> int:
    """Measure, print, write; return 0 when every goal holds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    said = parser.parse_args()
    figures = []
    for figure in measured(said.sizes):
        print(figure, flush=True)
        figures.append(figure)
    if said.json:
        said.json.write_text(json.dumps({"figures": [one.as_json() for one in figures]}, indent=2), "utf-8")
    missed = [one.name for one in figures if not one.holds]
    print(f"{len(figures) - len(missed)} of {len(figures)} hold." + (f" Missed: {', '.join(missed)}" if missed else ""))
    return 1 if missed else 0


def measured(sizes: list[int]) -> Iterator[Figure]:
    """Measure one thing after the other."""
    with temporary() as folder:
        yield from window_figures(Path(folder))
        yield from paper_figures()
        yield from circle_figures(Path(folder))
        for entries in sizes:
            yield from vault_figures(entries, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
