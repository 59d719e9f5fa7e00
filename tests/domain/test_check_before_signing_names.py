"""Names to watch for, in the scripts and spellings in which case notes carry them."""

import pytest

from qa_desktop.domain.check_before_signing_names import WatchList
from qa_desktop.errors import InputProblem


def found(name: str, text: str) -> list[str]:
    return [text[span.start : span.end] for span in WatchList([name]).find(text)]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "Jade",
            "JADE told us that jade's sister, Jades brother and Jade’s mum",
            ["JADE", "jade's", "Jades", "Jade’s"],
        ),
        ("James", "James' plan, James's home", ["James", "James's"]),
        ("Siân", "Sian, SIÂN and Sia\u0302n", ["Sian", "SIÂN", "Sia\u0302n"]),
        ("Sian", "Siân's review", ["Siân's"]),
        ("Łukasz", "Lukasz i łukasz", ["Lukasz", "łukasz"]),
        ("Żółć", "Zolc", ["Zolc"]),
        ("Anna", "Anna-Maria and (Anna)", ["Anna", "Anna"]),
        ("O'Neill", "O’Neill, O Neill and ONeill", ["O’Neill", "O Neill", "ONeill"]),
        ("Müller-Lüdenscheidt", "Muller Ludenscheidt", ["Muller Ludenscheidt"]),
        ("Straße", "STRASSE", ["STRASSE"]),
        ("محمد", "قال محمد ومحمد لمُحَمَّد", ["محمد", "محمد", "مُحَمَّد"]),
        ("فاطمة", "فاطمه", ["فاطمه"]),
        ("राम", "राम। रामा", ["राम"]),
        ("王明", "我见王明了", ["王明"]),
        ("김철수", "김철수가 왔다", ["김철수"]),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, words: list[str]) -> None:
    assert found(name, text) == words


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann", "Anna, Annie and planning"),
        ("Siân", "Sianed and Llansian"),
        ("Jade", "jaded, jade_7"),
        ("محمد", "المحمدية محمدي"),
        ("राम", "रामा"),
        ("Hope", "hopeful"),
        ("Jo Bloggs", "joke blogging"),
    ],
)
def test_a_piece_of_another_word_is_no_name(name: str, text: str) -> None:
    assert found(name, text) == []


def test_a_full_name_is_found_whole_and_by_its_parts_where_they_are_written_as_names() -> None:
    text = "May Brown came; Brown's file; the door may be brown; MAY BROWN."

    assert found("May Brown", text) == ["May Brown", "Brown's", "MAY BROWN"]


def test_a_particle_of_a_name_is_not_looked_for_alone() -> None:
    assert found("Van der Berg", "The Van came with Berg") == ["Berg"]


def test_a_name_behind_another_that_does_not_fit_is_not_missed() -> None:
    assert found("an an", "ban an an") == ["an an"]


def test_nothing_is_looked_for_where_nobody_is_named() -> None:
    assert WatchList(["", "  "]).find("Jade") == ()
    assert WatchList(["  Jade   Smith ", "Jade Smith"]).names == ("Jade Smith",)


@pytest.mark.parametrize("name", ["J", "7", "-", "'"])
def test_what_is_too_short_to_look_for_is_said(name: str) -> None:
    with pytest.raises(InputProblem, match="too short to look for"):
        WatchList([name])
