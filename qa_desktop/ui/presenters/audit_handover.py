"""Writes what leaves the application after signing: e-mail draft and calendar file, as files of the person's choice."""

from __future__ import annotations

import re
from pathlib import Path

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.note_outline import OtherFormat
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import DiskProblem

UNSAFE = re.compile(r"[^\w-]+")


def file_stem(audit: Audit) -> str:
    """Return a file name without ending: the reference and the month, never a name or a grade."""
    reference = UNSAFE.sub("-", audit.subject).strip("-") or "audit"
    day = audit.last_meeting()
    return f"audit-note-{reference}{f'-{day:%Y-%m}' if day else ''}"


def other_format(path: Path) -> tuple[Path, OtherFormat]:
    """Return the file and the format that its name asks for: plain text by its ending, else large print."""
    if path.suffix.casefold() == OtherFormat.PLAIN_TEXT.ending:
        return path, OtherFormat.PLAIN_TEXT
    named = path.suffix.casefold() in (".html", ".htm")
    return (path if named else path.with_name(path.name + OtherFormat.LARGE_PRINT.ending)), OtherFormat.LARGE_PRINT


def may_countersign(audit: Audit, person: Person) -> bool:
    """Tell whether a person may add a seal of their own: a manager or the QA officer, on an audit of somebody else."""
    seals = person.role in (Role.MANAGER, Role.QA_OFFICER)
    return seals and audit.is_signed and not audit.is_private and audit.record.owner != person.id


def write_file(path: Path, content: bytes) -> Path:
    """Write a file in one step; raise DiskProblem where it cannot be written."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise DiskProblem(f"The file could not be saved as {path.name}. Choose another folder.") from error
    return path
