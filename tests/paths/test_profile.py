"""Where the program keeps things."""

from pathlib import Path

from coc_desk.paths import Profile


def test_everything_is_under_one_folder_when_asked(tmp_path: Path) -> None:
    profile = Profile.under(tmp_path / "stick")
    for place in (profile.settings, profile.state, profile.logs, profile.vaults):
        assert place.is_relative_to(tmp_path / "stick")


def test_a_folder_named_from_here_stays_the_same_when_the_program_goes_elsewhere() -> None:
    assert Profile.under(Path("stick")).settings == Path.cwd() / "stick" / "settings.json"


def test_choosing_a_profile_makes_nothing(tmp_path: Path) -> None:
    Profile.under(tmp_path / "stick")
    assert list(tmp_path.iterdir()) == []


def test_usual_places_are_apart_from_the_users_vaults() -> None:
    profile = Profile.usual()
    assert not profile.settings.is_relative_to(profile.vaults)
    assert all(place.is_absolute() for place in (profile.settings, profile.state, profile.logs, profile.vaults))


def test_a_fresh_program_is_led_to_the_same_profile(tmp_path: Path) -> None:
    profile = Profile.under(tmp_path)
    option, folder = profile.arguments()
    assert option == "--profile"
    assert Profile.under(Path(folder)) == profile
    assert Profile.usual().arguments() == []
