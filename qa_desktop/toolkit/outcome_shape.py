"""Says which keys the parts of a tool that follow the questions may hold: judgement, plan, signing, filing."""

from __future__ import annotations

from qa_desktop.domain.consequences import MOVES
from qa_desktop.domain.tool import Party
from qa_desktop.domain.tool_outcome import RollUpMethod
from qa_desktop.toolkit.shape import ByKey, Flag, Key, ListOf, Number, OneOf, Record, Text, When, one_of

ID = Key("id", Text(identity=True), required=True, about="Stays the same in every version and language.")
LABEL = Key("label", Text(), required=True)
CODES = ListOf(Text(identity=True))

PROPOSED = Key("proposed", Flag(), about="Whether this is our proposal and does not stand in the authority's print.")

ACTION_FIELDS = (
    "what",
    "outcome",
    "measure",
    "who",
    "due",
    "immediate",
    "reviewed_on",
    "completed",
    "initials",
    "checked_by",
    "checked_on",
)
DATE_UNITS = ("working_days", "days", "weeks", "months")
ROUNDINGS = ("half_up", "down", "none")

BAND = Record(
    "band",
    (
        Key("code", Text(identity=True), required=True),
        LABEL,
        Key("least", Number(), required=True),
        Key("most", Number(), required=True),
    ),
)
ROLL_UP = Record(
    "roll_up",
    (
        Key("method", one_of(RollUpMethod), required=True, about="`judgement` leaves it to a person."),
        Key("bands", ListOf(BAND), about="Named ranges of a computed result; both ends belong to the band."),
        Key("rounding", OneOf(ROUNDINGS), about="How a computed result is rounded before it is put into a band."),
        Key("all_not_applicable", Text(), about="The result when nothing applies."),
    ),
)
OVERALL = Record(
    "overall",
    (
        ID,
        LABEL,
        Key("scale", Text(identity=True), required=True),
        Key("question", Text(), required=True),
        Key("reason_label", Text(), required=True),
        Key("reason_compulsory", Flag()),
        Key("roll_up", ROLL_UP),
        Key("section_grades", OneOf(("items", "optional", "none"))),
        PROPOSED,
    ),
)
ACTION_COLUMN = Record(
    "action_column",
    (
        Key("field", OneOf(ACTION_FIELDS), required=True),
        LABEL,
        Key("by", OneOf(("auditor", "supervision")), about="Who fills the column, and so when."),
        Key("id", Text(identity=True), about="The printed column's own id, where it has one."),
        PROPOSED,
    ),
)
SMART_PROMPT = Record(
    "smart_prompt",
    (
        Key("letter", Text(longest=1), required=True),
        Key("name", Text(), required=True),
        Key("question", Text(), required=True),
    ),
)
ACTION_PLAN = Record(
    "action_plan",
    (
        Key("title", Text()),
        Key("columns", ListOf(ACTION_COLUMN, least=1), required=True),
        Key("auditor_half", Text()),
        Key("supervision_half", Text()),
        Key("smart_prompts", ListOf(SMART_PROMPT), about="Five prompts, or none."),
        Key("event_with_review_date", Flag(), about='Whether "by when" may be an event with a review date.'),
        PROPOSED,
    ),
)
SIGNATURE = Record(
    "signature",
    (
        Key("role", one_of(Party), required=True),
        LABEL,
        Key("statement", Text(), required=True, about="What the person signs, shown above the signature."),
        Key("seals", Flag(), about="Whether this person's own key seals the document; one person's does."),
        Key("optional", Flag()),
        PROPOSED,
        Key("shown_when", When(), about="When this person signs at all."),
    ),
)
FILING_STEP = Record(
    "filing_step",
    (
        ID,
        Key("title", Text(), required=True),
        Key("heading", Text(), about="The exact heading; may hold placeholders such as {month}."),
        Key("text", Text(), about="Text to paste; may hold placeholders."),
        Key("length_limit", Number(whole=True, least=1), about="The case system's limit in characters."),
        Key("shown_when", When(), about="When the step is to be done at all."),
        Key("tell", ListOf(Text(), least=1), about="Whom the step tells; it is done once each of them was told."),
        Key("comment_by", ListOf(Text(), least=1), about="Who of those told is asked for a comment."),
    ),
)
ESCALATION = Record(
    "escalation",
    (
        Key("grade", Text(identity=True), required=True),
        Key("tell", ListOf(Text(), least=1), required=True, about="Who is told at this grade."),
        Key("tell_where_relevant", ListOf(Text()), about="Who is told only where the case has one."),
        Key("note", Text()),
        Key("comment_by", ListOf(Text(), least=1), about="Who of those told is asked for a comment."),
    ),
)
EVERY = Record(
    "every",
    (Key("amount", Number(whole=True, least=1), required=True), Key("unit", OneOf(DATE_UNITS), required=True)),
)
DEADLINE = Record(
    "deadline",
    (
        ID,
        LABEL,
        Key(
            "from",
            Text(identity=True),
            about="The date field or question it is counted from; the last meeting if none.",
        ),
        Key("amount", Number(whole=True), required=True, about="Negative counts backwards, 0 stays on the day."),
        Key("unit", OneOf(DATE_UNITS), required=True),
        Key("moved_to", OneOf(tuple(MOVES)), about="Where the date is moved to once it is counted."),
        Key("every", EVERY, about="How often it comes round again."),
        Key("owner", Text(), required=True),
        Key("applies_to", OneOf(("audit", "immediate_actions", "other_actions", "signing"))),
        Key("shown_when", When(), about="When it applies at all."),
        Key("grades", CODES, about="Grades at which it applies; at every grade where left out."),
        Key("source", Text()),
    ),
)
FOLLOW_UP = Record(
    "follow_up",
    (
        ID,
        Key("question", Text(identity=True), required=True),
        Key("answers", ListOf(Text(identity=True), least=1), required=True),
        Key("task", Text(), required=True),
        Key("owner", Text()),
    ),
)
CLOSES = Record(
    "closes",
    (
        Key("audit", Text(identity=True), required=True, about="The question that names the audit."),
        Key("when", When(), required=True, about="When the record says that the service is better."),
        Key(
            "deadlines",
            ByKey(Text(identity=True)),
            about="By the id of a deadline of that audit, the question whose date shows that it is met.",
        ),
    ),
)
REGISTER = Record(
    "register",
    (
        Key("id", Text(identity=True), required=True, about="The same in every tool whose records stand in it."),
        Key("title", Text(), required=True, about="What the list is called."),
        Key("when", When(), about="Which records stand in it; every one where nothing is said."),
        Key("date", Text(identity=True), about="The date by which an entry counts; the last meeting if none."),
        Key("count_by", CODES, about="Questions by whose answers entries are counted apart."),
        Key("add_up", CODES, about="Questions whose numbers are added up."),
        Key("of_whom", Text(identity=True), about="Whose entry it is; the practitioner's if none."),
        Key("words", CODES, about="Questions whose words are shown in the list."),
        Key("asks", Text(identity=True), about="Who is asked for it where a list is imported; nobody else if none."),
    ),
)
IMPROVEMENT = Record(
    "improvement",
    (
        Key("board", Text(), required=True, about="The board or meeting that the plan belongs to."),
        Key(
            "what",
            Text(identity=True),
            about="What is to be done, a question of a section that repeats; the action plan says it if none.",
        ),
        Key("owner", Text(identity=True), about="Who has it."),
        Key("due", Text(identity=True), about="By when."),
        Key("source", Text(identity=True), about="Where a line comes from."),
        Key("progress", Text(identity=True), about="How far a line is, a question with choices."),
        Key("started", CODES, about="Answers of `progress` that say it was begun."),
        Key("done", CODES, about="Answers of `progress` that say it is done."),
        Key("not_needed", CODES, about="Answers of `progress` that say it is not needed any more."),
        Key("impact", Text(identity=True), about="What became of a line; of a question with choices, its comment."),
    ),
)
LOOK_BACK = Record(
    "look_back",
    (
        Key("months", Number(whole=True, least=1), required=True),
        Key("text", Text(), required=True),
        Key(
            "by_audit_type",
            ByKey(Number(whole=True, least=1)),
            about="Months for single types of audit, by the codes of the header field `audit_type`.",
        ),
    ),
)
