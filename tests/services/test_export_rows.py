"""The rows of an export: in one order on every laptop, and all of one moment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.exports import remembered
from qa_desktop.domain.exports.columns import DATA
from qa_desktop.domain.exports.export_ports import StoredField
from qa_desktop.domain.exports.questions import Question, Questions
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWatch, ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import AnswerType
from qa_desktop.models.export_store import ExportRows
from qa_desktop.models.rows import Cell
from qa_desktop.models.statement import Rows
from qa_desktop.services.export_answers import AnswerRows
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import DOMAINS, add, fields_of, made_up, signed

FORMULA = '=HYPERLINK("http://evil")'
ACTION: dict[str, Value] = {paths.entry("action", "a1", "what"): "Read the plan together"}
FILTERS = (
    FigureFilter(),
    FigureFilter(team="North"),
    FigureFilter(practitioner="Pat Worker"),
    FigureFilter(first="2026-03", last="2026-06", tool="her-audit"),
    FigureFilter(theme="Supervision", service="Safeguarding", category="Child protection"),
)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    yield desk
    desk.desk.close()


def exported(desk: OpenDesk, place: Path, watch: ExportWatch | None = None) -> dict[str, list[dict[str, Any]]]:
    desk.desk.exports()(ExportWish(detail=Detail.FULL, format=ExportFormat.JSONL), place, watch)
    return {
        one.id: [json.loads(line) for line in (place / f"{one.id}.jsonl").read_text(encoding="utf-8").splitlines()]
        for one in DATA
    }


def test_every_table_has_audits_by_their_ids_whenever_they_were_signed(officer: OpenDesk, tmp_path: Path) -> None:
    begun = []
    for one in made_up(4):
        officer.clock.moment += timedelta(minutes=1)
        fields = {**fields_of(one), **ACTION}
        begun.append(officer.desk.start_audit(StartRequest("her-audit", one.subject, on=one.day, fields=fields)))
    for place in (2, 0, 3, 1):
        signed(officer, begun[place])

    tables = exported(officer, tmp_path / "out")

    for name in ("audits", "answers", "grades", "actions"):
        assert list(dict.fromkeys(one["audit"] for one in tables[name])) == [one.id for one in begun]


@pytest.mark.parametrize("wanted", FILTERS, ids=lambda one: one.words({}))
def test_no_filter_makes_the_store_sort_what_it_reads(officer: OpenDesk, wanted: FigureFilter) -> None:
    plans: list[str] = []
    with officer.store._read() as run:

        def explained(statement: str, values: tuple[Cell, ...] = (), /) -> Rows:
            plans.extend(str(row[3]) for row in run(f"EXPLAIN QUERY PLAN {statement}", values))
            return run(f"{statement} LIMIT 0", values)

        rows = ExportRows(explained, wanted, {})
        for read in (rows.ids(), rows.audits(with_words=True), rows.answers(), rows.grades(), rows.actions(),
                     rows.improvements(), rows.themes()):  # fmt: skip
            list(read)

    assert any("figure_grade" in one or "SEARCH g " in one for one in plans)
    assert not [one for one in plans if "B-TREE FOR" in one]


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_what_is_remembered_of_rows_changes_nothing_of_them(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    for one in made_up(12):
        add(officer, replace(one, more=((paths.answer(DOMAINS[0], "comment"), FORMULA),)))
    wish = ExportWish(detail=Detail.FULL, format=ExportFormat(form))

    usual = contents(officer.desk.exports()(wish, tmp_path / "usual").place)
    monkeypatch.setattr(remembered, "KNOWN", 1)

    assert contents(officer.desk.exports()(wish, tmp_path / "forgotten").place) == usual


def contents(place: Path) -> dict[str, bytes]:
    """Return what each table was written as."""
    if place.is_dir():
        return {one.name: one.read_bytes() for one in place.iterdir()}
    with ZipFile(place) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def test_audits_signed_while_an_export_is_written_are_in_none_of_its_tables(officer: OpenDesk, tmp_path: Path) -> None:
    first, second, *more = (replace(one, more=tuple(ACTION.items())) for one in made_up(10))
    there = {add(officer, first), add(officer, second)}
    added = []

    def sign_one(_table: str, _done: int, _of: int) -> None:
        if more:
            added.append(add(officer, more.pop()))

    tables = exported(officer, tmp_path / "out", ExportWatch(sign_one))

    assert added
    for name in ("audits", "answers", "grades", "actions"):
        assert {one["audit"] for one in tables[name]} == there
    after = exported(officer, tmp_path / "after")
    assert {one["audit"] for one in after["audits"]} == {*there, *added}


def test_a_tick_about_the_second_child_belongs_to_its_list_and_goes_with_the_child() -> None:
    asked = Question("list", 0, "Plan", "What was seen", AnswerType.CHECKLIST, {"p1": "A visit"}, False, "plan")
    rows = AnswerRows("tool", Questions({"list": asked}, {"p1": "list"}), None)
    ticked: dict[str, Value] = {paths.seen("p1@child"): True, paths.seen("p1"): True}

    (first, second) = rows(stored(ticked))
    (left,) = rows(stored({**ticked, paths.repeat("plan", "child", "removed"): True}))

    assert (first[1:3], first[6:8]) == (("list", None), ("p1", "A visit"))
    assert (second[1:3], second[6:8]) == (("list", "@child"), ("p1", "A visit"))
    assert left == first


def test_what_is_said_to_a_question_stands_in_one_row_whatever_was_said_before() -> None:
    scale = Question("grade", 1, "Plan", "How good", AnswerType.SCALE, {"good": "Good"}, False, "plan")
    count = Question("count", 0, "Plan", "How many", AnswerType.DECIMAL, {}, False, "plan")
    rows = AnswerRows("tool", Questions({"grade": scale, "count": count}, {}), None)
    value = StoredField(paths.answer("grade"), "good", recurs=True)
    one, exact, truth = (StoredField(paths.answer("count"), told, recurs=True) for told in (1, 1.0, True))
    comment = StoredField(paths.answer("grade", "comment"), "In her own words", recurs=False)
    reason = StoredField(paths.answer("grade", "reason"), "Seen twice", recurs=False)
    beside = StoredField(paths.answer("grade", "not_evidenced"), True, recurs=True)

    assert rows([value]) == [("tool", "grade", None, "Plan", "How good", "scale", "good", "Good", None, False, False,
                              None, None)]  # fmt: skip
    assert [row[-2:] for row in rows([comment, value])] == [("In her own words", None)]
    assert [row[-2:] for row in rows([comment, reason, value])] == [("In her own words", "Seen twice")]
    assert [row[-4:] for row in rows([comment, beside])] == [(False, True, "In her own words", None)]
    assert [row[6:9] for row in rows([comment])] == [(None, None, None)]
    assert [row[1] for row in rows([value, one])] == ["count", "grade"]
    assert [rows([told])[0][6] for told in (one, exact, truth)] == ["1", "1.0", "yes"]


@pytest.mark.parametrize("text", ["two\nlines", 'a "quote"', "nul\x00", "\ud800 alone", "\u2028", "\\n", "Żółć 🙂"])
def test_no_text_is_torn_apart_or_changed_on_its_way_out_of_the_store(officer: OpenDesk, text: str) -> None:
    words = paths.answer(DOMAINS[0], "comment")
    told = add(officer, replace(made_up(1)[0], more=((words, text),)))

    with officer.store.exports.rows(FigureFilter()) as rows:
        (answers,) = rows.answers()

    assert answers.audit == told
    assert [one.value for one in answers.fields if one.path == words] == [text]
    assert [one.path for one in answers.fields] == sorted(one.path for one in answers.fields)


def stored(fields: Mapping[str, Value]) -> list[StoredField]:
    return [StoredField(path, fields[path], recurs=True) for path in sorted(fields)]
