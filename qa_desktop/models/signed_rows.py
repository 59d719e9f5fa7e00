"""Reads signed records with some of their answers, without opening any of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time

from qa_desktop.clock import LONDON, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.signed_record import PRACTITIONER, SignedRecord
from qa_desktop.models.rows import data, moment, moment_text, text, value_from
from qa_desktop.models.statement import Ask

AMENDS, SAMPLE = paths.AMENDS, paths.about("sample")
_SIGNED = (
    "SELECT id, subject, practitioner, meeting, signed_at FROM audit "
    "WHERE tool_id = ? AND state = 'signed' AND signed_at >= ?"
)
_ANSWERS = (
    "SELECT f.audit, f.path, f.value FROM audit a CROSS JOIN field f ON f.audit = a.id AND f.stream = 'record' "
    "WHERE a.tool_id = ? AND a.state = 'signed' AND a.signed_at >= ? AND f.path IN ({marks})"
)
_SIGNERS = (
    "SELECT o.audit, o.author FROM audit a CROSS JOIN operation o ON o.audit = a.id AND o.path = 'signed' "
    "WHERE a.tool_id = ? AND a.state = 'signed' AND a.signed_at >= ? AND o.kind = 'sign' ORDER BY o.pos DESC"
)
_OF_DOCUMENT = "SELECT audit FROM document WHERE id = ?"


def signed_records(
    run: Ask, tool: str, questions: Collection[str], since: date | None = None
) -> tuple[SignedRecord, ...]:
    """Return the signed records with a tool, as they stand: a correction takes the place of what it corrects.

    `since` leaves out what was signed before that day, as people in London live it.
    """
    from_when = "" if since is None else moment_text(datetime.combine(since, time(), LONDON))
    asked = (tool, from_when)
    wanted = {AMENDS: "", SAMPLE: ""}
    for name in sorted(set(questions) - {PRACTITIONER}):
        wanted |= {paths.about(name): name, paths.answer(name): name, paths.header(name): name}
    fields: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    for audit, path, value in run(_ANSWERS.format(marks=", ".join("?" * len(wanted))), (*asked, *wanted)):
        fields[text(audit)][text(path)] = value_from(data(value))
    signers = {text(row[0]): PersonId(text(row[1])) for row in run(_SIGNERS, asked)}  # of several the first
    corrected = {
        text(row[0]) for told in fields.values() if told.get(AMENDS) for row in run(_OF_DOCUMENT, (str(told[AMENDS]),))
    }
    return tuple(
        SignedRecord(
            AuditId(audit),
            tool,
            subject,
            date.fromisoformat(meeting) if meeting else local_day(moment(signed_at)),
            {PRACTITIONER: practitioner, **{wanted[path]: value for path, value in told.items() if wanted[path]}},
            signers.get(audit),
        )
        for audit, subject, practitioner, meeting, signed_at in (map(text, row) for row in run(_SIGNED, asked))
        if audit not in corrected and (told := fields[audit]).get(SAMPLE) is not True
    )
