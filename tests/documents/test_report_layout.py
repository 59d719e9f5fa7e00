"""A report's pages: what belongs together stands together, and no page is begun for a few lines."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.bootstrap.reports import report_file
from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.drawing import bars_drawing, in_lines
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.reports.report import BarsChart, Block, Heading, Paragraph, Quoted, Report
from qa_desktop.domain.scale import ScalePoint
from tests.desks import MOMENT
from tests.documents.reading import pages

SCALE = GradeScale("grade", (ScalePoint("good", "Good", 1), ScalePoint("poor", "Inadequate", 2)))
CHART = BarsChart(Breakdown("Overall grade", SCALE, tuple(Bar(f"{n}", f"Team {n}", (7, 5)) for n in range(6))), "Team")


def printed(folder: Path, *blocks: Block) -> list[str]:
    report = Report("Themes", "Durham", "Board", "May 2026", "All.", "1 June 2026", "Oli", blocks)
    return pages(report_file(report, ".pdf", MOMENT), folder)


def filled(lines: int) -> tuple[Block, ...]:
    return tuple(Paragraph(f"Line {number}") for number in range(lines))


def page_of(printed_pages: list[str], words: str) -> int:
    (place,) = {place for place, page in enumerate(printed_pages) if words in page}
    return place


def test_what_leads_to_a_chart_stands_on_its_page_wherever_that_begins(tmp_path: Path) -> None:
    for lines in range(12, 30, 2):
        made = printed(tmp_path, *filled(lines), Heading("Grades"), Paragraph("The form: 72 audits."), CHART)

        assert page_of(made, "The form: 72 audits.") == page_of(made, "Overall grade")
        assert page_of(made, "Grades") == page_of(made, "Overall grade")


def test_a_quotation_stands_with_its_source(tmp_path: Path) -> None:
    for lines in range(22, 34):
        made = printed(tmp_path, *filled(lines), Quoted("They listened to me.", "Collaborative Audit, Mar 2026"))

        assert page_of(made, "They listened to me.") == page_of(made, "Collaborative Audit, Mar 2026")


def test_a_low_table_is_not_split(tmp_path: Path) -> None:
    table = FigureTable("", ("Team", "Audits"), tuple((f"Team {number}", number) for number in range(5)))

    for lines in range(22, 34):
        made = printed(tmp_path, *filled(lines), table)

        assert page_of(made, "Team 0") == page_of(made, "Team 4")


def test_a_row_that_goes_on_over_a_page_says_again_which_it_is(tmp_path: Path) -> None:
    prose = "The chronology stops in March and says nothing of the move. " * 30
    table = FigureTable("", ("Date", "Contract", "Findings"), (("4 May 2026", "Beech Lodge", prose),), labels=2)

    made = printed(tmp_path, *filled(20), table)

    assert len(made) == 2
    assert all("4 May 2026" in page and "Beech Lodge" in page for page in made)


def test_rows_of_prose_are_told_down_the_page_with_the_head_of_each_column(tmp_path: Path) -> None:
    prose = "The chronology stops in March and says nothing of the move. " * 5
    heads = ("Date", "Area", "Action", "Lead", "Progress", "Impact")
    table = FigureTable("", heads, (("4 May 2026", "Chronologies", prose, "Sam Social", "Done", prose),), labels=2)

    (page,) = printed(tmp_path, table)

    assert "4 May 2026, Chronologies" in page
    assert ["Lead", "Progress"] in [line.split() for line in page.splitlines()]
    assert "Date" not in page


def test_no_page_is_begun_for_a_few_lines(tmp_path: Path) -> None:
    two = next(made for lines in range(20, 80) if len(made := printed(tmp_path, *filled(lines))) > 1)

    assert two[-1].count("Line ") > 5, "fewer of them stand closer together on the first page"


def test_a_long_label_stands_on_two_lines_and_is_cut_where_there_would_be_three() -> None:
    told = Breakdown("Findings", SCALE, (Bar("q", "Is the family's own plan in the record of the review?", (7, 5)),))

    drawing = bars_drawing(told, 600, 10, lambda text: 6.0 * len(text))

    label = [word.text for word in drawing.words if word.x == 0]
    assert label == ["Is the family's own plan in", "the record of the review?"]
    assert in_lines("one two three four five", 9, 2, len) == ["one two", "three fo…"]
