"""A draw from the command line: kept, checked, printed, substituted, allocated; and drawn again without us."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli

DOC = Path(__file__).parents[2] / "docs" / "drawing-cases.md"
HEADINGS = ("Case ID", "Child's name", "Team", "Service", "Status", "Worker", "Last audited")
Run = Callable[..., str]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one officer's profile for all: a draw leaves nothing in it but the headings of the last list."""
    folder = tmp_path_factory.mktemp("officer")
    (folder / "passphrase").write_text("a passphrase of a person", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        variables(patch, folder)
        named = ("--name", "Oli Officer", "--role", "qa_officer", "--team", "QA", "--authority", "rochdale")
        assert cli.run(["init", *named]) == 0
    return folder


def variables(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(folder / "passphrase"))
    patch.setenv("QA_DESKTOP_DATA", str(folder / "profile"))
    patch.setenv("QA_DESKTOP_MANAGED_FILE", str(folder / "managed.json"))


@pytest.fixture
def run(profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    variables(monkeypatch, profile)

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([str(one) for one in arguments]) == code
        written = capsys.readouterr()
        return written.out + written.err

    return command


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for number in range(120):
            team, service = f"Team {number % 4}", f"Service {number % 3}"
            status = "Closed" if number % 5 == 0 else "Open"
            audited = "14/11/2026" if number % 7 == 0 else ""
            rows.writerow((f"00{number:04}", "Anna Canary", team, service, status, f"Worker {number % 9}", audited))
    return path


def drawn(run: Run, listed: Path, *more: object) -> Path:
    record = listed.with_name("record.json")
    run("draw", listed, "--per", "team", "--number", 3, "--seed", "2026-12", "--out", record, *more)
    return record


def test_a_script_that_knows_nothing_of_us_draws_the_same_from_the_record(run: Run, listed: Path) -> None:
    record = drawn(run, listed, "--not-service", "service 1")
    (script,) = re.findall(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    command = [sys.executable, "-I", "-c", script]

    right = subprocess.run([*command, record, listed], capture_output=True, text=True, check=False)
    told = json.loads(record.read_bytes())
    told["result"]["strata"][0]["drawn"].reverse()
    record.write_text(json.dumps(told), encoding="utf-8")
    wrong = subprocess.run([*command, record, listed], capture_output=True, text=True, check=False)

    groups = [[*one["group"], *sorted(one["drawn"])] for one in told["result"]["strata"]]
    found = [line.split() for line in right.stdout.splitlines()]
    assert right.returncode == 0, right.stderr
    assert [[" ".join(words[:2]), *sorted(words[2:])] for words in found] == groups
    assert all(len(words) == 5 for words in found)
    assert wrong.returncode == 1


def test_a_draw_is_told_kept_printed_and_checked(
    run: Run, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, page = tmp_path / "record.json", tmp_path / "record.pdf"

    told = run("draw", listed, "--per", "team", "--number", 3, "--seed", "2026-12", "--out", record, "--pdf", page)

    assert "Seed: 2026-12 (given beforehand)" in told
    assert "Team 2: 3 of" in told
    assert page.read_bytes().startswith(b"%PDF")
    assert "Canary" not in record.read_text(encoding="utf-8") + told
    monkeypatch.setenv("QA_DESKTOP_DATA", str(tmp_path / "nobody"))  # a check needs no profile
    assert run("draw", "check", record, listed) == "The same cases are drawn: the record is right.\n"


def test_a_check_ends_with_one_and_says_where(run: Run, listed: Path) -> None:
    record = drawn(run, listed)
    listed.write_bytes(listed.read_bytes().replace(b"000001,", b"000901,"))

    told = run("draw", "check", record, listed, code=1)

    assert "not the list that was drawn from" in told
    assert json.loads(run("draw", "check", record, listed, "--json", code=1))["same"] is False


def test_a_case_is_replaced_in_the_record(run: Run, listed: Path) -> None:
    record = drawn(run, listed)
    before = json.loads(record.read_bytes())
    case, following = before["result"]["strata"][1]["drawn"][0], before["result"]["strata"][1]["reserve"][0]

    told = run("draw", "substitute", record, case, "--reason", "Closed last week")

    after = json.loads(record.read_bytes())
    assert told == f"{following} takes the place of {case}.\n"
    assert after["result"] == before["result"]
    assert after["substitutions"][0]["reason"] == "Closed last week"
    assert "the record is right" in run("draw", "check", record, listed)
    assert "Say why" in run("draw", "substitute", record, following, code=2)


def test_cases_are_shared_out_by_the_reach_of_the_selection(run: Run, listed: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    lines = ["Name,Service,Quota,Away,Role", "Ann,Service 0,9,,", "Ben,Service 1,9,,", "Cy,Service 2,9,yes,"]
    lines.append("Di,Service 2,,,Head of Service")
    people.write_text("\n".join(lines), encoding="utf-8")

    record = drawn(run, listed, "--selection", "tier-2", "--people", people)

    told = json.loads(record.read_bytes())["allocation"]
    with listed.open(encoding="utf-8-sig") as file:
        services = {row["Case ID"]: row["Service"] for row in csv.DictReader(file)}
    own = {"Ann": "Service 0", "Ben": "Service 1", "Di": "Service 2"}
    assert [one["person"] for one in told["given"]].count("Di") == 1  # the quota of the role
    assert len(told["given"]) == 12
    assert all(services[one["case"]] != own[one["person"]] for one in told["given"])
    assert "the record is right" in run("draw", "check", record, listed)

    case = told["given"][0]["case"]
    assert "Nobody has the new case yet" in run("draw", "substitute", record, case, "--reason", "Closed")
    run("draw", "allocate", record, listed, "--people", people, "--selection", "tier-2")
    again = json.loads(record.read_bytes())["allocation"]
    assert len(again["given"]) == 12
    assert [one for one in told["given"] if one["case"] != case] == again["earlier"]
    assert "the record is right" in run("draw", "check", record, listed)


def test_nothing_is_sent_to_people_who_are_not_known_here(run: Run, listed: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name\nAnn\n", encoding="utf-8")
    record = drawn(run, listed, "--people", people)

    told = run("draw", "allocate", record, listed, "--people", people, "--allocate", "--tool", "roc-t2-hos", code=2)

    assert "Nobody called Ann" in told
    assert run("allocations", "list") == ""


def test_wrong_rows_stop_a_draw_until_somebody_says_that_they_may_be_left_out(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    with listed.open("a", encoding="utf-8") as file:
        file.write(",Anna Canary,Team 1,,Open,,\nAnna Canary,,Team 1,,Open,,\n9434765919,,Team 1,,Open,,\n")
    record, rows = tmp_path / "record.json", tmp_path / "rows.csv"
    asked = ("draw", listed, "--number", 3, "--out", record)

    told = run(*asked, "--wrong-rows", rows, code=2)
    went_on = run(*asked, "--leave-out-wrong-rows")

    assert "3 of 123 rows cannot be taken" in told
    assert "--references-are-right" in told
    assert "row 122: no case reference" in told
    assert "row 123: a name stands" in told
    assert "Canary" not in told + went_on + rows.read_text(encoding="utf-8")
    assert json.loads(record.read_bytes())["list"]["left_out"] == {"looks_else": 1, "name": 1, "no_reference": 1}
    assert "the record is right" in run("draw", "check", record, listed)


def test_nothing_of_a_list_goes_into_the_profile_in_clear(
    run: Run, listed: Path, tmp_path: Path, profile: Path
) -> None:
    drawn(run, listed)
    assert "no file nowhere.csv" in run("draw", "nowhere.csv", "--number", 2, "--out", tmp_path / "r.json", code=2)

    held = [file.read_bytes() for file in (profile / "profile").rglob("*") if file.is_file()]
    assert held
    assert not any(word in data for data in held for word in (b"Canary", b"000011", b"Worker 3"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("LIST", "--number", "3"), "Say where the record"),
        (("LIST", "--out", "R"), "--number takes how many"),
        (("LIST", "--number", "0", "--out", "R"), "--number takes how many"),
        (("LIST", "--number", "2", "--per", "team", "--by", "team", "--out", "R"), "Choose --per"),
        (("LIST", "--fixed", "North=2", "--out", "R"), "--fixed goes with --by"),
        (("LIST", "--by", "team", "--fixed", "North", "--out", "R"), "Write --fixed GROUP=N"),
        (("LIST", "--number", "2", "--seed", " ", "--out", "R"), "The seed is empty"),
        (("LIST", "--number", "2", "--out", "R", "--tool", "roc-t2-hos"), "--tool needs the people"),
        (("LIST", "--number", "2", "--out", "R", "--reason", "x"), "--reason does not belong to “draw”"),
        (("LIST", "--number", "2", "--out", "LIST"), "There is a file cases.csv already"),
        (("LIST", "--number", "2", "--out", "R", "--column", "name=Child"), "is none of our columns"),
        (("check", "R"), "See “qa-desktop draw --help”"),
        (("check", "LIST", "LIST"), "no record of a draw"),
        (("check", "LIST", "LIST", "--number", "2"), "--number does not belong to “draw check”"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(
    run: Run, listed: Path, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    named = {"LIST": str(listed), "R": str(tmp_path / "r.json")}

    told = run("draw", *(named.get(one, one) for one in arguments), code=2)

    assert sentence in told
    assert not (tmp_path / "r.json").exists()
