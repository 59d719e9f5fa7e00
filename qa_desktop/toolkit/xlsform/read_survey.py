"""Reads the survey sheet as sections with their questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.tool_shape import COMMENT, SECTION
from qa_desktop.toolkit.write_tool import Keys
from qa_desktop.toolkit.xlsform.columns import FormLine
from qa_desktop.toolkit.xlsform.conditions import condition_from
from qa_desktop.toolkit.xlsform.expression import NotCarriedError
from qa_desktop.toolkit.xlsform.form import LONGEST, Form, guidance_words
from qa_desktop.toolkit.xlsform.own_columns import take_own
from qa_desktop.toolkit.xlsform.read_question import read_calculation, read_question
from qa_desktop.toolkit.xlsform.survey_tree import Node

_LOOSE = "Questions"
_MOST_DIGITS = 6
_ELSEWHERE = ("id", "title", "statement", "questions", "every_question", "guidance", "shown_when", "repeat")


@dataclass(slots=True)
class _Part:
    """A section while its rows are read."""

    keys: Keys
    questions: list[Keys] = field(default_factory=list)
    notes: list[FormLine] = field(default_factory=list)
    """Notes that wait for the question after them."""
    statement: list[FormLine] = field(default_factory=list)
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """The groups inside a section that hold a row."""

    headings: tuple[str, ...] = ()
    lines: tuple[FormLine, ...] = ()
    in_repeat: bool = False


class SurveyReader:
    """Reads rows in their order; what has no place is told as lost."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._parts: list[_Part] = []
        self._current = _Part({})

    def sections(self, nodes: list[Node]) -> list[Keys]:
        """Return the sections of the form; conditions settle when the whole form is read."""
        for node in nodes:
            if node.kind.role == "begin":
                self._open(node)
                self._fill(node.children, _Around(in_repeat=node.kind.type == "repeat"))
            else:
                if not (self._parts and self._current.is_loose):
                    title: Keys = {"id": self._form.section_ids.take("questions", ""), "title": _LOOSE}
                    self._begin(_Part(title, is_loose=True))
                self._fill([node], _Around())
        for part in self._parts:
            self._end(part)
        return [part.keys for part in self._parts]

    def fields(self, nodes: list[Node]) -> list[Keys]:
        """Return header fields: questions without a section."""
        self._current = _Part({})
        self._fill(nodes, _Around())
        self._end(self._current)
        return self._current.questions

    def _begin(self, part: _Part) -> None:
        self._parts.append(part)
        self._current = part

    def _open(self, node: Node, around: _Around | None = None) -> None:
        form, line = self._form, node.line
        own = take_own(line, SECTION)
        name = line.take("name") or f"section_{line.row}"
        found = form.section_ids.take(str(own.get("id") or name), f"section_{line.row}")
        form.rows.setdefault(found, line.row)
        keys: Keys = {"id": found, "title": form.words(line, line.take("label") or name, "label")}
        keys |= {key: value for key, value in own.items() if key not in _ELSEWHERE}
        if points := form.points.pop(f"section {found}", []):
            keys["guidance"] = cast("list[Plain]", points)
        if node.kind.type == "repeat":
            keys["repeat"] = self._repeat(line, own, name)
        form.translate(f"sections/{found}/title", line.take_translations("label"))
        outer = around.lines if around else ()
        own_condition = own.get("shown_when")
        condition = own_condition if isinstance(own_condition, dict) else None
        form.settle_later(lambda: form.show(keys, line, condition, outer))
        self._begin(_Part(keys))

    def _repeat(self, line: FormLine, own: Keys, name: str) -> Keys:
        given = own.get("repeat")
        repeat: Keys = dict(given) if isinstance(given, dict) else {}
        count = line.take("repeat_count")
        if count.isdecimal() and len(count) <= _MOST_DIGITS:
            repeat |= {"least": int(count), "most": int(count)}
        elif count:
            self._form.lose(line, f'repeated as often as people like: the count "{count[:80]}" is not carried')
        repeat.setdefault("of", name.replace("_", " "))
        return repeat

    def _fill(self, nodes: list[Node], around: _Around) -> None:
        for node in nodes:
            match node.kind.role:
                case "begin" if node.kind.type == "repeat":
                    self._inner_repeat(node, around)
                case "begin":
                    self._group(node, around)
                case "note":
                    self._note(node.line)
                case _ if node.part == "comment":
                    self._comment(node)
                case _:
                    self._question(node, around)

    def _group(self, node: Node, around: _Around) -> None:
        line = node.line
        line.take("name")
        heading = line.take("label")
        headings = (*around.headings, heading) if heading else around.headings
        self._fill(node.children, _Around(headings, (*around.lines, line), around.in_repeat))

    def _inner_repeat(self, node: Node, around: _Around) -> None:
        line = node.line
        if around.in_repeat:
            self._form.lose(line, "a repeat inside a repeat is asked once in each round of the outer one")
            line.take("repeat_count")
            self._group(node, around)
            return
        self._form.lose(line, "the repeat inside a group becomes a section of its own, after the group")
        outer = self._current
        self._open(node, around)
        self._fill(node.children, _Around(in_repeat=True))
        self._current = outer

    def _note(self, line: FormLine) -> None:
        part = self._current
        line.take("name")
        if line.peek("qa::part") == "guidance":
            line.take("label")
            self._section_guidance(line, part)
        elif part.questions or part.notes or line.peek("relevant"):
            part.notes.append(line)
        else:
            self._section_guidance(line, part)
            part.statement.append(line)
        line.take("qa::part")

    def _section_guidance(self, line: FormLine, part: _Part) -> None:
        """Carry what good looks like of a section: the points of our own sheet where the hint says the same."""
        said = line.take("guidance_hint")
        known = cast("list[Keys]", part.keys.get("guidance") or [])
        if said and said != guidance_words(known).strip():
            point: Keys = {"id": f"{part.keys['id']}.guidance"[:80], "source": self._form.file}
            part.keys["guidance"] = [{**point, "text": self._form.words(line, said, "guidance hint")}]

    def _question(self, node: Node, around: _Around) -> None:
        lines = list(around.lines)
        read = read_calculation if node.kind.role == "calculate" else read_question
        for keys in read(node, self._form, lines):
            if around.headings:
                keys["group"] = " – ".join(around.headings)
            part = self._current
            if part.notes:
                self._before(keys, part)
            part.questions.append(keys)
        node.line.take("qa::part")

    def _before(self, keys: Keys, part: _Part) -> None:
        """Put the notes before a question into its help."""
        said = []
        for line in part.notes:
            said.append(line.take("label", "hint"))
            if line.take("relevant"):
                self._form.lose(line, "the note is shown with the question after it, always")
        text = "\n".join([*said, str(keys.get("help") or "")]).strip()
        if text:
            keys["help"] = self._form.words(part.notes[0], text, "note")
        part.notes.clear()

    def _comment(self, node: Node) -> None:
        """Put a question for a comment, as our own export writes it, to the question before it."""
        form, line = self._form, node.line
        owner = self._current.questions[-1] if self._current.questions else None
        if owner is None:
            form.lose(line, "there is no question to comment on before it; it is left out")
            return
        own = take_own(line, COMMENT)
        line.take("qa::part", "name", "relevant")
        comment: Keys = {**own, "label": form.words(line, line.take("label"), "label")}
        required = line.take("required")
        owner["comment"] = comment
        form.translate(f"questions/{owner['id']}/comment", line.take_translations("label"))
        form.settle_later(lambda: _compulsory(comment, owner, required, line, form))

    def _end(self, part: _Part) -> None:
        form, keys = self._form, part.keys
        part.statement += part.notes
        said = [form.words(line, text, "note") for line in part.statement if (text := line.take("label", "hint"))]
        for line in part.statement:
            if line.take("relevant"):
                form.lose(line, "the note is shown always")
        if said:
            keys["statement"] = "\n".join(said)[:LONGEST]
        if len(part.statement) == 1:
            form.translate(f"sections/{keys['id']}/statement", part.statement[0].take_translations("label"))
        keys["questions"] = cast("list[Plain]", part.questions)


def _compulsory(comment: Keys, owner: Keys, required: str, line: FormLine, form: Form) -> None:
    """Read for which answers the comment is compulsory."""
    if not required or required.lower() == "no":
        return
    if required.lower() == "yes":
        comment["need"] = "mandatory"
        return
    try:
        condition = condition_from(required, form.subjects)
    except NotCarriedError as reason:
        form.lose(line, f"the comment is not compulsory: {reason}")
        return
    codes = condition.get("is_one_of") or [condition.get("is")]
    if condition.get("question") == owner.get("id") and isinstance(codes, list) and None not in codes:
        comment["compulsory_for"] = codes
    else:
        form.lose(line, "the comment is not compulsory: only answers to its own question can make it so")
