"""The tables of an export. The ids of tables and columns never change: people's own queries name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

Cell = str | int | float | bool | None
"""A day is written as ISO text, a moment as ISO text in UTC. None where nothing was entered."""
Row = tuple[Cell, ...]
Group = tuple[Cell, Sequence[Row]]
"""What rows have in common as their first cell, and what stands behind it in each: there is one at least."""


class Kind(Enum):
    """What stands in a column."""

    TEXT = "text"
    CODE = "code"
    """One of the codes of a list, by which the sheet of codes names it."""
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"


class Care(Enum):
    """What becomes of a column where nobody may be named."""

    PLAIN = "plain"
    CASE = "case"
    """Stands under a pseudonym."""
    PERSON = "person"
    """Stands under a pseudonym."""
    WORDS = "words"
    """What people wrote may name somebody: it is left out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `codes` names the list of its codes, where it has one list."""

    id: str
    title: str
    kind: Kind = Kind.TEXT
    care: Care = Care.PLAIN
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file, its sheet, and what a row of it is."""

    id: str
    title: str
    columns: tuple[Column, ...]
    recurs: bool = False
    """Whether its rows are mostly alike behind the first column, so that it pays to remember how one is written."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its columns in order."""
        return tuple(one.id for one in self.columns)

    @property
    def words(self) -> int:
        """How many columns at the end hold what people wrote, which does not come again."""
        return sum(1 for _ in takewhile(lambda one: one.care is Care.WORDS, reversed(self.columns)))


AUDIT = Column("audit", "Id of the audit")
TOOL = Column("tool", "Id of the tool")

