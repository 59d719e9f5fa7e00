"""Lines break where people break them, and words that no line can hold are cut."""

from __future__ import annotations

import pytest

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.writing import Run, Typesetter
from qa_desktop.errors import EnvironmentProblem
from tests.documents.reading import FONTS


@pytest.fixture
def setter() -> Typesetter:
    return Typesetter(FontSet(FONTS))


def shown(setter: Typesetter, text: str, width: float) -> list[str]:
    lines = setter.lines([Run(text, look.BODY)], width)
    return ["".join(piece for stroke in setter.strokes(line) for _, piece in stroke.glyphs) for line in lines]


def test_a_line_ends_with_a_space_unless_a_word_goes_on(setter: Typesetter) -> None:
    assert shown(setter, "one two", 20) == ["one ", "two "]
    assert shown(setter, "a" * 8, 22)[0].endswith("a")


def test_double_names_may_break_at_their_hyphen_but_numbers_never(setter: Typesetter) -> None:
    assert shown(setter, "Okonkwo-Wiśniewska", 60)[0] == "Okonkwo-"
    assert shown(setter, "ab 48-2207", 40) == ["ab ", "48-2207 "]


def test_chinese_breaks_anywhere_but_never_before_a_full_stop(setter: Typesetter) -> None:
    lines = shown(setter, "孩子的声音很重要。", 40)

    assert len(lines) > 1
    assert not any(line.startswith("。") for line in lines)


def test_blank_lines_between_paragraphs_are_kept_as_one(setter: Typesetter) -> None:
    assert shown(setter, "\n\none\n\n\n\ntwo\r\nthree\n", 200) == ["one ", "", "two ", "three "]


def test_right_to_left_text_is_printed_from_its_end(setter: Typesetter) -> None:
    (line,) = setter.lines([Run("שלום (א)", look.BODY)], 200)

    assert line.right_to_left
    assert shown(setter, "שלום (א)", 200) == [" (א) םולש"]


def test_no_line_is_wider_than_its_column(setter: Typesetter) -> None:
    text = "word " * 40 + "x" * 300 + " 声" * 40 + " سلام" * 40

    assert all(setter.width(line) <= 90 for line in setter.lines([Run(text, look.BODY)], 90))


def test_each_character_is_set_in_a_font_that_has_it(setter: Typesetter) -> None:
    (line,) = setter.lines([Run("a声🙂", look.BODY)], 200)

    fonts = [font for stroke in setter.strokes(line) for font, _ in stroke.glyphs]

    assert [font.rsplit("/", 1)[-1] for font in fonts[:3]] == [
        "Inter-Regular.ttf",
        "DroidSansFallback-Regular.ttf",
        "NotoEmoji-Regular.ttf",
    ]


def test_a_missing_font_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts = FontSet(tmp_path_factory.mktemp("empty"))

    with pytest.raises(EnvironmentProblem, match="Install QA Desktop again"):
        fonts.main(look.Weight.REGULAR)
