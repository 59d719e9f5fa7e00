"""A tool whose file is gone, or was changed into another or into nothing, still opens the audits begun with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop.bootstrap import tool_library
from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain import paths
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotFound
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk, reopened

OWN = """
tool: own-check
version: "1.0"
title: Our own check
authority: {code: ZZ, name: Test Authority}
purpose: To look once.
subject: case
source: {document: Our own tool, section: All of it, status: printed}
sections:
  - id: only
    title: Only
    questions:
      - {id: own.1, label: What was seen?, type: text, need: mandatory}
signatures:
  - {role: auditor, label: Auditor, statement: I looked., seals: true}
"""


@pytest.fixture
def desk(tmp_path: Path) -> OpenDesk:
    """Lend a profile with a tool of its own, with which an audit was begun."""
    made = new_desk(tmp_path / "profile")
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    tool_library(made.place).add(file, made.place.tools)
    return made


def gone(file: Path) -> None:
    file.unlink()


def damaged(file: Path) -> None:
    file.write_bytes(b"\xff: [")


def another(file: Path) -> None:
    file.write_text(OWN.replace("own.1", "other.1").replace("What was seen?", "Who was seen?"), encoding="utf-8")


@pytest.mark.parametrize("vanish", [gone, damaged, another])
def test_an_audit_is_carried_through_whose_tool_vanished_from_disk(
    vanish: Callable[[Path], None], desk: OpenDesk
) -> None:
    begun = desk.desk.start_audit(StartRequest("own-check", "48-2207"))
    vanish(desk.place.tools / "own-check-1.0.yaml")
    shutil.rmtree(desk.place.tool_cache)

    again = reopened(desk).desk
    try:
        opened = again.open_audit(begun.id)
        answered = again.record(opened, {paths.answer("own.1"): "Two visits."}).audit
        signed = again.sign_audit(again.record_signature.typed(answered, [("auditor", again.owner.name)]).id)
        notes = [verify(one.data).outcome for one in again.documents_of(signed.id)]
    finally:
        again.close()

    assert [item.label for item in opened.tool.items] == ["What was seen?"]
    assert opened.tool.content_hash == begun.tool.content_hash
    assert signed.record.state is AuditState.SIGNED
    assert notes
    assert set(notes) == {Outcome.INTACT_UNCONFIRMED}


def test_no_new_audit_begins_with_a_tool_that_vanished(desk: OpenDesk) -> None:
    desk.desk.start_audit(StartRequest("own-check", "48-2207"))
    shutil.rmtree(desk.place.tools)

    with pytest.raises(NotFound, match='no audit tool "own-check"'):
        desk.desk.start_audit(StartRequest("own-check", "48-2208"))
