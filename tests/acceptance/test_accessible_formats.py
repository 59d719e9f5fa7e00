"""Bracknell Forest's accessible formats: a note that a screen reader reads, in large print, and as plain text."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt

from qa_desktop import cli
from qa_desktop.domain import flow
from qa_desktop.domain.note import CaseNote, JsonValue, note_as_json
from qa_desktop.domain.note_outline import OtherFormat, outline
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.sign import SignPage
from tests.acceptance.on_screen import press
from tests.desks import PASSPHRASE, OpenDesk, new_desk, sign_an_audit
from tests.documents.reading import NOT_PRINTED, structure
from tests.documents.rochdale_notes import observation_note, supervision_note, t2_note
from tests.documents.sample_notes import bra_note
from tests.ui.pages.conftest import Opener

TAG = re.compile(r"<[^>]+>")


def texts(value: JsonValue, key: str = "") -> list[str]:
    """Return every text of a note that its pages show."""
    if isinstance(value, dict):
        return [text for name, one in value.items() if name not in NOT_PRINTED for text in texts(one, name)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one, key)]
    return [value] if isinstance(value, str) and value.strip() and key not in ("labels", "columns") else []


@pytest.fixture
def signed(real: OpenDesk) -> OpenDesk:
    sign_an_audit(real.desk)
    return real


def test_b12_the_sealed_note_is_tagged_with_headings_tables_and_its_language(signed: OpenDesk, tmp_path: Path) -> None:
    desk = signed.desk
    (audit,) = desk.home().signed

    pdf = desk.case_note(desk.open_audit(audit.id), filing_copy=True)

    tags = set(re.findall(r"^ *(\w+)", structure(pdf, tmp_path), re.MULTILINE))
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert (str(read.Root.Lang), bool(read.Root.MarkInfo.Marked)) == ("en-GB", True)
    assert tags >= {"Document", "H1", "H2", "Table", "TH", "TD", "L", "LI", "Form"}


@pytest.mark.parametrize("make", [bra_note, t2_note, observation_note, supervision_note])
def test_b12_both_formats_say_everything_that_the_pages_say(make: Callable[[], CaseNote]) -> None:
    note = make()
    if note.plan is not None and not note.plan.rows:  # no action, so no column has anything to say
        note = replace(note, plan=replace(note.plan, columns=(), auditor_half="", supervision_half=""))
    said = " ".join(f"{line.label} {line.text}" for line in outline(note))

    missing = [text for text in texts(note_as_json(note)) if text not in said]

    assert missing == []


def test_b12_large_print_is_18_point_with_headings_and_names_its_language(signed: OpenDesk) -> None:
    desk = signed.desk
    audit = desk.open_audit(desk.home().signed[0].id)

    page = desk.case_note.copy(audit, OtherFormat.LARGE_PRINT).decode("utf-8")

    assert 'lang="en-GB"' in page
    assert "font:18pt/1.5" in page
    sizes = [float(one) for one in re.findall(r"font-size:(\d+)pt", page)]
    assert min(sizes) >= 18
    assert page.count("<h1>") == 1
    assert "<h2>Overall grade</h2>" in page
    plain = unescape(TAG.sub("\n", page))
    assert "Danger statement rewritten with the parents in behaviour they recognise" in plain
    assert "What was signed and sealed is the PDF of this note." in plain


def test_b12_plain_text_has_one_line_a_thought_and_no_drawing(signed: OpenDesk) -> None:
    desk = signed.desk
    audit = desk.open_audit(desk.home().signed[0].id)

    text = desk.case_note.copy(audit, OtherFormat.PLAIN_TEXT).decode("utf-8")

    lines = text.split("\r\n")
    assert "Overall grade" in lines
    assert "Requires Improvement" in lines
    assert "Who: Social worker, parents" in lines
    assert not any(re.search(r"[─│|=_*#•]{2}|<", one) for one in lines)


def test_b12_a_draft_says_that_it_is_one_in_every_format(real: OpenDesk) -> None:
    audit = real.desk.start_sample()

    for form in OtherFormat:
        copy = real.desk.case_note.copy(audit, form).decode("utf-8")
        assert "Sample" in copy or "Draft, not signed" in copy


def test_b12_a_copy_is_saved_by_keyboard_in_the_format_that_its_name_says(
    opener: Opener, signed: OpenDesk, tmp_path: Path
) -> None:
    audit = signed.desk.open_audit(signed.desk.home().signed[0].id)
    opened = opener.show(AuditShell(signed.desk, opener.workers, audit), flow.SIGN)
    page = opened.shell.page
    assert isinstance(page, SignPage)
    button = page.hand_over.buttons["formats"]
    opened.qtbot.waitUntil(button.isEnabled)
    asked: list[tuple[str, str]] = []

    def chosen(proposed: str, kinds: str) -> str:
        asked.append((proposed, kinds))
        return str(tmp_path / f"copy{('.txt', '.html')[len(asked) - 1]}")

    page.hand_over.ask_path = chosen
    for name in ("copy.txt", "copy.html"):
        button.setFocus()
        press(opened, Qt.Key.Key_Space)
        opened.qtbot.waitUntil((tmp_path / name).exists)

    assert asked[0][0] == "audit-note-48-2207-2026-11-large-print.html"
    assert "Plain text (*.txt)" in asked[0][1]
    assert not (tmp_path / "copy.txt").read_text("utf-8").startswith("<")
    assert (tmp_path / "copy.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_b12_a_copy_is_saved_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = new_desk(tmp_path / "profile")
    audit = sign_an_audit(made.desk)
    made.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place, file = ["--data", str(tmp_path / "profile")], tmp_path / "note.txt"

    done = cli.run(["audit", "copy", audit, "--as", "plain-text", "--out", str(file), "--json", *place])

    assert done == 0
    assert json.loads(capsys.readouterr().out)["format"] == "plain-text"
    assert "48-2207" in file.read_text("utf-8")
    assert cli.run(["audit", "copy", audit, "--as", "large-print", "--out", str(tmp_path / "no" / "x"), *place]) != 0
