"""Reads signed records with some of their answers, without opening any of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.supervision_files import PRACTITIONER, SignedFile
from qa_desktop.models.rows import data, text, value_from
from qa_desktop.models.statement import Ask

AMENDS, SAMPLE = paths.AMENDS, paths.about("sample")
_SIGNED = "SELECT id, subject, practitioner, meeting FROM audit WHERE tool_id = ? AND state = 'signed'"
_ANSWERS = (
    "SELECT f.audit, f.path, f.value FROM audit a CROSS JOIN field f ON f.audit = a.id AND f.stream = 'record' "
    "WHERE a.tool_id = ? AND a.state = 'signed' AND f.path IN ({marks})"
)
_OF_DOCUMENT = "SELECT audit FROM document WHERE id = ?"


def signed_files(run: Ask, tool: str, questions: Collection[str]) -> tuple[SignedFile, ...]:
    """Return the signed records with a tool, as they stand: a correction takes the place of what it corrects."""
    wanted = {AMENDS: "", SAMPLE: ""}
    for name in sorted(set(questions) - {PRACTITIONER}):
        wanted |= {paths.about(name): name, paths.answer(name): name, paths.header(name): name}
    fields: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    for audit, path, value in run(_ANSWERS.format(marks=", ".join("?" * len(wanted))), (tool, *wanted)):
        fields[text(audit)][text(path)] = value_from(data(value))
    corrected = {
        text(row[0]) for told in fields.values() if told.get(AMENDS) for row in run(_OF_DOCUMENT, (str(told[AMENDS]),))
    }
    return tuple(
        SignedFile(
            AuditId(audit),
            tool,
            subject,
            date.fromisoformat(meeting) if meeting else None,
            {PRACTITIONER: practitioner, **{wanted[path]: value for path, value in told.items() if wanted[path]}},
        )
        for audit, subject, practitioner, meeting in (map(text, row) for row in run(_SIGNED, (tool,)))
        if audit not in corrected and (told := fields[audit]).get(SAMPLE) is not True
    )
