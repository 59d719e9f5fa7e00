"""Signed audits with any tool, every question answered, for tests of what comes after the signature."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.paths import NO_ACTIONS_REASON, SUBJECT, Path, about
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from tests.full_answers import answers_file

WORKER = "P. Worker"


def signed_in_full(
    desk: Desk, tool_id: str, values: Mapping[str, Value], subject: str = "48-7", version: str | None = None
) -> Audit:
    """Sign an audit with every answer of the tool; these values come on top, and no actions but theirs."""
    return desk.sign_audit(filled_in_full(desk, tool_id, values, subject, version).id)


def filled_in_full(
    desk: Desk, tool_id: str, values: Mapping[str, Value], subject: str = "48-7", version: str | None = None
) -> Audit:
    """Give every answer of the tool; as above, and not signed."""
    tool = desk.authority_settings.as_used(desk.tool(tool_id))
    numbers = iter(range(10_000))
    read = AnswersFile(lambda: f"entry-{next(numbers):04}").read(tool, answers_file(tool))
    audit = desk.start_audit(StartRequest(tool_id, subject, WORKER, version, fields={about("team"): "North"}))
    kept = {path: value for path, value in read.items() if path != SUBJECT and Path.parse(path).group != "action"}
    planned = any(Path.parse(path).group == "action" for path in values)
    none: dict[str, Value] = {NO_ACTIONS_REASON: "Nothing is left to do"} if tool.action_plan and not planned else {}
    return desk.record(audit, {**kept, **none, **values}).audit


def actions(*entries: tuple[str, str], **more: Value) -> dict[str, Value]:
    """Actions by name and day, each with the worker as owner; `more` holds for every one."""
    told: dict[str, Value] = {"who": WORKER, **more}
    made: dict[str, Value] = {}
    for entry, due in entries:
        made |= {f"action/{entry}/{field}": value for field, value in told.items()}
        made |= {f"action/{entry}/what": f"Do {entry} and say so", f"action/{entry}/due": due}
    return made
