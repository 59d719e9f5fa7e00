"""How the editor asks for each key of a tool: its label, a hint, and what can be chosen, in the field's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from qa_desktop.domain.tool import Words
from qa_desktop.domain.tool_edit.tree import Plain
from qa_desktop.ui.presenters.tool_editor_options import (
    PARTIES,
    Among,
    Options,
    answers_beside,
    audit_questions,
    audit_types,
    choices,
    choices_and_texts,
    dates,
    grades,
    names,
    numbers,
    ordered_beside,
    own_grades,
    progress_answers,
    questions,
    questions_beside,
    stages,
    texts,
    with_answers,
)
from qa_desktop.ui.presenters.tool_editor_words import ABOUT, FILLED_BY


@dataclass(frozen=True, slots=True)
class Ask:
    """How one key is asked for. Of a condition the label is the beginning of a sentence: “The step is done”."""

    label: str
    hint: str = ""
    lines: int = 0
    """How many lines the field for words begins with; 0 for a single line that never wraps."""
    default: str = ""
    """What holds where the tool says nothing."""
    options: Options = ()
    among: Among | None = None
    """What can be chosen of the tool itself."""
    nothing: str = ""
    """How it is called that nothing is chosen; empty where something has to be."""
    entry: str = ""
    """What one entry of a list is called, as “wording”."""
    start: Plain = None
    """What a part that may be there begins as, or a new entry."""
    is_headed: bool = False
    """Whether the heading of the card says the same, so that the label is not shown again."""
    clears: tuple[str, ...] = ()
    """What beside it makes no sense any more once another is chosen."""


_UNITS: Options = (
    ("working_days", "Working days"), ("days", "Days"), ("weeks", "Weeks"), ("months", "Months"),
)  # fmt: skip
_MOVES: Options = (
    ("end_of_week", "The Friday of that week"),
    ("end_of_week_4", "The fourth Friday of the month"),
    ("end_of_month", "The end of the month"),
    ("end_of_quarter", "The end of the quarter"),
    ("start_of_next_quarter", "The start of the next quarter"),
    ("end_of_year", "The end of the year"),
)
_APPLIES: Options = (
    ("audit", "The audit as a whole"),
    ("immediate_actions", "Immediate actions"),
    ("other_actions", "All other actions"),
    ("signing", "Signing the record"),
)
_ROUNDING: Options = (
    ("half_up", "To the nearest whole number"),
    ("down", "Down to a whole number"),
    ("none", "Not rounded"),
)
_SECTION_GRADES: Options = (
    ("optional", "It may, where its own result says how"),
    ("items", "Only as it follows from its questions"),
    ("none", "No section does"),
)  # fmt: skip
_PREFILLS: Options = (
    ("subject", "The case reference"),
    ("auditor", "The auditor’s name"),
    ("practitioner", "The practitioner’s name"),
    ("today", "The day on which the audit is begun"),
)
_LINKED: Options = (
    ("subject", "Its case reference"),
    ("date", "The day of its last meeting"),
    ("auditor", "Its auditor"),
    ("practitioner", "Its practitioner"),
    ("team", "Its team"),
    ("service", "Its service"),
    ("overall_grade", "Its overall judgement"),
    ("overall_reason", "The reason of its overall judgement"),
    ("strengths", "What is going well"),
    ("development", "What is to develop"),
)
FILLED_IN = (
    "In heading and text these are filled in: {case_reference}, {month}, {year}, {date}, {time}, {auditor}, "
    "{practitioner}, {overall_grade} and {tool_title}. Month, year and date are those of the meeting."
)
_PROPOSED = "Our own proposal: it does not stand in the document"
_ONE_A_LINE = "One a line."

ASKS: Mapping[str, Mapping[str, Ask]] = {
    "stage": {
        "title": Ask("What the stage is called"),
        "done_by": Ask("Who does it", options=PARTIES),
        "opens_after": Ask("Opens after", among=stages, nothing="It is open from the beginning"),
        "after_reading_by": Ask(
            "Who has to have read the stage before",
            "It opens once each of them has said on the page that they have read it.",
            options=PARTIES,
        ),
    },
    "repeat": {
        "of": Ask(
            "For each",
            "One word, such as child, carer or case. With the same number twice below, so many are there from the "
            "beginning.",
        ),
        "least": Ask("At least how many"),
        "most": Ask("At most how many"),
        "order_by": Ask("Order in the note", among=ordered_beside, nothing="As they were added"),
        "start": Ask(
            "Rows that are there at the beginning",
            "They can be changed in the audit.",
            among=questions_beside,
            entry="row",
        ),
    },
    "roll_up": {
        "bands": Ask(
            "Named ranges of the result",
            "Both ends belong to a range. Where there are ranges people may decide otherwise: they say why, and the "
            "note keeps both.",
            entry="range",
        ),
        "rounding": Ask("Rounded before it is put into a range", default="half_up", options=_ROUNDING),
        "all_not_applicable": Ask("The result when nothing applies", "“Not applicable”, where you write nothing."),
    },
    "band": {
        "label": Ask("What the range is called"),
        "code": Ask("Which grade it is", among=grades),
        "least": Ask("From"),
        "most": Ask("To"),
    },
    "computed": {
        "formula": Ask("What is worked out"),
        "from": Ask("From what"),
    },
    "wording": {
        "label": Ask("The question in these words", lines=2),
        "when": Ask("These words are used"),
    },
    "limits": {
        "step": Ask("In steps of"),
        "lines": Ask("Lines to begin with", "1 makes it a single line."),
    },
    "question": {
        "wordings": Ask("Other wordings", "The first whose condition holds is used.", entry="wording", is_headed=True),
        "answered_by": Ask("Who answers", "The auditor, where nobody is chosen.", options=PARTIES, default="auditor"),
        "side_by_side": Ask("Each of them has an answer of their own, side by side"),
        "stage": Ask("Answered in the stage", among=stages, nothing="The stage of its section"),
        "descriptors": Ask("What it means for this question: {}", among=own_grades, lines=1),
        "not_applicable_unless": Ask(
            "This question applies",
            "Where it does not, it is closed, says on which answer it depends, and counts as answered.",
        ),
        "beside": Ask("It belongs to the question above, as a date beside a grade does"),
        "not_before": Ask("This date must not lie before", among=dates, nothing="It may be any date"),
        "taken_from": Ask("The answer comes from another audit", start={"field": "date"}),
        "prefill": Ask("What fills it in at the start", options=_PREFILLS, nothing="Nothing"),
        "proposed": Ask(_PROPOSED),
    },
    "taken_from": {
        "link": Ask("From the audit that is chosen in", among=audit_questions),
        "field": Ask("What is taken over", options=_LINKED, nothing="A question of its tool", clears=("question",)),
        "question": Ask("The question of its tool", "Its reference, as the library shows it when you look for it."),
        "as_start": Ask("The answer only begins with it, and may be changed"),
    },
    "section": {
        "stage": Ask("Stage", among=stages, nothing="No stage of its own"),
        "repeat": Ask("It is answered once for each of several, such as each child", start={"of": "child"}),
        "proposed": Ask("The heading is our own proposal: it does not stand in the document"),
    },
    "scale": {"proposed": Ask("The scale is our own proposal: it does not stand in the document")},
    "scale_point": {
        "colour": Ask("Your authority’s own colour", "As #1B5C68. It is made readable in every theme."),
        "number": Ask("Number printed beside the word"),
        "proposed": Ask(_PROPOSED),
    },
    "overall": {
        "section_grades": Ask("Whether each section carries a grade", default="optional", options=_SECTION_GRADES),
        "proposed": Ask(_PROPOSED),
    },
    "action_plan": {
        "auditor_half": Ask("Words over what is filled in at the audit"),
        "supervision_half": Ask("Words over what is filled in later, in supervision"),
        "event_with_review_date": Ask("“By when” may be an event, with a day on which it is looked at again"),
        "smart_prompts": Ask("The five SMART prompts", entry="prompt"),
        "proposed": Ask(_PROPOSED),
    },
    "action_column": {
        "by": Ask("When it is filled in", default="auditor", options=FILLED_BY),
        "id": Ask("Printed reference", "Where the form gives the column one."),
        "proposed": Ask(_PROPOSED),
    },
    "smart_prompt": {
        "letter": Ask("Letter"),
        "name": Ask("What it stands for"),
        "question": Ask("What is asked", lines=1),
    },
    "signature": {"proposed": Ask("The form prints no place for this signature: it is our own proposal")},
    "filing_step": {
        "title": Ask("What is to be done"),
        "heading": Ask("Heading to paste"),
        "text": Ask("Text to paste", FILLED_IN, lines=4),
        "length_limit": Ask("Most letters that the case system takes"),
        "shown_when": Ask("This step is to be done"),
        "tell": Ask("Whom this step tells", "It is done once each of them was told. One a line."),
        "comment_by": Ask("Who of them is asked for a comment", _ONE_A_LINE),
    },
    "escalation": {
        "grade": Ask("When the overall judgement is", among=grades),
        "tell": Ask("Who is told", _ONE_A_LINE),
        "tell_where_relevant": Ask("Who is told only where the case has one", "Such as the chair. One a line."),
        "note": Ask("What is said with it", lines=2),
        "comment_by": Ask("Who of them is asked for a comment", _ONE_A_LINE),
    },
    "deadline": {
        "label": Ask("What is due"),
        "owner": Ask("Who sees to it"),
        "amount": Ask("How many"),
        "unit": Ask("Days, weeks or months", options=_UNITS),
        "from": Ask(
            "Counted from",
            "0 above is that very day; with a minus the date lies before it.",
            among=dates,
            nothing="The last meeting",
        ),
        "moved_to": Ask("The date is then moved to", options=_MOVES, nothing="It stays as it is counted"),
        "every": Ask("It comes round again", start={"amount": 3, "unit": "months"}),
        "applies_to": Ask("What it is about", options=_APPLIES, default="audit"),
        "grades": Ask("At which grades", "At every grade, where none is chosen.", among=grades),
        "shown_when": Ask("This date is set"),
        "source": Ask("Where this stands in the document"),
    },
    "every": {
        "amount": Ask("Every how many"),
        "unit": Ask("Days, weeks or months", options=_UNITS),
    },
    "follow_up": {
        "question": Ask("The question", among=questions, clears=("answers",)),
        "answers": Ask("Answers that raise the task", among=answers_beside),
        "task": Ask("The task", lines=2),
        "owner": Ask("Who does it"),
    },
    "closes": {
        "audit": Ask("The audit that is chosen in", among=audit_questions),
        "when": Ask("The service is better"),
        "deadlines": Ask("Dates of that audit that this record shows as met", entry="date"),
    },
    "register": {
        "title": Ask("What the list is called", "Such as PAIR notices."),
        "when": Ask("A record stands in it"),
        "date": Ask("The date by which an entry counts", among=dates, nothing="The last meeting"),
        "count_by": Ask("Answers that are counted apart", among=with_answers),
        "add_up": Ask("Numbers that are added up", among=numbers),
        "of_whom": Ask("Whose entry it is", among=names, nothing="The practitioner"),
        "words": Ask("Words that the list shows", "They are searched too.", among=texts),
        "asks": Ask("Who is asked for it where a list is imported", among=names, nothing="Whoever imports begins it"),
    },
    "improvement": {
        "board": Ask("The board or meeting that the plan belongs to", "Such as the Quality Improvement Board."),
        "what": Ask("What is to be done", among=texts, nothing="The actions of the action plan"),
        "owner": Ask("Who has it", among=names, nothing="The action plan says it"),
        "due": Ask("By when", among=dates, nothing="The action plan says it"),
        "source": Ask("Where it comes from", among=choices_and_texts, nothing="It is not asked"),
        "progress": Ask(
            "How far it is", among=choices, nothing="It is not asked", clears=("started", "done", "not_needed")
        ),
        "started": Ask("Answers that say it was begun", among=progress_answers),
        "done": Ask("Answers that say it is done", among=progress_answers),
        "not_needed": Ask("Answers that say it is not needed any more", among=progress_answers),
        "impact": Ask("What became of it", among=choices_and_texts, nothing="It is not asked"),
    },
    "look_back": {
        "months": Ask("How many months"),
        "text": Ask("In words", "As people read it: the last six months."),
        "by_audit_type": Ask("Months for {}", among=audit_types),
    },
    "subject_when": {
        "subject": Ask("The audit is then about", options=ABOUT),
        "when": Ask("It is about that"),
    },
    "guidance_reference": {
        "group": Ask("Heading over the point"),
        "applies_to": Ask("Whom it is about, where it is not every child"),
        "parts": Ask("Parts of the point", entry="part"),
    },
    "tool": {
        "private": Ask("Every audit with this tool stays on the laptop of whoever makes it"),
        "subject_when": Ask(
            "What an audit is about, by an answer",
            "The first whose condition holds counts.",
            entry="case",
            start={"subject": "practitioner"},
            is_headed=True,
        ),
        "closes": Ask(
            "A record with this tool can close the audit to which it points",
            "Once it is signed, the service is better, and every action of that audit is done.",
        ),
        "improvement": Ask(
            "A record with this tool is a plan of the service",
            "Its lines are improvement actions in a list of their own; the next plan takes over what is open.",
            start={"board": "The board"},
        ),
        "look_back": Ask(
            "Audits with this tool look back over a usual period",
            start={"months": 12, "text": "The last twelve months"},
        ),
    },
    "words": {
        one.name: Ask(ours[:1].upper() + ours[1:], default=ours)
        for one in fields(Words)
        if (ours := str(getattr(Words(), one.name)))
    },
}
"""By the record of the format, then by its key. What the pages ask for by hand is not among them."""


def ask_for(record: str, key: str, about: str = "") -> Ask:
    """Return how a key is asked for; one that is newer than these words is asked for by its name."""
    return ASKS.get(record, {}).get(key) or Ask(key.replace("_", " ").capitalize(), about)
