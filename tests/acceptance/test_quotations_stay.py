"""A quotation that nobody redacted leaves the team by no report, no export, and no exemplar (PRACTICE P-34)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet

from qa_desktop.domain import paths
from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.template import Every, PartKind
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.make_report import ReportWish
from tests.desks import OpenDesk, new_desk
from tests.documents.reading import pages
from tests.figure_seed import add_record

KEPT, TOLD = "Quokka heard every wish of hers.", "Wombat asked the family twice."
REDACTED = "[…] asked the family twice."
"""As TOLD may be told; KEPT nobody redacted. Both animals stand in the text of a theme alone."""
DAY = date(2026, 8, 5)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def tag(desk: OpenDesk, tool: str) -> None:
    """Sign an audit with two quotations, one of them redacted."""
    fields = {
        "theme/t1/kind": "strength",
        "theme/t1/name": "Voice of the child",
        "theme/t1/quote": KEPT,
        "theme/t2/kind": "development",
        "theme/t2/name": "Family",
        "theme/t2/quote": TOLD,
    }
    audit = add_record(desk, tool, f"{tool}-1", DAY, fields)
    desk.desk.tag_themes.release(audit, "t2", REDACTED)


def inside(data: bytes, ending: str, folder: Path) -> str:
    """Return all text of a file, packed parts included."""
    if ending == ".pdf":
        return " ".join(" ".join(page.split()) for page in pages(data, folder))
    if ending in (".xlsx", ".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if ending == ".parquet":
        return json.dumps(parquet.read_table(io.BytesIO(data)).to_pylist(), ensure_ascii=False, default=str)
    return data.decode("utf-8")


@pytest.mark.parametrize("authority", ["herefordshire", "slough", "durham", "bracknell-forest"])
def test_no_report_tells_it_in_any_format(officer: OpenDesk, authority: str, tmp_path: Path) -> None:
    officer.desk.authority_settings.choose(authority)
    make, write = officer.desk.reports(), officer.desk.write_report
    found = [
        template
        for template in make.templates()
        if any(part.kind in (PartKind.FOUND, PartKind.THEMES, PartKind.THEMES_BY_GROUP) for part in template.parts)
        and template.code == OF[authority]
    ]
    assert found
    for tool in {template.tools[0] for template in found}:
        tag(officer, tool)

    periods = {one.id: ReportPeriod.parse("2026-08" if one.every is Every.MONTH else "2026-Q3") for one in found}
    reports = [make(ReportWish(one, periods[one.id])) for one in found]

    assert any(REDACTED in " ".join(report_text(one).split()) for one in reports)
    for report in reports:
        for ending in (".pdf", ".xlsx", ".txt", ".docx"):
            told = inside(write(report, ending), ending, tmp_path)
            assert "Family" in told or "theme" in told.casefold()
            assert "Quokka" not in told
            assert "Wombat" not in told


OF = {"herefordshire": "HER", "slough": "SLO", "durham": "DUR", "bracknell-forest": "BRA"}


@pytest.mark.parametrize("shape", list(ExportFormat))
@pytest.mark.parametrize("detail", list(Detail))
def test_no_export_tells_it(officer: OpenDesk, tmp_path: Path, detail: Detail, shape: ExportFormat) -> None:
    tag(officer, "her-audit")

    name = f"out.{shape.value}" if shape.is_one_file else "out"
    place = officer.desk.exports()(ExportWish(FigureFilter(), detail, shape), tmp_path / name).place

    files = [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file()]
    told = " ".join(inside(one.read_bytes(), one.suffix, tmp_path) for one in files)
    assert REDACTED in told
    assert "Quokka" not in told
    assert "Wombat" not in told


def test_no_exemplar_tells_it_even_where_somebody_looked(officer: OpenDesk) -> None:
    fields = {paths.STRENGTHS: KEPT}
    audit = add_record(officer, "her-audit", "HER-1", DAY, fields)
    one = officer.desk.tag_themes(audit, ThemeKind.STRENGTH, "Voice of the child", KEPT)
    wanted = Exemplar("", "Heard", f"Read this:\n{KEPT.replace(' ', chr(10), 1)}")

    with pytest.raises(SeveralProblems, match="Redact it first"):
        officer.desk.exemplars.add(wanted, comes_from=audit, looked_through=True)
    with pytest.raises(SeveralProblems, match="Redact it first"):
        officer.desk.exemplars.add(wanted, looked_through=True)
    officer.desk.tag_themes.release(audit, one.id, KEPT)

    assert officer.desk.exemplars.add(wanted, comes_from=audit).title == "Heard"
