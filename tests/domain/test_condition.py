import pytest

from qa_desktop.domain.condition import All, AnyOf, Comparison, Not, Test, type_of_value

Test.__test__ = False  # type: ignore[attr-defined]  # pytest would take the class for one of its own

ANSWERS: dict[str, type_of_value] = {
    "grade": "good",
    "several": ("a", "b"),
    "count": 3,
    "truth": True,
    "day": "2026-03-01",
    "empty": "",
    "none_chosen": (),
}


def holds(subject: str, comparison: Comparison, *values: str | float | bool) -> bool:
    return Test(subject, comparison, values).holds(ANSWERS.get)


@pytest.mark.parametrize(
    ("subject", "comparison", "values", "expected"),
    [
        ("grade", Comparison.EQUALS, ("good",), True),
        ("grade", Comparison.EQUALS, ("inadequate",), False),
        ("grade", Comparison.IN, ("inadequate", "good"), True),
        ("several", Comparison.EQUALS, ("b",), True),
        ("several", Comparison.IN, ("c", "d"), False),
        ("truth", Comparison.EQUALS, (True,), True),
        ("count", Comparison.LESS, (3,), False),
        ("count", Comparison.AT_MOST, (3,), True),
        ("count", Comparison.MORE, (2.5,), True),
        ("count", Comparison.AT_LEAST, (4,), False),
        ("day", Comparison.LESS, ("2026-03-02",), True),
        ("day", Comparison.AT_LEAST, ("2026-03-02",), False),
        ("day", Comparison.LESS, (5,), False),
        ("count", Comparison.LESS, ("5",), False),
        ("several", Comparison.LESS, ("c",), False),
        ("grade", Comparison.ANSWERED, (), True),
    ],
)
def test_an_answer_is_compared(
    subject: str, comparison: Comparison, values: tuple[str | float | bool, ...], *, expected: bool
) -> None:
    assert holds(subject, comparison, *values) is expected


@pytest.mark.parametrize("subject", ["unknown", "empty", "none_chosen"])
@pytest.mark.parametrize("comparison", list(Comparison))
def test_what_is_not_answered_never_compares_as_true(subject: str, comparison: Comparison) -> None:
    assert not holds(subject, comparison, "")


def test_all_holds_when_every_part_does() -> None:
    good, three = Test("grade", Comparison.EQUALS, ("good",)), Test("count", Comparison.EQUALS, (3,))

    assert All((good, three)).holds(ANSWERS.get)
    assert not All((good, Not(three))).holds(ANSWERS.get)


def test_any_holds_when_one_part_does() -> None:
    good, three = Test("grade", Comparison.EQUALS, ("good",)), Test("count", Comparison.EQUALS, (3,))

    assert AnyOf((Not(good), three)).holds(ANSWERS.get)
    assert not AnyOf((Not(good), Not(three))).holds(ANSWERS.get)


def test_not_turns_an_unanswered_question_into_true() -> None:
    assert Not(Test("unknown", Comparison.ANSWERED)).holds(ANSWERS.get)
