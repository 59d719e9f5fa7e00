"""Theme and text size survive a restart, and a spoilt file never keeps the window from opening."""

from pathlib import Path

import pytest

from qa_desktop.services.keep_appearance import Appearance, Scheme, keep_appearance, read_appearance


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "profile" / "appearance.json"

    keep_appearance(file, Appearance(Scheme.DARK, 150))

    assert read_appearance(file) == Appearance(Scheme.DARK, 150)


def test_without_a_file_the_system_decides(tmp_path: Path) -> None:
    assert read_appearance(tmp_path / "appearance.json") == Appearance(Scheme.SYSTEM, 100)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"scheme": "pink", "text_percent": 100}', '{"scheme": "dark"}', "null"]
)
def test_a_spoilt_file_gives_the_normal_appearance(tmp_path: Path, content: str) -> None:
    file = tmp_path / "appearance.json"
    file.write_text(content)

    assert read_appearance(file) == Appearance()


@pytest.mark.parametrize(("written", "held"), [(20, 100), (175, 175), (900, 200)])
def test_text_sizes_are_held_within_their_bounds(written: int, held: int) -> None:
    assert Appearance().with_text(written).text_percent == held


def test_keeping_replaces_what_was_kept_before_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "appearance.json"

    keep_appearance(file, Appearance(Scheme.DARK))
    keep_appearance(file, Appearance(Scheme.LIGHT))

    assert read_appearance(file).scheme is Scheme.LIGHT
    assert [entry.name for entry in tmp_path.iterdir()] == ["appearance.json"]
