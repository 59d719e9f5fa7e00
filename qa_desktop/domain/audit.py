"""One audit, read from its fields by its own tool version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.computed import COUNTS, DIFFERENCES, NO_DIFFERENCE, Entered, worked_out
from qa_desktop.domain.condition import Condition
from qa_desktop.domain.entries import (
    Action,
    Answer,
    Attendee,
    Disagreement,
    Evidence,
    FilingMark,
    SignatureMark,
    Sitting,
)
from qa_desktop.domain.ids import AuditId, EntryId
from qa_desktop.domain.kept import Kept
from qa_desktop.domain.labels import Labels, labels_in
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin_place import row_mark
from qa_desktop.domain.pair_standing import PairStanding
from qa_desktop.domain.read_entries import (
    as_day,
    read_action,
    read_answer,
    read_attendee,
    read_disagreement,
    read_evidence,
    read_filing,
    read_signature,
)
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.repeats import Part, from_the_beginning, label_of, part_of
from qa_desktop.domain.respondents import each_respondent, respondent
from qa_desktop.domain.still_asked import why_not_asked
from qa_desktop.domain.tool import AnswerType, Item, Section, SubjectKind, Tool, plain_id
from qa_desktop.domain.tool_outcome import SignatureBlock
from qa_desktop.domain.translate import in_language


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit as people speak of it. Immutable: a change makes a new one."""

    record: AuditRecord
    tool: Tool
    answers: Mapping[str, Answer]
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    people: tuple[Attendee, ...]
    sittings: tuple[Sitting, ...]
    disagreements: tuple[Disagreement, ...]
    signatures: Mapping[str, SignatureMark]
    filing: Mapping[str, FilingMark]
    original: Tool
    """The tool in its own language; `tool` is in the language of the audit."""
    earlier: Mapping[str, FieldState] = field(default_factory=dict)
    """What was written for an earlier version of the tool and has no place in this one: kept, and not in the audit."""
    standing: PairStanding | None = None
    """How it stands towards the form of a second auditor; None where there is none."""
    kept: Kept = field(default_factory=Kept, init=False, repr=False, compare=False)
    """What was worked out of it already."""

    def keep(self, kept: Kept) -> None:
        """Take over what was worked out of an audit that says the same of it."""
        object.__setattr__(self, "kept", kept)

    @property
    def id(self) -> AuditId:
        """The audit's identity."""
        return self.record.id

    @property
    def labels(self) -> Labels:
        """The program's own words in the language of the audit."""
        return labels_in(self.original, self.text(paths.LANGUAGE))

    @property
    def is_signed(self) -> bool:
        """Whether the audit is signed, and so immutable."""
        return self.record.state is AuditState.SIGNED

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample audit, which is for trying out and never leaves this laptop."""
        return self.flag(paths.SAMPLE)

    @property
    def is_private(self) -> bool:
        """Whether the audit is its owner's alone and never leaves this laptop (PRACTICE P-21)."""
        return self.is_sample or self.tool.private

    @property
    def versions(self) -> tuple[str, ...]:
        """With which versions of its tool the audit was worked on, the first one first."""
        found = self.value(paths.TOOL)
        return found if isinstance(found, tuple) else (self.tool.version,)

    @property
    def subject(self) -> str:
        """What the audit is about, as entered: a case reference, a practitioner, a supervision file."""
        return self.text(paths.SUBJECT)

    @property
    def overall_grade(self) -> str:
        """Code of the overall grade; empty where none is chosen."""
        return self.text(paths.OVERALL_GRADE)

    @property
    def overall_reason(self) -> str:
        """The reason for the overall grade."""
        return self.text(paths.OVERALL_REASON)

    def value(self, path: str) -> Value:
        """Return the value at a path; None where nothing was entered."""
        state = self.record.fields.get(path)
        return state.value if state else None

    def text(self, path: str) -> str:
        """Return the text at a path; empty where nothing was entered."""
        value = self.value(path)
        return "" if value is None else str(value)

    def flag(self, path: str) -> bool:
        """Tell whether the truth at a path is set."""
        return self.value(path) is True

    def day(self, path: str) -> date | None:
        """Return the date at a path, or None."""
        return as_day(self.value(path))

    def answer(self, item_id: str, instance: str = "", party: str = "") -> Answer:
        """Return the answer to an item; an empty one where nothing was entered."""
        key = paths.answer_key(item_id, instance, party)
        return self.answers.get(key) or Answer(key)

    def evidence_for(self, item_id: str) -> tuple[Evidence, ...]:
        """Return the evidence under an item, in the order in which it was added."""
        return tuple(one for one in self.evidence if one.item == item_id)

    def is_seen(self, point_id: str) -> bool:
        """Tell whether a guidance point is ticked as seen together."""
        return self.flag(paths.seen(point_id))

    def holds(self, condition: Condition | None) -> bool:
        """Tell whether a condition of the tool holds; no condition always does."""
        return condition is None or condition.holds(self.lookup)

    def lookup(self, subject: str) -> str | int | float | bool | tuple[str, ...] | None:
        """Return what a condition reads: the answer, header or about field with that id.

        Seen from outside, a question of a repeated section has the answers of all that are in it.
        """
        section = self.tool.section_of(subject) if any(one.repeat for one in self.tool.sections) else None
        if section is not None and section.repeat and "@" not in subject:
            return self._every_answer(section, subject)
        subject = subject.removesuffix("@")
        if subject in self.answers:
            return self.answers[subject].value
        for path in (paths.header(subject), paths.about(subject)):
            found = self.value(path)
            if found is not None:
                return found
        item = self.tool.item(subject)
        if item is not None and item.side_by_side and "~" not in subject:
            return self._together([paths.answer_key(subject, party=party.value) for party in item.answered_by])
        return self.worked_out(self._asked(item, subject)) if item is not None and item.computation else None

    @property
    def subject_kind(self) -> SubjectKind:
        """What the audit is about: as an answer of it says, else what its tool is usually about."""
        variants = self.tool.subject_when
        return next((one.subject for one in variants if self.holds(one.when)), self.tool.subject)

    def shown_sections(self) -> Iterator[Section]:
        """Yield the sections whose condition holds, in order."""
        return (section for section in self.tool.sections if self.holds(section.shown_when))

    def shown_items(self, section: Section) -> Iterator[Item]:
        """Yield the items of a section whose condition holds, in order; those of a repeated one, one after another."""
        return (item for part in self.parts(section) for item in part.section.items if self.holds(item.shown_when))

    def shown_header(self) -> tuple[Item, ...]:
        """Return the header fields that are asked: their condition holds, and they apply."""
        return tuple(item for item in self.tool.header if self.holds(item.shown_when) and self.applies(item))

    def signatories(self) -> tuple[SignatureBlock, ...]:
        """Return who signs: a place to sign whose condition does not hold is not there."""
        return tuple(block for block in self.tool.signatures if self.holds(block.shown_when))

    def applies(self, item: Item) -> bool:
        """Tell whether an item applies by the tool's own condition; whether a person said so is another matter."""
        return self.holds(item.not_applicable_unless)

    def parts(self, section: Section) -> tuple[Part, ...]:
        """Return the section once for each child, carer or case that is in it; itself where it does not repeat."""
        repeat = section.repeat
        if repeat is None:
            return (Part(each_respondent(section)),)
        live = [one for one in self.every_part(section) if not self.is_taken_out(one)]
        made = (part_of(section, one.instance, one.label, leads=place == 0) for place, one in enumerate(live))
        return tuple(replace(part, section=each_respondent(part.section)) for part in made)

    def every_part(self, section: Section) -> tuple[Part, ...]:
        """Return each of a repeated section by name, those that were taken out among them; none where none repeats."""
        repeat = section.repeat
        if repeat is None:
            return ()
        start = f"repeat/{section.id}@"
        here = (
            one for one in self.record.fields.values() if one.path.startswith(start) and one.path.endswith("/added")
        )
        added = sorted(paths.Path.parse(one.path).key.partition("@")[2] for one in here if one.value)
        ids = (*from_the_beginning(repeat), *added)
        names = (self.text(paths.repeat(section.id, one, "name")) for one in ids)
        return tuple(
            Part(section, one, label_of(repeat, number, name, self._mark(section, one)))
            for number, (one, name) in enumerate(zip(ids, names, strict=True), start=1)
        )

    def _mark(self, section: Section, instance: str) -> str:
        """Return from where a row of a plan of the service comes; empty for one that is new in this plan."""
        plan = self.tool.improvement
        if plan is None or all(item.id != plan.what for item in section.items):
            return ""
        return row_mark(self.value, paths.line_key(plan.what, instance))

    def whom(self, key: str) -> str:
        """Return about whom or by whom an answer is: "Child 2", "lead auditor"; empty for a question asked once."""
        section = self.tool.section_of(key)
        instance = key.split("~", maxsplit=1)[0].partition("@")[2]
        parts = self.every_part(section) if section else ()
        about = next((part.label for part in parts if part.instance == instance), "")
        by = respondent(key)
        return ", ".join(words for words in (about, by.label if by else "") if words)

    def is_taken_out(self, part: Part) -> bool:
        """Tell whether one of a repeated section was taken out; its answers are kept and can be brought back."""
        return self.flag(paths.repeat(part.section.id, part.instance, "removed"))

    def worked_out(self, item: Item) -> str | int | float | None:
        """Return the value of a computed item by what is entered now."""
        if item.computation is None:
            return None
        inputs = tuple(self.lookup(name) for name in item.computation.inputs)
        if item.computation.formula == COUNTS:
            return self._counted(item.computation.inputs, inputs)
        if item.computation.formula == DIFFERENCES:
            return self._different(item.computation.inputs, inputs)
        return worked_out(item.computation.formula, inputs, self.last_meeting())

    def is_concern(self, item: Item) -> bool:
        """Tell whether the answer calls for something to be done, as "Yes" to supervision question 10 does (R-112)."""
        return item.yes_is_concern and self.answer(item.id).value == "yes"

    def is_taken_over(self, key: str) -> bool:
        """Tell whether an answer came with the audit to which the record points, and stays as it is while it does."""
        item = self.tool.item(key)
        if item is None or item.taken_from is None or item.taken_from.as_start:
            return False
        link, instance = item.taken_from.link, key.partition("@")[2]
        places = (paths.header(link), paths.answer(link), paths.answer(link, instance=instance))
        return any(isinstance(held := self.value(place), tuple) and key in held[2:] for place in places)

    def label_of(self, item: Item) -> str:
        """Return the wording of a question that fits this audit (R-038)."""
        return next((variant.label for variant in item.wordings if self.holds(variant.when)), item.label)

    def is_answered(self, item: Item) -> bool:
        """Tell whether an item has an answer of any kind."""
        if item.type is AnswerType.CHECKLIST:
            ticked = any(self.is_seen(point.id) for point in item.guidance)
            return ticked or self.answer(item.id).is_touched or not self.applies(item)
        if item.type is AnswerType.COMPUTED:
            return self.worked_out(item) is not None or not self.applies(item)
        answer = self.answer(item.id)
        said = answer.is_given or (item.type is AnswerType.TEXT and bool(answer.comment))
        return said or not self.applies(item)

    def _counted(self, names: Sequence[str], given: Sequence[Entered]) -> str | None:
        """Return how often each point of a scale was given, in printed order, as "Good 3, Inadequate 1"."""
        item = self.tool.item(names[0]) if names else None
        scale = self.tool.scale_of(item) if item else None
        codes = [code for one in given for code in (one if isinstance(one, tuple) else (one,))]
        points = scale.points if scale else ()
        counts = [f"{point.label} {codes.count(point.code)}" for point in points if point.code in codes]
        return ", ".join(counts) or None

    def _different(self, names: Sequence[str], given: Sequence[Entered]) -> str | None:
        """Return where two graded the same otherwise, as "Plans (Good, Inadequate)"; None where nothing can be said."""
        found, compared = [], False
        for name, one, other in zip(names[::2], given[::2], given[1::2], strict=False):
            item = self.tool.item(name)
            scale = self.tool.scale_of(item) if item else None
            points = [scale.point(str(code)) if scale else None for code in (one, other)]
            compared = compared or None not in points
            if one != other and item and points[0] and points[1]:
                found.append(f"{item.label} ({points[0].label}, {points[1].label})")
        return ", ".join(found) or (NO_DIFFERENCE if compared else None)

    def _every_answer(self, section: Section, subject: str) -> str | int | float | bool | tuple[str, ...] | None:
        parts = self.parts(section)
        keys = (str(one.id) for part in parts for one in part.section.items)
        return self._together([key for key in keys if plain_id(key) == subject])

    def _together(self, keys: Sequence[str]) -> str | int | float | bool | tuple[str, ...] | None:
        given = [one.value for key in keys if (one := self.answers.get(key)) and one.value not in (None, "", ())]
        if len(given) < 2:  # noqa: PLR2004 - a single answer is read as it is
            return given[0] if given else None
        return tuple(text for one in given for text in (one if isinstance(one, tuple) else (str(one),)))

    def _asked(self, item: Item, subject: str) -> Item:
        section = self.tool.section_of(subject)
        items = (one for part in self.parts(section) for one in part.section.items) if section else iter(())
        return next((one for one in items if one.id == subject), item)

    def last_meeting(self) -> date | None:
        """Return the day of the last sitting, from which deadlines run (PRACTICE P-40)."""
        days = [sitting.day for sitting in self.sittings]
        return max(days) if days else self.day(paths.about("audit_date"))


