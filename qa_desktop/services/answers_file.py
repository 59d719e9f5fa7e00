"""Answers from a YAML or JSON file, for scripts and for paper: every unknown id and wrong value is named at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import AuditLink, link_words, path_of, taken_values
from qa_desktop.domain.ids import AuditId, ScaleId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.repeat import Repeat
from qa_desktop.domain.repeats import Part, from_the_beginning, part_of
from qa_desktop.domain.respondents import respondent_item
from qa_desktop.domain.section_choices import section_choices
from qa_desktop.domain.tool import AnswerType, Item, Section, Tool, plain_id
from qa_desktop.errors import InputProblem, Mistake, NotAllowed, NotFound, SeveralProblems
from qa_desktop.toolkit.yaml_reader import (
    AFTER_COMMA,
    Listing,
    Mapping,
    Node,
    Place,
    Scalar,
    is_after_comma,
    read_yaml,
)

ANSWER_FIELDS = ("value", "comment", "evidence", "not_applicable", "not_evidenced", "reason")
EVIDENCE_FIELDS = ("text", "kind", "source", "where", "on")
ACTION_FIELDS = ("what", "who", "due", "outcome", "measure", "immediate", "event", "review_on", "smart")
THEME_FIELDS = ("kind", "name", "quote", "public", "item")
PERSON_FIELDS = ("role", "name", "present", "reason")
SIGNATURE_FIELDS = ("role", "name", "state", "reason", "by_date", "attestation")
ABOUT_FIELDS = (
    "practitioner", "service", "team", "manager", "case_status", "iro_or_chair", "audit_date", "period_from",
    "period_to", "period_reason", "why_selected", "interpreter", "language",
)  # fmt: skip
SECTION_FIELDS = ("grade", "reason")
SUMMARY_FIELDS = ("strengths", "development", "practitioner_words")
YES_NO = {True: "yes", False: "no"}


class FindAudit(Protocol):
    """Finds the audit to which a question of a record points."""

    def __call__(self, item: Item, other_id: AuditId, *, is_private: bool) -> Audit:
        """Return it; raise NotFound, or NotAllowed where the record may not point to it."""
        ...


@dataclass(frozen=True, slots=True)
class _Named:
    """An audit that the file names as the answer to a question, among the questions that may take over from it."""

    item: Item
    audit: AuditId
    near: tuple[Item, ...]
    place: Place


class AnswersFile:
    """Reads answers files against a tool."""

    def __init__(self, new_id: NewIds, find: FindAudit | None = None) -> None:
        self._new_id = new_id
        self._find = find

    def __call__(self, tool: Tool, file: Path) -> dict[str, Value]:
        """Return the values by path; raise SeveralProblems with every mistake, InputProblem where none can be read."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise InputProblem(
                f"{file.name} cannot be read: {error.strerror}. Check the name and try again."
            ) from error
        return self.read(tool, data)

    def read(self, tool: Tool, data: bytes) -> dict[str, Value]:
        """Return the values by path of a file's bytes; raise SeveralProblems with every mistake."""
        mistakes: list[Mistake] = []
        reading = _Reading(tool, self._new_id, mistakes)
        root = read_yaml(data, mistakes, old_truths=True)  # evidence has the key `on`
        reading.whole(root)
        reading.take_over(self._find)
        if mistakes:
            ordered = sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))
            raise SeveralProblems("Nothing was saved, because this answers file has mistakes:", tuple(ordered))
        return reading.values