AUDITS = Table(
    "audits",
    "One row for each signed audit",
    (
        AUDIT,
        TOOL,
        Column("tool_version", "Version of the tool"),
        Column("tool_title", "Title of the tool"),
        Column("authority", "Code of the authority whose tool it is"),
        Column("subject", "What the audit is about, as a case reference", care=Care.CASE),
        Column("practitioner", "Practitioner, where the authority has figures of practitioners", care=Care.PERSON),
        Column("service", "Service"),
        Column("team", "Team"),
        Column("category", "Category of case"),
        Column("day", "Day of the last meeting, else of the signature", Kind.DAY),
        Column("month", "Month of that day, as 2026-10"),
        Column("created_at", "When it was begun", Kind.MOMENT),
        Column("signed_at", "When it was signed", Kind.MOMENT),
        Column("pair", "What the forms of one case have in common; empty for an audit by itself"),
        Column("seat", "Which form of a pair it is", Kind.CODE, codes="seat"),
        Column("amends", "The note that it corrects; empty for an audit of its own"),
        Column("replaced", "Whether a signed amendment stands in its place", Kind.TRUTH),
        Column("counts", "Whether figures count it: each case counts once", Kind.TRUTH),
        Column("held", "Whether it is on hold", Kind.TRUTH),
        Column("overall", "Overall grade on this form", Kind.CODE, codes="grades.scale"),
        Column("overall_reason", "Reason for the overall grade", care=Care.WORDS),
        Column("strengths", "Strengths", care=Care.WORDS),
        Column("development", "Areas for development", care=Care.WORDS),
        Column("practitioner_words", "In the practitioner's own words", care=Care.WORDS),
        Column("actions", "How many actions it has", Kind.NUMBER),
    ),
)
ANSWERS = Table(
    "answers",
    "One row for each question that was answered, in the order of the form",
    (
        AUDIT,
        TOOL,
        Column("question", "Id of the question, or of the field of the form's head"),
        Column("part", "What tells answers apart where a question is asked several times: @child, ~who answered"),
        Column("section", "Title of the section; empty in the form's head"),
        Column("label", "The question"),
        Column("type", "What kind of answer it takes", Kind.CODE, codes="type"),
        Column("value", "The answer; several codes are parted by “;”", Kind.CODE, codes="question"),
        Column("value_label", "The answer in words"),
        Column("value_number", "The answer as a number, where it is one", Kind.NUMBER),
        Column("not_applicable", "Whether it was said not to apply", Kind.TRUTH),
        Column("not_evidenced", "Whether it was said not to be evidenced", Kind.TRUTH),
        Column("comment", "Comment", care=Care.WORDS),
        Column("reason", "Reason why it does not apply or is not evidenced", care=Care.WORDS),
    ),
    recurs=True,
)
GRADES = Table(
    "grades",
    "One row for each grade as figures count it",
    (
        AUDIT,
        TOOL,
        Column("item", "Question, “section:” and its id, or overall"),
        Column("part", "As in answers"),
        Column("settled_by", "moderation for the moderator's grade in the place of the form's own; else empty"),
        Column("scale", "Which scale; two scales are never added"),
        Column("grade", "Grade", Kind.CODE, codes="grades.scale"),
        Column("final", "Whether figures count it", Kind.TRUTH),
    ),
    recurs=True,
)
ACTIONS = Table(
    "actions",
    "One row for each action of a case",
    (
        AUDIT,
        Column("action", "Id of the action"),
        Column("what", "What is to be done", care=Care.WORDS),
        Column("who", "Who does it, as written", care=Care.PERSON),
        Column("owner", "Who has it now", care=Care.PERSON),
        Column("team", "Team at the audit"),
        Column("service", "Service at the audit"),
        Column("due", "Day on which it is due", Kind.DAY),
        Column("progress", "How far it is", Kind.CODE, codes="progress"),
        Column("stage", "What it waits for", Kind.CODE, codes="stage"),
        Column("reviewed_on", "Day of the last review", Kind.DAY),
        Column("checked_on", "Day of the manager's check", Kind.DAY),
    ),
)
IMPROVEMENTS = Table(
    "improvements",
    "One row for each improvement action of a plan of the service",
    (
        Column("audit", "Id of the plan, which is an audit too"),
        Column("improvement", "Id of the line within the plan"),
        Column("what", "What is to be done", care=Care.WORDS),
        Column("who", "Who does it, as written, or to whom it was given since", care=Care.PERSON),
        Column("owner", "Who has it now", care=Care.PERSON),
        Column("board", "Board to which the plan goes"),
        Column("source", "Where it comes from", care=Care.WORDS),
        Column("team", "Team that the plan names"),
        Column("service", "Service that the plan names"),
        Column("since", "Day of the first plan in which it stood", Kind.DAY),
        Column("due", "Day on which it is due", Kind.DAY),
        Column("progress", "How far it is", Kind.CODE, codes="progress"),
        Column("stage", "Whether it is open or closed", Kind.CODE, codes="stage"),
        Column("done_on", "Day on which it was done", Kind.DAY),
        Column("impact", "What became of it", care=Care.WORDS),
        Column("from_audit", "Id of the plan before, of which it was carried over"),
        Column("from_improvement", "Id of the line in that plan"),
        Column("taken_over_by", "Id of the plan that has the line now; empty where it is this one"),
    ),
)
THEMES = Table(
    "themes",
    "One row for each theme with which an audit is tagged",
    (
        AUDIT,
        Column("theme", "Id within the audit"),
        Column("kind", "Strength or to be developed", Kind.CODE, codes="theme"),
        Column("name", "Theme"),
        Column("item", "The question on which it rests"),
        Column("public", "The words on which it rests, as somebody redacted them; empty where nobody did"),
    ),
)
CODES = Table(
    "codes",
    "What each code means",
    (
        Column("list", "The list: of a column, of a scale, or question and tool"),
        Column("code", "Code"),
        Column("label", "What it means"),
        Column("rank", "Place on a scale, the best is 1; empty where it is no level", Kind.NUMBER),
    ),
)
DICTIONARY = Table(
    "dictionary",
    "What each column holds",
    (
        Column("table", "Table"),
        Column("column", "Column"),
        Column("title", "What it holds"),
        Column("kind", "text, code, number, truth, day or moment"),
        Column("care", "What becomes of it where nobody is named"),
        Column("codes", "The list of its codes"),
    ),
)
ABOUT = Table(
    "about",
    "What was exported",
    (Column("what", "What is said"), Column("words", "In words")),
)
DATA = (AUDITS, ANSWERS, GRADES, ACTIONS, IMPROVEMENTS, THEMES)
"""What is told of audits, in the order in which it is written."""
TABLES = (*DATA, CODES, DICTIONARY, ABOUT)
CARED = {
    Care.PLAIN: "stays",
    Care.CASE: "stands under a pseudonym",
    Care.PERSON: "stands under a pseudonym",
    Care.WORDS: "is left out",
}


def each(rows: Iterable[Row]) -> Iterator[Group]:
    """Yield each row as a group of its own."""
    return ((row[0], (row[1:],)) for row in rows)


def rows_of(groups: Iterable[Group]) -> Iterator[Row]:
    """Yield the rows of groups one after the other."""
    return ((first, *rest) for first, rests in groups for rest in rests)


def dictionary() -> tuple[Row, ...]:
    """Return a row for each column of each table."""
    return tuple(
        (table.id, one.id, one.title, one.kind.value, CARED[one.care], one.codes or None)
        for table in TABLES
        for one in table.columns
    )
