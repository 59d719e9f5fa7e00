"""`kill -9` while somebody types: all that was reported as saved is in the draft when it is opened again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.tree import text_at
from tests.desks import new_desk, reopened

SAVINGS = 3


@pytest.mark.slow
def test_nothing_that_was_typed_and_reported_saved_is_lost(tmp_path: Path) -> None:
    officer = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    draft = officer.desk.tool_drafts.begin()
    officer.desk.close()

    command = [sys.executable, "-m", "tests.ui.typing_editor", str(officer.place.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        said = [typing.stdout.readline().rstrip("\n") for _ in range(SAVINGS)]
        typing.kill()

    again = reopened(officer)
    kept = text_at(again.desk.tool_drafts.open(draft.id).keys, ("purpose",))
    again.desk.close()
    assert said[-1].endswith(f" word{SAVINGS}")
    assert kept.startswith(said[-1])
