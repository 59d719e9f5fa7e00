"""Exports of audits: every row is what the audit says, nobody is named who may not be, nothing private leaves."""

from __future__ import annotations

import csv
import errno
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa_desktop import cli
from qa_desktop.documents.exports import whole
from qa_desktop.domain import paths
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.exports.columns import TABLES
from qa_desktop.domain.exports.safe_text import as_written
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWatch, ExportWish, Stopped
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.question import Dimension, FigureFilter
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.errors import DiskProblem, NotAllowed, NotFound
from qa_desktop.services.start_audit import StartRequest
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.figure_seed import DOMAINS, Seeded, add, add_record, as_pair, made_up, signed

Told = list[Mapping[str, Any]]
FORMULA = '=HYPERLINK("http://evil")'
ACTION = {"what": "Read the plan together", "who": "Robin Reader", "due": "2026-12-24"}


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    yield desk
    desk.desk.close()


def seeded(desk: OpenDesk, number: int = 12) -> list[Seeded]:
    audits = made_up(number)
    more = tuple((paths.entry("action", "a1", field), value) for field, value in ACTION.items())
    audits[0] = replace(audits[0], more=(*more, (paths.answer(DOMAINS[0], "comment"), FORMULA)))
    audits[-2], audits[-1] = as_pair(audits[-2], "pair-1", "lead"), as_pair(audits[-1], "pair-1", "peer")
    for one in audits:
        add(desk, one)
    return audits


def lines(folder: Path, table: str) -> Told:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def exported(
    desk: OpenDesk, folder: Path, detail: Detail = Detail.FULL, *, name: str = "export", **narrowed: str
) -> Path:
    wish = ExportWish(FigureFilter(**narrowed), detail, ExportFormat.JSONL)
    return desk.desk.exports()(wish, folder / name).place


def test_each_audit_each_answer_and_each_action_is_a_row(officer: OpenDesk, tmp_path: Path) -> None:
    audits = seeded(officer)

    folder = exported(officer, tmp_path)

    told = {one["subject"]: one for one in lines(folder, "audits")}
    answers = {(one["audit"], one["question"]): one["value"] for one in lines(folder, "answers")}
    assert set(told) == {one.subject for one in audits}
    for one in audits:
        row = told[one.subject]
        assert (row["team"], row["service"], row["overall"]) == (one.team, one.service, one.overall)
        assert row["day"] == one.day.isoformat()
        given = {key: grade for key, grade in zip(DOMAINS, one.domains, strict=True) if grade}
        assert {key: answers.get((row["audit"], key)) for key in DOMAINS} == {**dict.fromkeys(DOMAINS), **given}
    (action,) = lines(folder, "actions")
    assert (action["what"], action["who"], action["due"]) == tuple(ACTION.values())
    assert action["progress"] == Progress.OPEN.value


def test_none_is_an_answer_too(officer: OpenDesk, tmp_path: Path) -> None:
    said: dict[str, Value] = {paths.header("feedback_kind"): "closure", paths.answer("her-fb.answers"): 0}
    add_record(officer, "her-feedback", "MASH", date(2026, 10, 5), said)

    folder = exported(officer, tmp_path)

    numbers = [one["value_number"] for one in lines(folder, "answers") if one["question"] == "her-fb.answers"]
    assert numbers == [0]


def test_figures_equal_those_worked_out_of_the_exported_grades(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer, 30)

    folder = exported(officer, tmp_path)

    teams = {one["audit"]: one["team"] for one in lines(folder, "audits") if one["counts"]}
    counted = Counter(
        (teams[one["audit"]], one["grade"])
        for one in lines(folder, "grades")
        if one["final"] and one["item"] == OVERALL
    )
    (found,) = officer.desk.figures.by_group(FigureFilter(), Dimension.TEAM, hide_small=False)
    shown = {
        (bar.name, point.code): number
        for bar in found.bars
        for point, number in zip(found.scale.points, bar.counts, strict=True)
        if number
    }
    assert counted == shown


def test_every_line_has_every_column_and_every_code_is_in_the_list(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)

    folder = exported(officer, tmp_path)

    for table in TABLES:
        assert all(tuple(line) == table.ids for line in lines(folder, table.id))
    codes = {(one["list"], one["code"]): one["label"] for one in lines(folder, "codes")}
    for one in lines(folder, "grades"):
        assert (one["scale"], one["grade"]) in codes
    for one in lines(folder, "answers"):
        if one["type"] == "scale" and one["value"]:
            assert codes[f"{one['tool']}/{one['question']}", one["value"]] == one["value_label"]


