"""Shows audits whole once the program knows what it did not know when their changes arrived."""

from __future__ import annotations

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import ENVELOPE_SCHEMA
from qa_desktop.domain.projection import KNOWN_KINDS, NEWER_CHANGES
from qa_desktop.domain.wording import DICTIONARIES
from qa_desktop.models.projecting import reproject
from qa_desktop.models.reading import operations, setting
from qa_desktop.models.rows import text
from qa_desktop.models.statement import Run

KNOWN = "known_changes"
"""The setting that keeps what the program knew when it last opened the profile."""
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
_READ_ONLY = "SELECT id FROM audit WHERE read_only_reason = ?"
_SUMMARISE = "INSERT INTO to_summarise (audit) VALUES (?) ON CONFLICT DO NOTHING"


def take_up(run: Run) -> None:
    """Work out anew what could only be read, and want the tools that it names; nothing where nothing new is known."""
    known = " ".join((*sorted(KNOWN_KINDS), str(ENVELOPE_SCHEMA), *(f"{one:x}" for one in sorted(DICTIONARIES))))
    if setting(run, KNOWN) == known:
        return
    for row in list(run(_READ_ONLY, (NEWER_CHANGES,))):
        _show_whole(run, AuditId(text(row[0])))
    run(_KEEP, (KNOWN, known))


def _show_whole(run: Run, audit_id: AuditId) -> None:
    from qa_desktop.models.sync_rows import want_what_is_named  # noqa: PLC0415 - not at start-up

    reproject(run, audit_id)
    run(_SUMMARISE, (audit_id,))
    for operation in operations(run, audit_id, with_private=False):
        want_what_is_named(run, operation)
