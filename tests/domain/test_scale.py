import pytest

from qa_desktop.domain.ids import ScaleId
from qa_desktop.domain.scale import Scale, ScalePoint

SCALE = Scale(
    ScaleId("grade"),
    "Grade",
    (
        ScalePoint("inadequate", "Inadequate", 4, number="4"),
        ScalePoint("good", "Good", 2, number="2"),
        ScalePoint("support", "Need support", None),
    ),
)


def test_codes_come_in_printed_order_and_not_by_rank() -> None:
    assert SCALE.codes == ("inadequate", "good", "support")


@pytest.mark.parametrize("text", ["good", "Good", " GOOD ", "2"])
def test_a_point_is_found_by_code_label_or_printed_number(text: str) -> None:
    point = SCALE.point_named(text)

    assert point
    assert point.code == "good"


@pytest.mark.parametrize("text", ["", " ", "1", "great"])
def test_a_word_that_is_on_no_point_finds_none(text: str) -> None:
    assert SCALE.point_named(text) is None


def test_a_point_is_found_by_its_exact_code_only() -> None:
    assert SCALE.point("good")
    assert SCALE.point("Good") is None
