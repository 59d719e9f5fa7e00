"""Herefordshire: every audit asks what goes beyond its case."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from qa_desktop.domain import flow, paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from tests.acceptance.on_screen import CTRL, open_tool, press, write
from tests.desks import MOMENT
from tests.sample_audits import audit_of
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opener

WIDER = paths.answer("her-audit.W")
FOUND = "Interpreters cannot be booked in the evening in any team."


@pytest.mark.parametrize("form", ["lead", "peer"])
def test_h13_no_audit_is_signed_without_its_wider_findings_and_the_note_holds_them(form: str) -> None:
    without = audit_of("her-audit", {paths.header("form"): form})
    told = audit_of("her-audit", {paths.header("form"): form, WIDER: FOUND})

    printed = {
        one.item_id: one.value for part in compose_note(told, NoteOccasion(MOMENT)).sections for one in part.answers
    }

    assert WIDER in [one.path for one in flow.blockers(without)]
    assert WIDER not in [one.path for one in flow.blockers(told)]
    assert printed["her-audit.W"] == FOUND


def test_h13_the_page_of_wider_findings_comes_in_every_audit_and_is_written_by_keyboard(
    opener: Opener, bench: Bench
) -> None:
    opened = open_tool(opener, bench, "her-audit", {paths.header("form"): "lead"})
    opened.shell.go("section:diversity")
    opened.settle()

    press(opened, Qt.Key.Key_Return, CTRL)
    came = opened.shell.step
    write(opened, came, WIDER, FOUND)

    assert came == "section:wider"
    assert opened.focused().accessibleName().startswith("Wider practice and organisational findings")
    assert opened.shell.audit.answer("her-audit.W").value == FOUND
