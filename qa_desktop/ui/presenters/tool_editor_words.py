"""What the editor calls the things that can be chosen in it."""

from __future__ import annotations

from qa_desktop.domain.scale import GradeShape, Tone
from qa_desktop.domain.tool import Need, Party, PrintStatus, SectionLayout, SubjectKind
from qa_desktop.domain.tool_edit.tree import Keys, records_at, text_at
from qa_desktop.domain.tool_outcome import RollUpMethod
from qa_desktop.domain.tool_words import ANSWERS, SUBJECTS

Options = tuple[tuple[str, str], ...]

TYPES: Options = tuple((kind.value, words) for kind, words in ANSWERS.items())
NEEDS: Options = (
    (Need.MANDATORY.value, "Needed before signing"),
    (Need.RECOMMENDED.value, "Recommended"),
    (Need.OPTIONAL.value, "Optional"),
)
LAYOUTS: Options = (
    (SectionLayout.FORM.value, "Form: questions of any kind, one under the other"),
    (SectionLayout.MATRIX.value, "Grid: every question on the same scale"),
    (SectionLayout.TABLE.value, "Table: a column for each question, a row for each that people add"),
    (SectionLayout.SINGLE.value, "One judgement with its reason and evidence"),
)
ABOUT: Options = tuple((kind.value, SUBJECTS[kind]) for kind in SubjectKind)
PRINTED: Options = (
    (PrintStatus.PRINTED.value, "It stands in the document as it is here"),
    (PrintStatus.PARTLY_PRINTED.value, "It stands there in part"),
    (PrintStatus.IMPLIED.value, "The document asks for it; the tool is a proposal"),
)
TONES: Options = (
    (Tone.OUTSTANDING.value, "Violet, diamond (outstanding)"),
    (Tone.GOOD.value, "Green, circle (good)"),
    (Tone.REQUIRES_IMPROVEMENT.value, "Amber, triangle (requires improvement)"),
    (Tone.INADEQUATE.value, "Red, square (inadequate)"),
    (Tone.NEUTRAL.value, "Grey, no shape"),
)
SHAPES = {
    Tone.OUTSTANDING.value: GradeShape.DIAMOND.value,
    Tone.GOOD.value: GradeShape.CIRCLE.value,
    Tone.REQUIRES_IMPROVEMENT.value: GradeShape.TRIANGLE.value,
    Tone.INADEQUATE.value: GradeShape.SQUARE.value,
    Tone.NEUTRAL.value: "",
}
"""The shape that goes with each colour: no grade is told by colour alone."""
ROLL_UPS: Options = (
    ("", "Nothing is worked out"),
    (RollUpMethod.JUDGEMENT.value, "A person decides"),
    (RollUpMethod.LOWEST.value, "The lowest grade counts"),
    (RollUpMethod.SUM.value, "The values are added up"),
    (RollUpMethod.WEIGHTED.value, "Weighted: each part counts its share of 100"),
    (RollUpMethod.PERCENT_OF_APPLICABLE.value, "The share that is met, of what applies"),
    (RollUpMethod.COUNTS.value, "How often each grade was given"),
)
ROLES: Options = tuple(
    (party.value, party.label[:1].upper() + party.label[1:]) for party in Party if party is not Party.JOINT
)
COLUMNS: Options = (
    ("what", "What will be done"),
    ("outcome", "What it should lead to"),
    ("measure", "How it is known to be done"),
    ("who", "Who"),
    ("due", "By when"),
    ("immediate", "Whether it is immediate"),
    ("reviewed_on", "Reviewed on"),
    ("completed", "Completed"),
    ("initials", "Initials"),
    ("checked_by", "Checked by"),
    ("checked_on", "Checked on"),
)
FORMULAS: Options = (
    ("age", "Age in years, from a date of birth"),
    ("days_between", "Days between two dates"),
    ("working_days_between", "Working days between two dates"),
    ("days_late", "How many days late something was"),
    ("sum", "The sum of numbers"),
    ("percent", "A part of a whole, in percent"),
    ("counts", "How often each grade was given"),
    ("differences", "Where two people graded differently"),
)
_TWO_DATES = (("From", ""), ("To", ""))
INPUTS: dict[str, Options] = {
    "age": (("Date of birth", ""), ("Age on which day", "The day of the meeting")),
    "days_between": _TWO_DATES,
    "working_days_between": _TWO_DATES,
    "days_late": (("When it was due", ""), ("When it was done", "Up to the day of the meeting")),
    "percent": (("The part", ""), ("The whole", "")),
}
"""What each formula works from, in order; how it is called that the last one is left out, where it may be."""
FILLED_BY: Options = (("auditor", "At the audit"), ("supervision", "Later, in supervision"))


def scale_options(tree: Keys) -> Options:
    """Return the scales of a tool."""
    scales = records_at(tree, ("scales",))
    return tuple((text_at(one, ("id",)), text_at(one, ("title",)) or text_at(one, ("id",))) for one in scales)
