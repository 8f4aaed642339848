"""The layer contracts can see all there is."""

from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "coc_desk"


def test_every_folder_of_code_is_a_package() -> None:
    """The contracts pass over a folder that is not one without a word."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
