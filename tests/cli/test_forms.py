"""XLSForm by the command line: nothing is written before what is lost is accepted, and nothing is written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.toolkit.xlsform.books import SURVEY, write

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([str(one) for one in arguments]) == code
        written = capsys.readouterr()
        return written.out + written.err

    return command


@pytest.fixture
def lossy(tmp_path: Path) -> Path:
    return write(tmp_path, survey=[SURVEY, ("text", "seen", "What was seen?"), ("geopoint", "place", "Where?")])


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)


def test_a_form_that_loses_nothing_is_written_and_can_be_added(run: Run, tmp_path: Path) -> None:
    form = write(tmp_path, survey=[SURVEY, ("text", "seen", "What was seen?")])

    told = run("tools", "import", form, "--out", tmp_path / "tool.yaml")

    assert "tool.yaml: form, version 1, 1 questions." in told
    assert "is in order: form" in run("tools", "check", tmp_path / "tool.yaml")
    assert "Added form" in run("tools", "add", tmp_path / "tool.yaml", "--data", tmp_path / "data")


def test_what_is_lost_is_told_and_nothing_is_written_unasked(run: Run, tmp_path: Path, lossy: Path) -> None:
    told = run("tools", "import", lossy, "--out", tmp_path / "tool.yaml", code=2)

    assert 'survey, row 3: questions of type "geopoint" have no place' in told
    assert "Nothing was written" in told
    assert not (tmp_path / "tool.yaml").exists()


def test_accepted_losses_stand_in_the_file(run: Run, tmp_path: Path, lossy: Path) -> None:
    run("tools", "import", lossy, "--out", tmp_path / "tool.yaml", "--accept-losses")

    assert "# Not carried: survey, row 3" in (tmp_path / "tool.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 2), ("", 2)])
def test_a_person_is_asked(
    run: Run, tmp_path: Path, lossy: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    answering(monkeypatch, answer)

    run("tools", "import", lossy, "--out", tmp_path / "tool.yaml", code=code)

    assert (tmp_path / "tool.yaml").exists() is (answer == "y")


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path, lossy: Path) -> None:
    (tmp_path / "tool.yaml").write_text("my own work", encoding="utf-8")

    told = run("tools", "import", lossy, "--out", tmp_path / "tool.yaml", "--accept-losses", code=2)

    assert "There is a file tool.yaml already" in told
    assert (tmp_path / "tool.yaml").read_text(encoding="utf-8") == "my own work"


def test_what_is_no_form_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "form.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    told = run("tools", "import", tmp_path / "form.xls", "--out", tmp_path / "tool.yaml", code=2)

    assert told == (
        "qa-desktop: form.xls is in the old .xls format. Open it in Excel, save it as .xlsx and try again.\n"
    )


def test_a_shipped_tool_goes_out_and_comes_back(run: Run, tmp_path: Path) -> None:
    told = run("tools", "export", "bra-live-audit", "--xlsform", tmp_path / "out.xlsx", "--data", tmp_path / "data")
    run("tools", "import", tmp_path / "out.xlsx", "--out", tmp_path / "tool.yaml")

    assert "out.xlsx: bra-live-audit, version" in told
    assert "bra-live-audit" in run("tools", "check", tmp_path / "tool.yaml")


def test_an_unknown_tool_is_named_with_its_nearest(run: Run, tmp_path: Path) -> None:
    arguments = ("tools", "export", "bra-live-audt", "--xlsform", tmp_path / "out.xlsx", "--data", tmp_path / "data")

    assert "Nearest: bra-live-audit" in run(*arguments, code=2)
    assert not (tmp_path / "out.xlsx").exists()