def test_under_pseudonyms_nobody_is_named_and_no_words_leave(officer: OpenDesk, tmp_path: Path) -> None:
    audits = seeded(officer)

    folder = exported(officer, tmp_path, Detail.PSEUDONYMS)

    whole_text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))
    words = (FORMULA[:8], "Robin Reader", "Read the plan", "Both saw the same file", "Oli Officer")
    for hidden in (*words, *(one.subject for one in audits), *(one.worker for one in audits)):
        assert hidden not in whole_text
    told = lines(folder, "audits")
    assert len({one["subject"] for one in told}) == len(audits)
    assert all(one["subject"].startswith("case-") and one["practitioner"].startswith("person-") for one in told)


def test_a_case_keeps_its_pseudonym_and_another_profile_has_another(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    other = new_desk(tmp_path / "other", "Olga Officer", Role.QA_OFFICER)
    seeded(other)

    first, again, others = (
        {one["subject"] for one in lines(exported(desk, tmp_path, Detail.PSEUDONYMS, name=name), "audits")}
        for desk, name in ((officer, "first"), (officer, "again"), (other, "others"))
    )

    assert first == again
    assert not first & others
    other.desk.close()


def test_drafts_self_checks_the_sample_first_grades_and_concerns_about_workers_stay(
    officer: OpenDesk, tmp_path: Path
) -> None:
    seeded(officer)
    start = officer.desk.start_audit
    start(StartRequest("her-audit", "CANARY-draft", "Pat Worker", on=date(2026, 10, 5)))
    sample = officer.desk.start_sample()
    signed(officer, sample)
    own = next(one for one in officer.desk.tools() if officer.desk.tool(one.id).private)
    signed(officer, start(StartRequest(own.id, "CANARY-own", "Pat Worker", on=date(2026, 10, 5))))
    concerned = officer.desk.open_audit(add(officer, replace(made_up(1)[0], subject="HER-concern")))
    officer.desk.restricted_concerns.record(concerned, {"what": "CANARY-concern"})

    folder = exported(officer, tmp_path)

    whole_text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))
    assert "CANARY" not in whole_text
    assert sample.id not in whole_text


def test_filters_leave_what_they_say(officer: OpenDesk, tmp_path: Path) -> None:
    audits = seeded(officer, 30)

    folder = exported(officer, tmp_path, team="South", first="2026-03", last="2026-09")

    wanted = {one.subject for one in audits if one.team == "South" and 3 <= one.day.month <= 9}
    assert {one["subject"] for one in lines(folder, "audits")} == wanted
    ids = {one["audit"] for one in lines(folder, "audits")}
    assert {one["audit"] for table in ("answers", "grades") for one in lines(folder, table)} == ids


