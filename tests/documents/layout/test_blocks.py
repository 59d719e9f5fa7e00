"""Blocks stay within the page, headings stay with what they head, and nothing is lost where a page ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Frame, Gaps, Panel, Stack, Text, together
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.marks import Element, Role
from qa_desktop.documents.layout.writing import Run, Typesetter
from tests.documents.reading import FONTS

SETTER = Typesetter(FontSet(FONTS))
WIDTH, ROOM = 300.0, 200.0
ROUNDING = 0.05


def lines_of(number: int, gaps: Gaps | None = None) -> Text:
    text = "\n".join(f"line {i}" for i in range(number))
    return Text(SETTER, [Run(text, look.BODY)], Element(Role.PARAGRAPH), gaps or Gaps())


def heading() -> Text:
    return lines_of(1, Gaps(before=12, after=4, with_next=True))


def pages_of(block: Block) -> list[Block]:
    pages: list[Block] = []
    rest: Block | None = block
    while rest is not None:
        page, rest = rest.split(WIDTH, ROOM, force=True)
        assert page is not None
        pages.append(page)
    return pages


def count_lines(block: Block) -> int:
    if isinstance(block, Text):
        return len(block.lines(WIDTH))
    assert isinstance(block, Stack)
    return sum(count_lines(one) for one in block.blocks)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_no_page_is_fuller_than_it_can_be_and_no_line_is_lost(sizes: list[int]) -> None:
    story = Stack(block for size in sizes for block in (heading(), lines_of(size)))

    pages = pages_of(story)

    assert all(page.height(WIDTH) <= ROOM + ROUNDING for page in pages)
    assert sum(count_lines(page) for page in pages) == sum(sizes) + len(sizes)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_no_page_ends_with_a_heading(sizes: list[int]) -> None:
    story = Stack(block for size in sizes for block in (heading(), lines_of(size)))

    last_blocks = [page.blocks[-1] for page in pages_of(story) if isinstance(page, Stack)]

    assert last_blocks
    assert not any(block.gaps.with_next for block in last_blocks)


def test_a_paragraph_leaves_no_single_line_behind() -> None:
    leading = look.BODY.leading

    first, rest = lines_of(10).split(WIDTH, leading * 9.5, force=False)

    assert first is not None
    assert rest is not None
    assert (count_lines(first), count_lines(rest)) == (8, 2)


def test_what_belongs_together_moves_to_the_next_page_as_one() -> None:
    story = Stack([lines_of(10), together([lines_of(8)])])

    assert [round(page.height(WIDTH) / look.BODY.leading) for page in pages_of(story)] == [10, 8]


def test_what_belongs_together_but_is_longer_than_a_page_is_split_all_the_same() -> None:
    panel = Panel(Stack([lines_of(40)]), Frame(padding=5, together=True))

    pages = pages_of(Stack([lines_of(3), panel]))

    assert len(pages) == 1 + 4
    assert all(page.height(WIDTH) <= ROOM + ROUNDING for page in pages)


def test_the_head_of_a_table_stands_on_every_page() -> None:
    head = Row((Cell(lines_of(1)),))
    rows = [Row((Cell(lines_of(2)),)) for _ in range(20)]

    pages = pages_of(Grid((1,), rows, GridLook(), Gaps(), Heads((head,))))

    rows_shown = sum(round(page.height(WIDTH) / look.BODY.leading) - 1 for page in pages)
    assert len(pages) > 2
    assert rows_shown == 2 * 20


def test_a_row_higher_than_a_page_is_split_within_its_cells() -> None:
    row = Row((Cell(lines_of(1)), Cell(lines_of(50))))

    pages = pages_of(Grid((1, 1), [row], GridLook(padding=(4, 4))))

    assert len(pages) == 4
    assert all(page.height(WIDTH) <= ROOM + ROUNDING for page in pages)


def test_a_head_higher_than_the_page_does_not_repeat_for_ever() -> None:
    head = Row((Cell(lines_of(40)),))

    pages = pages_of(Grid((1,), [Row((Cell(lines_of(2)),))], GridLook(), Gaps(), Heads((head,))))

    assert len(pages) == 3
