"""A list becomes the records of a register; what cannot be taken is told row by row, and saved to be put right."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from qa_desktop import cli
from qa_desktop.domain.condition import subjects
from qa_desktop.domain.entry_import import columns_of_tool
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import EntryQuestion
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.services.import_entries import EntryWish, ReadEntries, rest_of
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.sample_audits import shipped_ids, shipped_tool

COMPLAINTS = "roc-complaints"
HEADINGS = ("Complaint reference", "What the complaint is about", "Date received", "Route", "Cost")
GOOD = ("C-1", "A visit was late", "3/11/2026", "Statutory", "12")
REGISTERS = {f"{rule.id} by {tool}": (tool, rule.id) for tool in shipped_ids() for rule in shipped_tool(tool).registers}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenDesk]:
    one = new_desk(tmp_path / "desk", "Oli Officer", Role.QA_OFFICER)
    one.desk.authority_settings.choose("rochdale")
    yield one
    one.desk.close()


def written(path: Path, *rows: Sequence[str]) -> Path:
    """Write a list as text, or as a workbook by its name."""
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def looked(opened: OpenDesk, path: Path, *, again: bool = False) -> ReadEntries:
    return opened.desk.import_entries.look(EntryWish(COMPLAINTS, path, again=again))


def entries(opened: OpenDesk) -> list[tuple[str, str, str]]:
    return [(one.subject, one.day, one.words) for one in opened.desk.registers.every(EntryQuestion(COMPLAINTS))]


def answer_to(item: Item, tool: Tool) -> str:
    """Return something that a question takes, as a list would have it."""
    scale = tool.scale_of(item)
    choices = scale.points if scale else item.choices
    match item.type:
        case AnswerType.DATE:
            return "12 Nov 2026"
        case AnswerType.YES_NO:
            return "Yes"
        case AnswerType.INTEGER | AnswerType.DECIMAL | AnswerType.PERCENT:
            return str(int(item.limits.least or 1))
        case AnswerType.CHOICE | AnswerType.SCALE | AnswerType.MULTIPLE_CHOICE:
            return choices[0].label
        case _:
            return "Some words"


@pytest.fixture(scope="module")
def of_everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """A profile that belongs to no authority: it has every register."""
    one = new_desk(tmp_path_factory.mktemp("registers") / "desk", "Oli Officer", Role.QA_OFFICER)
    yield one
    one.desk.close()


@pytest.mark.parametrize(("tool_id", "register"), REGISTERS.values(), ids=REGISTERS)
def test_every_register_takes_a_list_with_the_headings_of_its_tool(
    of_everybody: OpenDesk, tmp_path: Path, tool_id: str, register: str
) -> None:
    desk, tool = of_everybody.desk, shipped_tool(tool_id)
    (when,) = (rule.when for rule in tool.registers if rule.id == register)
    said = subjects(when) if when is not None else ()
    kept = [name for name in columns_of_tool(tool) if name not in said]
    subject = f"48-{register}"
    row = [subject if (item := tool.item(name)) is None else answer_to(item, tool) for name in kept]

    found = desk.import_entries.look(EntryWish(register, written(tmp_path / "list.csv", kept, row), tool_id))
    begun = desk.import_entries.begin(found.ready)

    assert (found.wrong, begun.wrong, len(begun.made)) == ((), (), 1)
    assert [entry.audit for entry in desk.registers(EntryQuestion(register, text=subject))] == list(begun.made)


def test_rows_that_cannot_be_taken_are_listed_with_why_and_the_others_are_begun(
    opened: OpenDesk, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "log.csv",
        HEADINGS,
        GOOD,
        ("", "Nobody named", "3/11/2026", "Statutory", ""),
        ("C-2", "Odd", "31/31/2026", "By post", ""),
        ("C-1", "A visit was late", "3/11/2026", "statutory", "12"),
        ("C-3", "Left open", "4/11/2026", "corporate", "", "more"),
        ("C-4", "Second good one", "2026-11-05", "corporate", ""),
    )

    found = looked(opened, path)
    begun = opened.desk.import_entries.begin(found.ready)

    assert {one.row: one.words for one in found.wrong} == {
        3: "no Complaint reference",
        4: "Date received: this is no date; write it as 31/01/2027; Route: “By post” is none of Statutory, Corporate",
        5: "the same as row 2",
        6: "more values than headings: is a separator inside a value?",
    }
    assert (found.unknown, begun.wrong) == (("Cost",), ())
    assert entries(opened) == [
        ("C-4", "2026-11-05", "Second good one"),
        ("C-1", "2026-11-03", "A visit was late"),
    ]
    assert opened.desk.open_audit(begun.made[0]).subject == "C-1"
    assert len(found.ready) + len(found.wrong) == 6, "no row is lost"


def test_no_text_of_what_was_not_taken_is_a_formula_and_it_is_taken_as_it_was(opened: OpenDesk, tmp_path: Path) -> None:
    hostile = ("=1+1", "+44 20 7946", "-5 days", "@SUM(A1)", "\ttab", "'quoted", '"quoted"', "＝1+1", "nul\x07bell")
    rows = [(f"C-{place}", text, "no day", "Statutory", "7") for place, text in enumerate(hostile, start=1)]
    found = looked(opened, written(tmp_path / "log.csv", HEADINGS, *rows))

    rest = list(csv.reader(io.StringIO(rest_of(found.headings, found.wrong).decode("utf-8-sig"), newline="")))
    told = [row[1] for row in rest[1:]]
    corrected = looked(
        opened, written(tmp_path / "rest.csv", rest[0], *((*row[:2], "6/11/2026", *row[3:]) for row in rest[1:]))
    )

    assert len(told) == len(hostile)
    assert not [one for one in told if one.startswith(("=", "+", "-", "@", "\t", "＝"))]
    wanted = [*(one.strip() for one in hostile[1:-1]), "nul�bell"]
    assert [one.words.partition(":")[0] for one in corrected.wrong] == ["a formula without its result"]
    taken = zip(wanted, corrected.ready, strict=True)
    assert [one for one, entry in taken if one not in entry.request.fields.values()] == []


def test_what_was_not_taken_is_put_right_and_taken_then(opened: OpenDesk, tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", HEADINGS, GOOD, ("C-2", "Odd", "no day", "Statutory", "7"))
    found = looked(opened, path)
    opened.desk.import_entries.begin(found.ready)
    rest = list(csv.reader(io.StringIO(rest_of(found.headings, found.wrong).decode("utf-8-sig"))))
    assert rest[0] == [*HEADINGS, "What is wrong"]
    assert rest[1][:5] == ["C-2", "Odd", "no day", "Statutory", "7"]

    rest[1][2] = "6/11/2026"
    corrected = looked(opened, written(tmp_path / "rest.csv", *rest))
    opened.desk.import_entries.begin(corrected.ready)

    assert [subject for subject, *_ in entries(opened)] == ["C-2", "C-1"]


def test_a_list_that_comes_twice_makes_no_entry_twice_unless_somebody_wants_that(
    opened: OpenDesk, tmp_path: Path
) -> None:
    path = written(tmp_path / "log.csv", HEADINGS, GOOD)
    opened.desk.import_entries.begin(looked(opened, path).ready)

    again = looked(opened, path)

    assert [one.words for one in again.wrong] == ["an entry of this day about the same stands already"]
    assert len(looked(opened, path, again=True).ready) == 1


def test_a_list_without_a_column_for_the_subject_says_which_headings_it_has(opened: OpenDesk, tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", ("Number", "Date received"), ("C-1", "3/11/2026"))

    with pytest.raises(InputProblem, match="Its columns are: Number, Date received"):
        looked(opened, path)
    named = opened.desk.import_entries.look(EntryWish(COMPLAINTS, path, columns={"subject": "Number"}))
    assert [one.request.subject for one in named.ready] == ["C-1"]
    with pytest.raises(NotFound, match="There is no register"):
        opened.desk.import_entries.look(EntryWish("nothing", path))
    with pytest.raises(InputProblem, match="does not write in this register"):
        opened.desk.import_entries.look(EntryWish(COMPLAINTS, path, "roc-hr-audit"))


def test_a_list_is_imported_by_command(
    opened: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    path = written(tmp_path / "log.xlsx", HEADINGS, GOOD, ("C-2", "Odd", "no day", "Statutory", "7"))
    rest, place = tmp_path / "rest.csv", ["--data", str(tmp_path / "desk")]

    assert cli.run(["register", "headings", COMPLAINTS, *place]) == 0
    assert "Date received" in capsys.readouterr().out.splitlines()
    assert cli.run(["register", "import", COMPLAINTS, str(path), "--look", *place]) == 0
    assert "0 begun of 1 that can be taken" in capsys.readouterr().out
    assert cli.run(["register", "import", COMPLAINTS, str(path), "--rest", str(rest), "--json", *place]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["made"]), [one["row"] for one in told["not_taken"]], told["unknown"]) == (1, [3], ["Cost"])
    assert "no day" in rest.read_text("utf-8-sig")
    assert cli.run(["register", "entries", COMPLAINTS, "--show", "draft", "--json", *place]) == 0
    assert [one["subject"] for one in json.loads(capsys.readouterr().out)] == ["C-1"]
    assert cli.run(["register", "import", COMPLAINTS, str(path), "--column", "subject", *place]) != 0
    assert "as ID=HEADING" in capsys.readouterr().err