def read_audit(record: AuditRecord, tool: Tool) -> Audit:
    """Return the audit that the record's fields make with its own tool version."""
    earlier = why_not_asked(tool, record.fields) if paths.TOOL in record.fields else {}
    left = {path: record.fields[path] for path in earlier}
    if left:
        record = replace(record, fields={path: one for path, one in record.fields.items() if path not in left})
    groups: dict[str, dict[str, dict[str, Value]]] = {}
    for path, state in record.fields.items():
        parsed = paths.Path.parse(path)
        if parsed.key and state.value is not None:
            groups.setdefault(parsed.group, {}).setdefault(parsed.key, {})[parsed.field] = state.value
    live = {
        group: {key: found for key, found in entries.items() if found.get("removed") is not True}
        for group, entries in groups.items()
    }
    language = record.fields.get(paths.LANGUAGE)
    return Audit(
        record=record,
        tool=in_language(tool, str(language.value)) if language and language.value else tool,
        answers={key: read_answer(key, found) for key, found in live.get("answer", {}).items()},
        evidence=tuple(read_evidence(key, found) for key, found in _ordered(live.get("evidence", {}))),
        actions=tuple(read_action(key, found) for key, found in _ordered(live.get("action", {}))),
        people=tuple(read_attendee(key, found) for key, found in _ordered(live.get("person", {}))),
        sittings=tuple(
            Sitting(EntryId(key), day)
            for key, found in _ordered(live.get("sitting", {}))
            if (day := as_day(found.get("day"))) is not None
        ),
        disagreements=tuple(read_disagreement(key, found) for key, found in _ordered(live.get("disagreement", {}))),
        signatures={role: read_signature(role, found) for role, found in live.get("signature", {}).items()},
        filing={step: read_filing(step, found) for step, found in live.get("filing", {}).items()},
        original=tool,
        earlier=left,
    )


def _ordered(entries: Mapping[str, dict[str, Value]]) -> list[tuple[str, dict[str, Value]]]:
    # Entry ids are time-ordered, so that ties and missing orders fall in the order of making.
    return sorted(entries.items(), key=lambda pair: (_number(pair[1].get("order")), pair[0]))


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def stays_here(record: AuditRecord) -> bool:
    """Tell whether a record is its owner's alone and never leaves the laptop: the sample, or one of a private tool."""
    about = record.fields.get(paths.SUBJECT)
    return about is not None and about.stream.is_private
