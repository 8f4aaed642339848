"""What `bench --json` writes of each figure."""

from tests.benchmarks.measuring import absolute, compared


def test_a_figure_says_what_it_is_held_against_and_whether_it_holds() -> None:
    said = compared("start", 0, [3.0, 1.0, 2.0], [1.0], "bare window", 1.5).as_json()
    assert list(said) == ["name", "entries", "value", "unit", "against", "ratio", "goal", "holds"]
    assert (said["value"], said["ratio"], said["goal"], said["holds"]) == (2.0, 2.0, "at most 1.5 x", False)
    assert absolute("search", 10, 4, 16).as_json()["ratio"] == 0.25
