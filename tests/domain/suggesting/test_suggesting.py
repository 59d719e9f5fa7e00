"""Suggestions: as readily of strengths as of concerns, never about a person, learned from what people tagged."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa_desktop.domain.check_before_signing_names import WatchList
from qa_desktop.domain.figures.theme import ListedTheme, ThemeKind
from qa_desktop.domain.suggesting.about_people import is_about_person, sentences
from qa_desktop.domain.suggesting.model import Tagged, ThemeModel
from qa_desktop.domain.suggesting.suggest import MOST_OF_EACH, Suggestion, balanced
from qa_desktop.toolkit.stem_words import english_stem

VOICE = ListedTheme("voice", "Voice of the child", ("wishes and feelings", "own words", "seen alone"))
PLANS = ListedTheme("plan", "Plans", ("plan", "outcomes", "measurable"))
VISITS = ListedTheme("visits", "Visits", ("visit", "home visit"))
THEMES = (VOICE, PLANS, VISITS)
KNOWN = WatchList(["Pat Parker", "Østergård"])
STRENGTH, DEVELOPMENT = ThemeKind.STRENGTH, ThemeKind.DEVELOPMENT
MIRRORED = (
    ("The child's wishes and feelings are clearly recorded.", "The child's wishes and feelings are not recorded."),
    ("The plan is clear.", "The plan is unclear."),
    ("Visits are timely and purposeful.", "Visits are late and not purposeful."),
    ("The outcomes of the plan are measurable.", "The outcomes of the plan are not measurable."),
)


def model(examples: Sequence[Tagged] = ()) -> ThemeModel:
    return ThemeModel(THEMES, examples, english_stem())


@pytest.mark.parametrize("many", [STRENGTH, DEVELOPMENT])
def test_mirrored_sentences_are_suggested_alike_however_unequally_people_tagged(many: ThemeKind) -> None:
    other = DEVELOPMENT if many is STRENGTH else STRENGTH
    unequal = [Tagged(many, "Plans", "The plan of the core group for the family.")] * 80
    unequal.append(Tagged(other, "Plans", "The plan of the core group for the family."))

    for learned in (model(), model(unequal)):
        for good, poor in MIRRORED:
            first, second = learned.likely(good), learned.likely(poor)
            assert first is not None
            assert second is not None
            assert (first.kind, second.kind) == (STRENGTH, DEVELOPMENT)
            assert first.theme == second.theme


def test_neither_kind_crowds_out_the_other() -> None:
    def one(kind: ThemeKind, number: int) -> Suggestion:
        return Suggestion(kind, VOICE, f"{kind.value} {number}", "", "", "", 1 - number / 100)

    shown = balanced([*(one(DEVELOPMENT, n) for n in range(40)), *(one(STRENGTH, n) for n in range(60, 99))])

    assert [one.kind for one in shown] == [STRENGTH, DEVELOPMENT] * MOST_OF_EACH
    assert [one.quote for one in balanced([one(DEVELOPMENT, 2), one(DEVELOPMENT, 1)])] == [
        "development 1",
        "development 2",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Kyle was seen alone.",
        "The visit by Kyle was late.",
        "The plan by J.S. is clear.",
        "JS wrote a clear plan.",
        "A plan for K is missing.",
        "Child B was heard.",
        "Mrs jones was asked about the plan.",
        "Pat Parker’s plan is clear.",
        "The plan that østergård wrote is clear.",
        "She is a poor worker.",
        "They're careless with the plan.",
        "The plan is good but he never visits.",
        "The plan is late because they forgot it.",
        "The social worker is careless.",
        "Mum seems unable to follow the plan.",
        "Grace had a clear plan.",
        "May was late with the plan.",
    ],
)
def test_a_sentence_about_a_person_is_left_out(said: str) -> None:
    assert is_about_person(said, KNOWN, frozenset())


@pytest.mark.parametrize(
    "said",
    [
        "The plan is clear.",
        "The social worker was asked about the plan.",
        "Visits in May were late.",
        "The CP plan and the PEP are clear.",
        "Polish heritage is explored.",
        "Wishes and feelings are recorded in the child's own words.",
        "A plan was made in time.",
    ],
)
def test_a_sentence_about_practice_is_kept(said: str) -> None:
    assert not is_about_person(said, KNOWN, frozenset())


def test_what_people_tagged_teaches_words_that_the_list_does_not_say() -> None:
    said = "Genograms are drawn together at the kitchen table."
    taught = [Tagged(STRENGTH, "voice of the child", "A genogram was drawn together at the table.")] * 3
    taught.append(Tagged(DEVELOPMENT, "Visits", "Visits are skipped in the holidays."))

    before, after = model().likely(said), model(taught).likely(said)

    assert before is None
    assert after is not None
    assert (after.theme, after.kind) == (VOICE, STRENGTH)
    assert model(taught[:3]).likely(said) is None  # of one kind alone nothing is learned about either


def test_words_that_speak_of_no_theme_or_lean_nowhere_are_not_suggested_unless_their_place_says_so() -> None:
    assert model().likely("The weather was clear and good.") is None
    assert model().likely("The plan has three pages.") is None
    leaning = model().likely("The plan has three pages.", STRENGTH)
    assert leaning is not None
    assert leaning.kind is STRENGTH


def test_sentences_are_taken_as_they_are_written() -> None:
    text = "The plan is good. It is on time!\n- Visits are late; some, e.g. in v1.2, were missed"

    assert list(sentences(text)) == [
        "The plan is good.",
        "It is on time!",
        "Visits are late",
        "some, e.g. in v1.2, were missed",
    ]
