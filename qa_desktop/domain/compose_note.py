"""The case note of an audit as plain values, composed from the record stream alone (PRACTICE P-11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa_desktop.clock import LONDON, local_day
from qa_desktop.domain import consequences, follow_up, paths, results
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in
from qa_desktop.domain.audit_terms import is_audit, manager_label, own_words_label, view_label
from qa_desktop.domain.compose_concerns import compose_concerns
from qa_desktop.domain.compose_sections import compose_sections, grade_of, printed_day, printed_value
from qa_desktop.domain.entries import Action, Disagreement, SignatureMark, SignatureMethod
from qa_desktop.domain.filing_text import filing_texts
from qa_desktop.domain.follow_up import Supervision
from qa_desktop.domain.note import (
    CaseNote,
    NoteColumn,
    NoteDisagreement,
    NoteFact,
    NoteFiling,
    NotePlan,
    NoteSignature,
    SignatureState,
)
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import standing_words
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.domain.tool import Item, SubjectKind, Tool
from qa_desktop.domain.tool_outcome import SignatureBlock

SAMPLE = "Sample"
MADE_ANEW = "Made anew after words were deleted for good; it takes the place of every earlier one"
MODERATED = "Made anew after moderation; what was signed is unchanged, and the note that was sealed then is kept"
COUNTERSIGN = "countersign"
"""The empty field for a later seal by a manager."""


@dataclass(frozen=True, slots=True)
class NoteOccasion:
    """What the audit itself does not hold: when the note is made, and how far its log reaches."""

    made_at: datetime
    log_head: str = ""
    """Hash chain head over the operations covered, in hex; empty on a draft."""
    watermark: str = ""
    made_anew: str = ""
    """Why it is made once more since the audit was signed, in a sentence; empty for the note that was signed."""


def compose_note(audit: Audit, occasion: NoteOccasion) -> CaseNote:
    """Return the note of the audit as it stands. Private streams never enter."""
    tool = audit.tool
    point = _overall_point(audit)
    return CaseNote(
        title=tool.title,
        authority=tool.authority,
        subtitle=note_title(tool, audit.subject_kind),
        reference_label=tool.words.case_reference,
        reference=audit.subject,
        facts=_facts(audit),
        overall_label=tool.overall.label if tool.overall else "",
        overall=grade_of(point) if point else None,
        overall_reason=audit.overall_reason,
        overall_worked_out=_overall_worked_out(audit),
        provisional=standing_words(audit),
        descriptor=point.descriptor if point else "",
        strengths=audit.text(paths.STRENGTHS),
        development=audit.text(paths.DEVELOPMENT),
        own_words=audit.text(paths.OWN_WORDS),
        development_label=tool.words.development if audit.text(paths.DEVELOPMENT) else "",
        own_words_label=_own_words_label(audit) if audit.text(paths.OWN_WORDS) else "",
        sections=compose_sections(audit),
        disagreements=tuple(_disagreement(audit, one) for one in audit.disagreements),
        concerns=compose_concerns(audit),
        plan=_plan(audit),
        escalation=_escalation(audit),
        dates=_dates(audit),
        filing=tuple(NoteFiling(one.title, one.heading, one.text) for one in filing_texts(audit, occasion.made_at)),
        signatures=_signatures(audit),
        watermark=SAMPLE if audit.is_sample else occasion.watermark,
        provenance=f"{tool.provenance.document}, {tool.provenance.section} ({tool.provenance.status.value})",
        identity=_identity(audit, occasion),
        language=audit.text(paths.LANGUAGE) or "en-GB",
        labels=tuple(sorted(audit.labels.translated.items())),
    )


def note_title(tool: Tool, subject: SubjectKind) -> str:
    """Return what the note is: a case note for what is about a case, otherwise a record by the tool's own word."""
    words = tool.words
    kind = "Audit case note" if subject is SubjectKind.CASE else _record_word(words.audit)
    return f"{kind} and {_inside(words.action_plan)}" if tool.action_plan else kind


def _own_words_label(audit: Audit) -> str:
    return audit.labels.translated.get("own_words") or own_words_label(audit.tool)


def _record_word(word: str) -> str:
    return word if word.casefold().endswith(("record", "report", "note", "plan", "log")) else f"{word} record"


