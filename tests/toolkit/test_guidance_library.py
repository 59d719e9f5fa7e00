import pytest

from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.guidance import read_library

RIGHT = """
library: W-X
title: X
source: X guide
sections:
  - id: one
    title: One
    points:
      - {id: W-X.1, text: First}
      - {id: W-X.2, text: Second, source: Elsewhere}
"""


def test_a_point_without_a_source_has_that_of_its_library() -> None:
    assert [point.source for point in read_library(RIGHT.encode()).points] == ["X guide", "Elsewhere"]


@pytest.mark.parametrize(
    ("old", "new", "expected", "line"),
    [
        ("W-X.2", "W-X.1", '"W-X.1" stands twice', 10),
        (", text: First", "", 'the key "text" is missing', 9),
        ("text: First", "txt: First", 'unknown key "txt"; did you mean "text"?', 9),
        ("source: X guide", "# none", 'the key "source" is missing', 2),
        ("sections:", "sections: []\nextra:", "at least one entry", 5),
    ],
)
def test_a_mistake_in_a_library_is_told_with_its_line(old: str, new: str, expected: str, line: int) -> None:
    with pytest.raises(SeveralProblems) as caught:
        read_library(RIGHT.replace(old, new).encode())

    assert (expected, line) in [(expected, one.line) for one in caught.value.mistakes if expected in one.message]
