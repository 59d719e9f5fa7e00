"""What follows from an audit by its tool: judgement, plan, signatures, filing, escalation, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.condition import Condition
from qa_desktop.domain.ids import ScaleId


class RollUpMethod(Enum):
    """How a section's or an audit's result is arrived at."""

    JUDGEMENT = "judgement"
    LOWEST = "lowest"
    SUM = "sum"
    WEIGHTED = "weighted"
    PERCENT_OF_APPLICABLE = "percent_of_applicable"
    COUNTS = "counts"
    """How often each grade was given."""


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of a computed result; both ends inclusive."""

    code: str
    label: str
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class RollUp:
    """How a computed result is made. A person's override and its reason are kept beside it."""

    method: RollUpMethod
    bands: tuple[Band, ...] = ()
    rounding: str = "half_up"
    """`half_up`, `down` or `none`."""
    all_not_applicable: str = "not applicable"
    """The defined result when nothing applies."""


@dataclass(frozen=True, slots=True)
class OverallJudgement:
    """The overall judgement: always chosen by a person where the method is judgement."""

    id: str
    label: str
    scale: ScaleId
    question: str
    reason_label: str
    reason_compulsory: bool = True
    roll_up: RollUp | None = None
    section_grades: str = "optional"
    """Whether each section carries a grade: `items` (by its items), `optional`, `none`."""
    proposed: bool = False
    """Whether the judgement is our proposal and not in the authority's print."""


@dataclass(frozen=True, slots=True)
class ActionColumn:
    """One column of the printed action plan.

    `field` is one of what, outcome, measure, who, due, immediate, reviewed_on, completed, initials, checked_by,
    checked_on. The last two are the manager's check.
    """

    field: str
    label: str
    by: str = "auditor"
    """`auditor` (at the audit) or `supervision` (later, empty until then)."""
    id: str = ""
    """The printed column's own id, where the authority's catalogue gives it one."""
    proposed: bool = False
    """Whether the column is our proposal."""


@dataclass(frozen=True, slots=True)
class ActionPlanForm:
    """The action plan as the authority prints it."""

    columns: tuple[ActionColumn, ...]
    title: str = "Action plan"
    auditor_half: str = ""
    supervision_half: str = ""
    smart_prompts: tuple[tuple[str, str, str], ...] = ()
    """(letter, name, question), five of them."""
    event_with_review_date: bool = False
    """Whether "by when" may be an event with a review date (PRACTICE P-08)."""
    proposed: bool = False
    """Whether the columns are our proposal and not in the authority's print."""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One place to sign."""

    role: str
    """A `Party` value."""
    label: str
    statement: str
    seals: bool = False
    """Whether this signatory's own key seals the document; all others are ink or typed with an attestation."""
    optional: bool = False
    proposed: bool = False
    """Whether the authority's form prints no place for this signature."""
    shown_when: Condition | None = None
    """When this person signs at all; always where nothing is said."""


@dataclass(frozen=True, slots=True)
class FilingStep:
    """One thing to do outside this application, with text to paste. `{...}` names are filled in."""

    id: str
    title: str
    heading: str = ""
    text: str = ""
    length_limit: int | None = None
    shown_when: Condition | None = None
    """When the step is to be done at all; always where nothing is said."""
    tell: tuple[str, ...] = ()
    """Whom the step tells (R-073, R-074): it is done once each of them was told."""
    comment_by: tuple[str, ...] = ()
    """Who of them is asked for a comment, as a manager who reviews the audit (R-024)."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Where the note goes and under which heading."""

    steps: tuple[FilingStep, ...]


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """Who is told at a grade. `conditional` recipients are told only where the case has one."""

    grade: str
    recipients: tuple[str, ...]
    conditional: tuple[str, ...] = ()
    note: str = ""
    comment_by: tuple[str, ...] = ()
    """Who of them is asked for a comment (R-082)."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something comes round, such as every 3 months."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A date that follows from the audit, counted from the last meeting (PRACTICE P-40) or from a date in it.

    `unit` is working_days, days, weeks or months; a negative `amount` counts backwards.
    """

    id: str
    label: str
    amount: int
    unit: str
    owner: str
    applies_to: str = "audit"
    """`audit`, `immediate_actions`, `other_actions`, or `signing` for the day by which the record is to be signed."""
    grades: tuple[str, ...] = ()
    """Grades at which it applies; empty means always."""
    source: str = ""
    start: str = ""
    """The date field or question from which it is counted; empty for the last meeting."""
    moved_to: str = ""
    """Where the date is moved to once it is counted: `end_of_week_4`, `end_of_month`, `end_of_quarter` ..."""
    every: Recurrence | None = None
    """How often it comes round again."""
    shown_when: Condition | None = None
    """When it applies at all; always where nothing is said."""


@dataclass(frozen=True, slots=True)
class FollowUpRule:
    """A task that a given answer raises, as supervision question 10 raises an observation."""

    id: str
    item: str
    answers: tuple[str, ...]
    task: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """What a record says about the audit to which it points: which of its dates are met, and whether all is well."""

    link: str
    """The question that names the audit."""
    when: Condition
    """When the record says that the service is better, so that the audit can be closed."""
    deadlines: tuple[tuple[str, str], ...] = ()
    """(deadline of that audit, question of the record whose date shows it met)."""


@dataclass(frozen=True, slots=True)
class RegisterRule:
    """A register in which records with the tool stand, and how its entries are counted."""

    id: str
    """The same in every tool whose records stand in it."""
    title: str
    when: Condition | None = None
    """Which records stand in it; every one where nothing is said."""
    date: str = ""
    """The date field or question by which an entry counts; empty for the last meeting."""
    count_by: tuple[str, ...] = ()
    """Questions by whose answers entries are counted apart."""
    add_up: tuple[str, ...] = ()
    """Questions whose numbers are added up."""
    of_whom: str = ""
    """The question that says whose entry it is, as the supervisor of a file; empty for the practitioner."""
    words: tuple[str, ...] = ()
    """Questions whose words are shown in the list, and searched."""
    asks: str = ""
    """The question that names who is asked for a record that a list is about; empty where whoever imports begins it."""


@dataclass(frozen=True, slots=True)
class ImprovementRule:
    """That a record is a plan of the service: its lines are improvement actions, apart from those of cases."""

    board: str
    """The board or meeting that the plan belongs to."""
    what: str = ""
    """The question that says what is to be done, in a section that repeats; empty where the action plan does."""
    owner: str = ""
    due: str = ""
    source: str = ""
    """The question that says where a line comes from; empty where the plan does not ask."""
    progress: str = ""
    """The question that says how far a line was when the plan was signed; the codes below are its answers."""
    started: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    not_needed: tuple[str, ...] = ()
    impact: str = ""
    """The question that says what became of a line; of one with choices, its comment."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """The usual period audited, in months; it may be moved with a reason."""

    months: int
    text: str
    variants: tuple[tuple[str, int], ...] = ()
    """(audit type, months)."""