class _Reading:
    """One pass over one file."""

    def __init__(self, tool: Tool, new_id: NewIds, mistakes: list[Mistake]) -> None:
        self._tool = tool
        self._new_id = new_id
        self._mistakes = mistakes
        self.values: dict[str, Value] = {}
        self._named: list[_Named] = []
        self._near: tuple[Item, ...] = ()

    def whole(self, root: Node) -> None:
        readers: dict[str, Callable[[Node], None]] = {
            "header": self._header,
            "about": lambda node: self._fields(node, ABOUT_FIELDS, paths.about),
            "answers": self._answers,
            "repeats": self._repeats,
            "seen": self._seen,
            "read": self._read_before,
            "sections": self._decisions,
            "summary": lambda node: self._fields(node, SUMMARY_FIELDS, "summary/{}".format),
            "overall": self._overall,
            "actions": lambda node: self._entries(node, "action", ACTION_FIELDS),
            "themes": lambda node: self._entries(node, "theme", THEME_FIELDS),
            "no_actions_reason": lambda node: self._put(paths.NO_ACTIONS_REASON, node),
            "people": lambda node: self._entries(node, "person", PERSON_FIELDS),
            "signatures": self._signatures,
        }
        for name, node, place in self._pairs(root, "the file"):
            reader = readers.get(name)
            if reader is None:
                self._wrong(place, name, f"unknown part; use {', '.join(readers)}")
            else:
                reader(node)

    def take_over(self, find: FindAudit | None) -> None:
        """Point to the audits that were named; what the file says itself of a question that begins with it stands."""
        for one in self._named:
            other = self._found(one, find)
            if other is None:
                continue
            near = (*self._tool.header, *self._tool.items, *one.near)
            taken, starts = taken_values(self._tool, near, one.item.id, other)
            for path, value in taken.items():
                if self.values.get(path, value) != value:
                    self._wrong(one.place, _place_name(path), "this is taken over from the audit named; leave it out")
            keys = tuple(paths.Path.parse(path).key for path in taken)
            link = AuditLink(one.audit, link_words(other), keys)
            self.values = {**starts, **self.values, **taken, path_of(self._tool, one.item.id): link.value}

    def _found(self, named: _Named, find: FindAudit | None) -> Audit | None:
        try:
            if find is not None:
                return find(named.item, named.audit, is_private=self._tool.private)
        except (NotFound, NotAllowed) as error:
            self._wrong(named.place, named.item.id, str(error))
            return None
        self._wrong(named.place, named.item.id, "no audit can be looked up here; leave it out")
        return None

    def _header(self, node: Node) -> None:
        known: dict[str, Item] = {item.id: item for item in self._tool.header}
        for name, value, place in self._pairs(node, "header"):
            if name not in known:
                self._wrong(place, name, f"no such header field; {self._tool.id} has {', '.join(known) or 'none'}")
            else:
                self._put(paths.header(name), value, known[name])

    def _answers(self, node: Node, part: Part | None = None) -> None:
        items = part.section.items if part else tuple(self._tool.items)
        self._near = items
        for name, entry, place in self._pairs(node, "answers"):
            item = next((one for one in items if plain_id(one.id) == name), None)
            if item is not None and item.side_by_side:
                self._each_respondent(item, entry)
            elif item is None:
                where = f"the section {part.section.id}" if part else str(self._tool.id)
                self._wrong(place, name, f"{where} has no such question")
            elif isinstance(entry, Mapping):
                self._answer(item, entry)
            else:
                self._put(paths.answer(item.id), entry, item)

    def _each_respondent(self, item: Item, node: Node) -> None:
        """Take an answer of each who answers side by side: `b.5: {lead: {value: ...}, peer: ...}`."""
        own = {party.value: respondent_item(item, party) for party in item.answered_by}
        for name, entry, place in self._pairs(node, item.id):
            if name not in own:
                self._wrong(place, f"{item.id} {name}", f"say who answers: {', '.join(own)}")
            elif isinstance(entry, Mapping):
                self._answer(own[name], entry)
            else:
                self._put(paths.answer(own[name].id), entry, own[name])

    def _repeats(self, node: Node) -> None:
        known = {str(one.id): one for one in self._tool.sections if one.repeat}
        for name, listing, place in self._pairs(node, "repeats"):
            section = known.get(name)
            if section is None or section.repeat is None:
                self._wrong(place, name, f"no section that repeats; {self._tool.id} has {', '.join(known) or 'none'}")
            elif not isinstance(listing, Listing):
                self._wrong(listing.place, name, f"give a list with an entry for each {section.repeat.of}")
            else:
                most = section.repeat.most
                if most is not None and len(listing.entries) > most:
                    self._wrong(listing.place, name, f"there are at most {most}")
                self._instances(section, section.repeat, listing)

    def _instances(self, section: Section, repeat: Repeat, listing: Listing) -> None:
        there = from_the_beginning(repeat)
        added = sorted(self._new_id() for _ in listing.entries[len(there) :])  # in one order, whatever chance gave
        for instance, entry in zip((*there, *added), listing.entries, strict=False):
            if instance in added:
                self.values[paths.repeat(section.id, instance, "added")] = True
            part = part_of(section, instance, "", leads=True)
            for field, value, place in self._pairs(entry, repeat.of):
                if field == "name":
                    self._put(paths.repeat(section.id, instance, "name"), value)
                elif field == "answers":
                    self._answers(value, part)
                else:
                    self._wrong(place, f"{section.id} {field}", "unknown; use name, answers")

    def _answer(self, item: Item, entry: Mapping) -> None:
        for field, node, place in self._pairs(entry, item.id):
            if field not in ANSWER_FIELDS:
                known = AFTER_COMMA if is_after_comma(field, node) else f"use {', '.join(ANSWER_FIELDS)}"
                self._wrong(place, f"{item.id} {field}", f"unknown; {known}")
            elif field == "evidence":
                self._evidence(item, node)
            elif field == "value" and item.type is AnswerType.CHECKLIST:
                self._seen(node, tuple(str(point.id) for point in item.guidance))
            else:
                self._put(paths.answer(item.id, field), node, item if field == "value" else None)

    def _evidence(self, item: Item, node: Node) -> None:
        for entry in node.entries if isinstance(node, Listing) else (node,):
            entry_id = self._new_id()
            self.values[paths.entry("evidence", entry_id, "item")] = item.id
            if isinstance(entry, Mapping):
                self._fields(entry, EVIDENCE_FIELDS, partial(paths.entry, "evidence", entry_id))
            else:
                self._put(paths.entry("evidence", entry_id, "text"), entry)

    def _seen(self, node: Node, own: tuple[str, ...] = ()) -> None:
        known = {str(point.id): str(point.id) for section in self._tool.sections for point in section.points}
        known |= {str(point.id): str(point.id) for point in self._tool.guidance}
        known |= {plain_id(point): point for point in own}
        for entry in node.entries if isinstance(node, Listing) else (node,):
            if isinstance(entry, Scalar) and entry.text in known:
                self.values[paths.seen(known[entry.text])] = True
            else:
                name = entry.text if isinstance(entry, Scalar) else "seen"
                self._wrong(entry.place, name, "no such point of what good looks like")

    def _decisions(self, node: Node) -> None:
        """Take what was decided for a section: `sections: {visits: {grade: good, reason: ...}}`."""
        for name, entry, place in self._pairs(node, "sections"):
            section = self._tool.section(name)
            known = {label.casefold(): code for code, label in section_choices(self._tool, section)} if section else {}
            if not known:
                self._wrong(place, name, "nothing can be decided for this section as a whole")
                continue
            for field, value, at in self._pairs(entry, name):
                if field == "grade" and isinstance(value, Scalar) and value.text.casefold() in known:
                    self.values[paths.section(name, field)] = known[value.text.casefold()]
                elif field in SECTION_FIELDS:
                    self._put(paths.section(name, field), value)
                else:
                    self._wrong(at, f"{name} {field}", f"unknown; use {', '.join(SECTION_FIELDS)}")

    def _read_before(self, node: Node) -> None:
        """Take who has read what comes before a stage: `read: {feedback: [practitioner]}`."""
        for stage, listing, _ in self._pairs(node, "read"):
            for entry in listing.entries if isinstance(listing, Listing) else (listing,):
                path = paths.read_before(stage, entry.text if isinstance(entry, Scalar) else "")
                problem = check_value(self._tool, path, True)
                if problem:
                    self._wrong(entry.place, stage, problem)
                else:
                    self.values[path] = True

    def _overall(self, node: Node) -> None:
        for field, value, place in self._pairs(node, "overall"):
            if field == "grade":
                scale = self._tool.overall.scale if self._tool.overall else None
                self._put(paths.OVERALL_GRADE, value, scale=scale)
            elif field == "reason":
                self._put(paths.OVERALL_REASON, value)
            else:
                self._wrong(place, f"overall {field}", "unknown; use grade, reason")

    def _entries(self, node: Node, group: str, fields: tuple[str, ...]) -> None:
        if not isinstance(node, Listing):
            self._wrong(node.place, group, "give a list")
            return
        for number, entry in enumerate(node.entries, start=1):
            entry_id = self._new_id()
            self.values[paths.entry(group, entry_id, "order")] = number
            self._fields(entry, fields, partial(paths.entry, group, entry_id))

    def _signatures(self, node: Node) -> None:
        if not isinstance(node, Listing):
            self._wrong(node.place, "signatures", "give a list")
            return
        roles = [block.role for block in self._tool.signatures]
        for entry in node.entries:
            found = {name: value for name, value, _ in self._pairs(entry, "signature")}
            role = found.pop("role", None)
            if not isinstance(role, Scalar) or role.text not in roles:
                self._wrong(entry.place, "signature", f"name its role: {', '.join(roles)}")
                continue
            self.values.setdefault(paths.signature(role.text, "state"), "signed")
            self.values[paths.signature(role.text, "method")] = "typed"
            for field, value in found.items():
                if field in SIGNATURE_FIELDS:
                    self._put(paths.signature(role.text, field), value)
                else:
                    self._wrong(value.place, f"signature {field}", f"unknown; use {', '.join(SIGNATURE_FIELDS)}")

    def _fields(self, node: Node, allowed: tuple[str, ...], path_of: Callable[[str], str]) -> None:
        for field, value, place in self._pairs(node, "this part"):
            if field in allowed:
                self._put(path_of(field), value)
            else:
                self._wrong(place, field, f"unknown; use {', '.join(allowed)}")

    def _put(self, path: str, node: Node, item: Item | None = None, scale: ScaleId | None = None) -> None:
        if item is not None and item.type is AnswerType.AUDIT and isinstance(node, Scalar):
            self._named.append(_Named(item, AuditId(node.text), self._near, node.place))
            return
        value = self._value(node, item, scale)
        problem = check_value(self._tool, path, value)
        if problem:
            shown = f" (it says “{node.text[:40]}”)" if isinstance(node, Scalar) else ""
            self._wrong(node.place, _place_name(path), f"{problem}{shown}")
        else:
            self.values[path] = value

    def _value(self, node: Node, item: Item | None, scale_id: ScaleId | None) -> Value:
        """Return the value as fields hold it: labels become codes, yes and no whatever way they are written."""
        if isinstance(node, Listing):
            return tuple(entry.text for entry in node.entries if isinstance(entry, Scalar))
        if isinstance(node, Mapping):
            return ("a mapping", "is no value")
        scale = self._tool.scale(scale_id) if scale_id else self._tool.scale_of(item) if item else None
        if scale:
            point = scale.point_named(node.text)
            return point.code if point else node.text
        if item and item.type is AnswerType.YES_NO:
            return YES_NO[node.value] if isinstance(node.value, bool) else node.text.strip().casefold()
        if item and item.type in (AnswerType.INTEGER, AnswerType.DECIMAL, AnswerType.PERCENT):
            return node.value
        if item and item.type is AnswerType.CHOICE:
            wanted = node.text.strip().casefold()
            return next((c.code for c in item.choices if wanted in (c.code.casefold(), c.label.casefold())), node.text)
        return node.value if isinstance(node.value, bool) else node.text

    def _pairs(self, node: Node, what: str) -> Iterator[tuple[str, Node, Place]]:
        if not isinstance(node, Mapping):
            self._wrong(node.place, what, "give names with values")
            return
        for name, value in node.entries.items():
            yield name, value, node.key_place(name)

    def _wrong(self, place: Place, where: str, message: str) -> None:
        self._mistakes.append(Mistake(message, where, place.line, place.column))


def _place_name(path: str) -> str:
    """Return how a person would name a path: the question, or the kind of entry with its field."""
    parsed = paths.Path.parse(path)
    return f"{parsed.group} {parsed.field}" if parsed.group in ("evidence", "action", "person") else path