def test_a_merged_theme_is_told_as_what_it_has_become(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    themes = officer.desk.theming.themes
    for name in ("Supervision", "Reflection"):
        if themes().named(name) is None:
            themes.add(name)
    before = [one["audit"] for one in lines(exported(officer, tmp_path, name="before"), "themes") if told_of(one)]
    themes.merge("Supervision", "Reflection")

    after = lines(exported(officer, tmp_path, name="after", theme="Reflection"), "themes")

    assert before
    assert [one["audit"] for one in after if one["name"] == "Reflection"] == before
    assert not [one for one in after if told_of(one)]


def told_of(theme: Mapping[str, Any]) -> bool:
    return bool(theme["name"] == "Supervision")


def test_who_exported_which_audits_is_recorded_before_anything_is_out(officer: OpenDesk, tmp_path: Path) -> None:
    audits = seeded(officer)

    with pytest.raises(DiskProblem, match="There is no folder"):
        exported(officer, tmp_path / "nowhere", Detail.PSEUDONYMS, team="North")
    exported(officer, tmp_path)

    noted = Counter(one.what for one in officer.store.sync.unreported(100))
    assert noted == {"pseudonyms_exported": sum(one.team == "North" for one in audits), "data_exported": len(audits)}


@pytest.mark.parametrize(
    ("role", "details"),
    [
        (Role.QA_OFFICER, (Detail.PSEUDONYMS, Detail.FULL)),
        (Role.HEAD_OF_SERVICE, (Detail.PSEUDONYMS, Detail.FULL)),
        (Role.MANAGER, (Detail.PSEUDONYMS,)),
        (Role.AUDITOR, ()),
        (Role.PRACTITIONER, ()),
        (Role.ADMIN, ()),
    ],
)
def test_each_role_exports_what_it_may(tmp_path: Path, role: Role, details: tuple[Detail, ...]) -> None:
    desk = new_desk(tmp_path / "desk", "Mo", role)
    add(desk, made_up(1)[0])
    exports = desk.desk.exports()

    assert exports.details() == details
    for detail in set(Detail) - set(details):
        with pytest.raises(NotAllowed):
            exports(ExportWish(detail=detail), tmp_path / "export")
    for detail in details:
        assert exports(ExportWish(detail=detail), tmp_path / detail.value).rows["audits"] == 1
    desk.desk.close()


def test_a_full_disk_leaves_nothing_half_written(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded(officer)

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(DiskProblem, match="The disk is full"):
        exported(officer, tmp_path)

    assert [one.name for one in tmp_path.iterdir()] == ["officer"]


def test_a_closed_folder_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", closed)
    with pytest.raises(DiskProblem, match="Choose a folder of your own"), whole.whole_folder(tmp_path / "export"):
        pass


def test_what_is_broken_off_leaves_nothing(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    told: list[str] = []
    watch = ExportWatch(lambda table, _done, _of: told.append(table), lambda: "grades" in told)

    with pytest.raises(Stopped):
        officer.desk.exports()(ExportWish(), tmp_path / "export", watch)

    assert [one.name for one in tmp_path.iterdir()] == ["officer"]


def test_what_is_there_already_stays(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)
    (tmp_path / "export").mkdir()

    with pytest.raises(NotAllowed, match="there already"):
        exported(officer, tmp_path)


def test_no_audit_is_no_export(officer: OpenDesk, tmp_path: Path) -> None:
    seeded(officer)

    with pytest.raises(NotFound, match="Choose a longer period"):
        exported(officer, tmp_path, team="Nowhere")


@pytest.mark.parametrize("mark", [False, True])
def test_in_csv_a_formula_stays_text_and_can_be_read_back(officer: OpenDesk, tmp_path: Path, *, mark: bool) -> None:
    seeded(officer)
    wish = ExportWish(detail=Detail.FULL, mark=mark)

    folder = officer.desk.exports()(wish, tmp_path / "export").place

    raw = (folder / "answers.csv").read_bytes()
    comments = {one["comment"] for one in csv.DictReader(raw.decode("utf-8-sig").splitlines())}
    assert raw.startswith(b"\xef\xbb\xbf") is mark
    assert f"'{FORMULA}" in comments


@pytest.mark.parametrize("detail", list(Detail), ids=lambda one: one.value)
def test_a_line_of_csv_has_the_cells_that_json_lines_have(officer: OpenDesk, tmp_path: Path, detail: Detail) -> None:
    seeded(officer)
    wish = ExportWish(detail=detail)
    told = {None: "", True: "true", False: "false"}

    folder = officer.desk.exports()(wish, tmp_path / "csv").place
    again = exported(officer, tmp_path, detail)

    for table in TABLES:
        with (folder / f"{table.id}.csv").open(encoding="utf-8", newline="") as file:
            (head, *rows) = csv.reader(file)
        assert tuple(head) == table.ids
        if table.id != "about":
            cells = [[told[one] if one is None or isinstance(one, bool) else str(one) for one in line.values()]
                     for line in lines(again, table.id)]  # fmt: skip
            assert [[as_written(one) for one in row] for row in rows] == cells


def test_the_command_exports_and_says_what(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audits = seeded(officer)
    officer.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ["--data", str(officer.place.folder), "--out", str(tmp_path / "out")]

    code = cli.run(["export", "--format", "jsonl", "--full", "--period", "2026", "--json", *place])

    told = json.loads(capsys.readouterr().out)
    assert code == cli.OK
    assert (told["rows"]["audits"], told["detail"], told["format"]) == (len(audits), "full", "jsonl")
    assert len(lines(tmp_path / "out", "audits")) == len(audits)