def _inside(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _overall_point(audit: Audit) -> ScalePoint | None:
    overall = audit.tool.overall
    scale = audit.tool.scale(overall.scale) if overall else None
    return scale.point(audit.overall_grade) if scale and audit.overall_grade else None


def _overall_worked_out(audit: Audit) -> str:
    result = results.overall_result(audit)
    if result is None or not result.words:
        return ""
    differs = ", decided otherwise" if results.overall_differs(audit) else ""
    return f"Worked out from the answers: {result.words}{differs}"


def _facts(audit: Audit) -> tuple[NoteFact, ...]:
    words, said = audit.tool.words, audit.labels
    facts = [
        NoteFact(audit.label_of(item), printed_value(audit, item, _header_value(audit, item)))
        for item in audit.shown_header()
    ]
    shown = {fact.label.casefold() for fact in facts if fact.value}
    start, end = audit.day(paths.about("period_from")), audit.day(paths.about("period_to"))
    present = ", ".join(_attendee(one.name, one.role) for one in audit.people if one.present)
    absent = "; ".join(
        _attendee(one.name, one.role) + (f": {one.reason}" if one.reason else "")
        for one in audit.people
        if not one.present
    )
    manager = manager_label(audit.tool)
    named = any(item.prefill == "practitioner" and audit.text(paths.header(item.id)) for item in audit.tool.header)
    more = [
        NoteFact(words.practitioner, "" if named else audit.text(paths.about("practitioner"))),
        NoteFact(said["service"], audit.text(paths.about("service"))),
        NoteFact(said["team"], audit.text(paths.about("team"))),
        NoteFact(said["manager"] if manager.casefold() in shown else manager, audit.text(paths.about("manager"))),
        NoteFact(said["case_status"], audit.text(paths.about("case_status"))),
        NoteFact(said["meeting"], ", ".join(printed_day(one.day) for one in audit.sittings if is_audit(audit.tool))),
        NoteFact(said["period"], f"{printed_day(start)} to {printed_day(end)}" if start and end else ""),
        NoteFact(said["period_moved"], audit.text(paths.about("period_reason"))),
        NoteFact(said["why_selected"], audit.text(paths.about("why_selected"))),
        NoteFact("Re-audit of", first.words if (first := link_in(audit.value(paths.RE_AUDIT_OF))) else ""),
        NoteFact("Actions open before", audit.text(paths.OPEN_ACTIONS)),
        NoteFact(said["present"], present),
        NoteFact(said["not_present"], absent),
        NoteFact(said["interpreter"], audit.text(paths.about("interpreter"))),
    ]
    facts += [fact for fact in more if fact.label.casefold() not in shown]
    return tuple(fact for fact in facts if fact.value and fact.label.casefold() != words.case_reference.casefold())


def _header_value(audit: Audit, item: Item) -> Value:
    return audit.worked_out(item) if item.computation else audit.value(paths.header(item.id))


def _attendee(name: str, role: str) -> str:
    return f"{name} ({role})" if name and role else name or role


def _disagreement(audit: Audit, one: Disagreement) -> NoteDisagreement:
    item = audit.tool.item(one.about)
    whom = audit.whom(one.about)
    label = f"{audit.label_of(item)} ({whom})" if item and whom else audit.label_of(item) if item else ""
    about = label or (audit.tool.overall.label if audit.tool.overall else one.about)
    advice = ""
    if one.advice == "asked":
        advice = f"Advice asked of the {audit.tool.words.qa_team}"
        advice += f" ({one.advice_owner})" if one.advice_owner else ""
        advice += f" on {printed_day(one.advice_on)}" if one.advice_on else ""
    elif one.advice == "answered":
        advice = f"Advice of the {audit.tool.words.qa_team}: {one.outcome}"
    words = audit.tool.words
    return NoteDisagreement(
        about,
        one.auditor_view,
        one.practitioner_view,
        advice,
        view_label(words.auditor) if one.auditor_view else "",
        view_label(words.practitioner) if one.practitioner_view else "",
    )


def _plan(audit: Audit) -> NotePlan | None:
    form = audit.tool.action_plan
    if form is None:
        return None
    columns = tuple(NoteColumn(column.label, column.by) for column in form.columns)
    rows = tuple(tuple(_cell(audit, action, column.field) for column in form.columns) for action in audit.actions)
    return NotePlan(
        form.title,
        columns,
        rows,
        form.auditor_half,
        form.supervision_half,
        "" if rows else audit.text(paths.NO_ACTIONS_REASON),
    )


def _cell(audit: Audit, action: Action, field: str) -> str:
    match field:
        case "what":
            return action.what
        case "outcome":
            return action.outcome
        case "measure":
            return action.measure
        case "who":
            return action.who
        case "immediate":
            return "Yes" if action.immediate else "No"
        case "due":
            return printed_day(action.due) or f"{action.event} (check on {printed_day(action.review_on)})"
        case _:
            return _later_cell(follow_up.supervision(audit, action.id), field)


def _later_cell(half: Supervision, field: str) -> str:
    """Return what was filled in after the signature: a note that is made anew shows it (R-100, R-107)."""
    match field:
        case "reviewed_on":
            return printed_day(half.reviewed_on)
        case "completed":
            said = half.completed or (half.reason and f"{half.progress.label}: {half.reason}")
            return " ".join(part for part in (said, printed_day(half.done_on)) if part)
        case "initials":
            return half.initials
        case "checked_by":
            return half.checked_by
        case "checked_on":
            return printed_day(half.checked_on)
        case _:
            return ""


def _escalation(audit: Audit) -> tuple[str, ...]:
    found = consequences.escalation(audit)
    if found is None:
        return ()
    return (*found.recipients, *([found.note] if found.note else []))


def _dates(audit: Audit) -> tuple[NoteFact, ...]:
    dates = [NoteFact(one.rule.label, _due_words(one)) for one in consequences.deadlines(audit)]
    dates += [NoteFact("To do next", rule.task) for rule in consequences.follow_ups(audit)]
    discussed = audit.day(follow_up.DISCUSSED_ON)
    if discussed is not None:
        dates.append(NoteFact("Talked through in supervision", printed_day(discussed)))
    return tuple(dates)


def _due_words(deadline: consequences.Deadline) -> str:
    again = consequences.recurrence_words(deadline.rule)
    return f"{printed_day(deadline.on)}, then {again}" if again else printed_day(deadline.on)


def _signatures(audit: Audit) -> tuple[NoteSignature, ...]:
    blocks = [
        _signature(block, audit.signatures.get(block.role) or SignatureMark(block.role))
        for block in audit.signatories()
    ]
    statement = "Space for a later seal by a manager. Sealing does not change what is above."
    counter = NoteSignature(COUNTERSIGN, "Manager", statement, SignatureState.OPEN, field_name=COUNTERSIGN)
    return (*blocks, counter)


def _signature(block: SignatureBlock, mark: SignatureMark) -> NoteSignature:
    drawn = mark.state is SignatureState.SIGNED and mark.method is SignatureMethod.DRAWN
    return NoteSignature(
        role=block.role,
        label=block.label,
        statement=block.statement,
        state=mark.state,
        name=mark.name,
        detail=_signature_detail(mark),
        ink=mark.ink if drawn else b"",
        field_name=block.role if block.seals else "",
        seals=block.seals,
    )


def _signature_detail(mark: SignatureMark) -> str:
    match mark.state:
        case SignatureState.SIGNED:
            way = "drawn" if mark.method is SignatureMethod.DRAWN else "typed name"
            signed = f"Signed {printed_moment(mark.at)}".rstrip()
            return f"{signed}, {way}" + (f". {mark.attestation}" if mark.attestation else "")
        case SignatureState.DECLINED:
            return f"Declined to sign: {mark.reason}" if mark.reason else "Declined to sign"
        case SignatureState.ABSENT:
            return f"Not present: {mark.reason}" if mark.reason else "Not present"
        case SignatureState.LATER:
            return f"To sign by {printed_day(mark.by_date)}" if mark.by_date else "To sign later"
        case _:
            return ""


def printed_moment(moment: datetime | None) -> str:
    """Return a UTC moment as local day and time, such as "21 November 2026 at 15:58"; empty for none."""
    if moment is None:
        return ""
    return f"{printed_day(local_day(moment))} at {moment.astimezone(LONDON):%H:%M}"


def _settings_of(audit: Audit) -> str:
    by = audit.tool.adaptation
    return "" if by is None else f"{by.authority} ({by.settings}, version {by.version})"


def _versions(audit: Audit) -> str:
    """Return how the audit came to its version of the tool; empty where it keeps the first."""
    last = audit.record.fields.get(paths.TOOL)
    if last is None:
        return ""
    first, *rest = audit.versions
    return f"begun with {first}, gone on with {', then '.join(rest)} on {printed_day(local_day(last.at))}"


def _identity(audit: Audit, occasion: NoteOccasion) -> tuple[NoteFact, ...]:
    facts = [
        NoteFact("Audit", audit.id),
        NoteFact("Tool", f"{audit.tool.id}, version {audit.tool.version}"),
        NoteFact("Versions of the tool", _versions(audit)),
        NoteFact("Tool content (SHA-256)", audit.tool.content_hash),
        NoteFact("Laid out by the settings of", _settings_of(audit)),
        NoteFact("Log head (SHA-256)", occasion.log_head),
        NoteFact("Made", printed_moment(occasion.made_at)),
    ]
    if occasion.made_anew:
        facts.append(NoteFact("This note", occasion.made_anew))
    amends = audit.text(paths.AMENDS)
    if amends:
        facts.insert(1, NoteFact("Amends the note (SHA-256)", amends))
    return tuple(fact for fact in facts if fact.value)
