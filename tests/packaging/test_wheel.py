"""What an installed copy consists of."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    shipped = [path for path in (ROOT / "resources").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    expected = {f"coc_desk/resources/{path.relative_to(ROOT / 'resources').as_posix()}" for path in shipped}
    assert expected
    assert expected <= set(ZipFile(wheel).namelist())


def test_resources_are_found_in_an_installed_copy(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    question = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import coc_desk.paths as p; print(p.resources())"
    asked = subprocess.run([sys.executable, "-c", question], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert Path(asked.stdout.strip()) == tmp_path / "coc_desk" / "resources"


def test_tests_and_tools_stay_out_of_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert tops == {"coc_desk", "coc_desk-0.1.0.dist-info"}


def test_the_wheel_has_the_command(wheel: Path) -> None:
    entry_points = ZipFile(wheel).read("coc_desk-0.1.0.dist-info/entry_points.txt").decode()
    assert "coc-desk = coc_desk.cli:main" in entry_points
