"""Says which keys an audit-tool file may hold; the checker, the JSON Schema and the manual all follow it."""

from __future__ import annotations

from dataclasses import replace

from qa_desktop.domain.computed import FORMULAS
from qa_desktop.domain.scale import GradeShape, Tone
from qa_desktop.domain.taken_from import LINKED_FIELDS
from qa_desktop.domain.tool import AnswerType, Need, Party, PrintStatus, SectionLayout, SubjectKind
from qa_desktop.toolkit.guidance_shape import GUIDANCE_REFERENCE
from qa_desktop.toolkit.outcome_shape import (
    ACTION_PLAN,
    CLOSES,
    CODES,
    DEADLINE,
    ESCALATION,
    FILING_STEP,
    FOLLOW_UP,
    ID,
    IMPROVEMENT,
    LABEL,
    LOOK_BACK,
    OVERALL,
    PROPOSED,
    REGISTER,
    ROLL_UP,
    SIGNATURE,
)
from qa_desktop.toolkit.shape import (
    Answers,
    ByKey,
    Flag,
    Key,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    When,
    one_of,
)

PREFILLS = ("subject", "auditor", "practitioner", "today")
WORDS = (
    "audit",
    "section",
    "section_plural",
    "case_reference",
    "practitioner",
    "auditor",
    "grade",
    "overall",
    "action_plan",
    "case_system",
    "manager",
    "qa_team",
    "development",
    "yes",
    "no",
)
GUIDANCE = Key("guidance", ListOf(GUIDANCE_REFERENCE), about="What good looks like, from a library or written here.")
WHERE_TO_LOOK = Key("where_to_look", ListOf(Text()), about="Where the evidence is found.")

CONDITION = Record(
    "condition",
    (
        Key("question", Text(identity=True), about="The question or header field whose answer decides."),
        Key("is", Answers()),
        Key("is_one_of", Answers(several=True)),
        Key("answered", Flag()),
        Key("less_than", Answers()),
        Key("at_most", Answers()),
        Key("more_than", Answers()),
        Key("at_least", Answers()),
        Key("all", ListOf(When(), least=1)),
        Key("any", ListOf(When(), least=1)),
        Key("not", When()),
    ),
)
SCALE_POINT = Record(
    "scale_point",
    (
        Key("code", Text(identity=True), required=True, about="What is kept; never changed once it is used."),
        LABEL,
        Key("rank", Number(whole=True, least=1), about="1 for the best level; left out where the point is no level."),
        Key("descriptor", Text()),
        Key("short_descriptor", Text(longest=45), about="At most 45 characters, for the grade button."),
        Key("shape", one_of(GradeShape)),
        Key("tone", one_of(Tone)),
        Key("number", Text(longest=10), about="The number printed beside the word."),
        Key("value", Number(), about="What the point counts in a sum or a weighted result."),
        Key(
            "colour", Text(colour=True), about="The authority's own colour, as `#1B5C68`; made readable in every theme."
        ),
        PROPOSED,
    ),
)
SCALE = Record(
    "scale",
    (
        ID,
        Key("title", Text(), required=True),
        Key("points", ListOf(SCALE_POINT, least=1), required=True, about="In the order in which the form prints them."),
        PROPOSED,
    ),
)
CHOICE = Record("choice", (Key("code", Text(identity=True), required=True), LABEL))
COMMENT = Record(
    "comment",
    (
        LABEL,
        Key("need", one_of(Need)),
        Key("compulsory_for", CODES, about="Answers that make the comment compulsory."),
        Key("word_limit", Number(whole=True, least=1)),
    ),
)
LIMITS = Record(
    "limits",
    (
        Key("least", Number()),
        Key("most", Number()),
        Key("step", Number()),
        Key("words", Number(whole=True, least=1), about="The most words of a text."),
        Key("lines", Number(whole=True, least=1), about="How many lines a text begins with; 1 makes it a single line."),
    ),
)
COMPUTED = Record(
    "computed",
    (
        Key("formula", OneOf(FORMULAS), required=True),
        Key("from", ListOf(Text(identity=True), least=1), required=True, about="The questions it is worked out from."),
    ),
)
TAKEN_FROM = Record(
    "taken_from",
    (
        Key("link", Text(identity=True), required=True, about="The question of type `audit` in which it is chosen."),
        Key("field", OneOf(LINKED_FIELDS), about="What every audit has."),
        Key("question", Text(identity=True), about="Or a question of the other audit's tool."),
        Key("as_start", Flag(), about="Whether the answer only begins with it and may be changed."),
    ),
)
WORDING = Record("wording", (Key("when", When(), required=True), LABEL))
QUESTION = Record(
    "question",
    (
        ID,
        Key("number", Text(longest=20), about="The printed number."),
        LABEL,
        Key("type", one_of(AnswerType), about="Needed here or in `every_question` of the section."),
        Key("help", Text()),
        Key("need", one_of(Need)),
        Key("scale", Text(identity=True)),
        Key("choices", ListOf(CHOICE, least=1)),
        Key("comment", COMMENT),
        Key("evidence", Flag(), about="Whether pieces of evidence are collected under the question."),
        Key("not_applicable", Flag(), about='Whether "not applicable" may be answered.'),
        Key("not_applicable_unless", When(), about="Not applicable by itself unless this holds."),
        GUIDANCE,
        Key("descriptors", ByKey(Text()), about="Descriptors of this question alone, by scale code."),
        WHERE_TO_LOOK,
        Key("interview_prompts", ListOf(Text())),
        Key("shown_when", When()),
        Key("wordings", ListOf(WORDING), about="Other wordings, each for when its condition holds."),
        Key("answered_by", ListOf(one_of(Party), least=1)),
        Key("side_by_side", Flag(), about="Whether each of them has an answer of their own."),
        Key("stage", Text(identity=True)),
        Key("limits", LIMITS),
        Key("computed", COMPUTED),
        Key("yes_is_concern", Flag(), about='Whether "Yes" calls for something to be done.'),
        Key("weight", Number(least=0)),
        Key("prefill", OneOf(PREFILLS), about="What fills a header field at the start."),
        Key("group", Text(), about="The heading inside the section."),
        PROPOSED,
        Key("beside", Flag(), about="Whether it belongs to the question above it, as a date beside a grade does."),
        Key("audits_of", ListOf(Text(identity=True), least=1), about="The tools whose audits can be chosen."),
        Key("not_before", Text(identity=True), about="Of a date: the question whose date it must not lie before."),
        Key("taken_from", TAKEN_FROM, about="What the answer takes over from the audit to which the record points."),
    ),
)
EVERY_QUESTION = Record(
    "every_question", tuple(replace(key, required=False) for key in QUESTION.keys if key.name not in {"id", "number"})
)
REPEAT = Record(
    "repeat",
    (
        Key("of", Text(), required=True, about="For each of what, as `child` or `carer`."),
        Key("least", Number(whole=True, least=0)),
        Key("most", Number(whole=True, least=1)),
        Key("order_by", Text(identity=True), about="The question by whose answers the note puts them in order."),
        Key("start", ListOf(ByKey(Text())), about="What stands there at the beginning, each by question."),
    ),
)
SECTION = Record(
    "section",
    (
        ID,
        Key("title", Text(), required=True),
        Key("number", Text(longest=20)),
        Key("statement", Text()),
        Key("layout", one_of(SectionLayout)),
        GUIDANCE,
        WHERE_TO_LOOK,
        Key("stage", Text(identity=True)),
        Key("repeat", REPEAT),
        Key("shown_when", When()),
        Key("roll_up", ROLL_UP),
        Key("weight", Number(least=0)),
        PROPOSED,
        Key("every_question", EVERY_QUESTION, about="What each question of the section has unless it says otherwise."),
        Key("questions", ListOf(QUESTION, least=1), required=True),
    ),
)
STAGE = Record(
    "stage",
    (
        ID,
        Key("title", Text(), required=True),
        Key("opens_after", Text(identity=True)),
        Key("done_by", ListOf(one_of(Party))),
        Key("after_reading_by", ListOf(one_of(Party)), about="Who must have read the stage before."),
    ),
)
AUTHORITY = Record("authority", (Key("code", Text(identity=True), required=True), Key("name", Text(), required=True)))
SOURCE = Record(
    "source",
    (
        Key("document", Text(), required=True),
        Key("section", Text(), required=True),
        Key("status", one_of(PrintStatus), required=True),
        Key("note", Text()),
        Key("gaps", ListOf(Text()), about="What the document leaves open, each a sentence."),
    ),
)
SUBJECT_WHEN = Record(
    "subject_when",
    (Key("when", When(), required=True), Key("subject", one_of(SubjectKind), required=True)),
)
TOOL = Record(
    "tool",
    (
        Key("tool", Text(identity=True), required=True, about="The tool's id."),
        Key("version", Text(longest=30, identity=True), required=True),
        Key("title", Text(), required=True),
        Key("authority", AUTHORITY, required=True),
        Key("status", OneOf(("active", "draft", "retired"))),
        Key("purpose", Text(), required=True),
        Key("subject", one_of(SubjectKind), required=True, about="What an audit with this tool is about."),
        Key(
            "subject_when",
            ListOf(SUBJECT_WHEN),
            about="Another subject where an answer says so, as where the kind of record decides.",
        ),
        Key("source", SOURCE, required=True),
        Key("words", Record("words", tuple(Key(word, Text()) for word in WORDS))),
        Key("scales", ListOf(SCALE)),
        Key("stages", ListOf(STAGE, most=50)),
        Key("header", ListOf(QUESTION)),
        GUIDANCE,
        Key("sections", ListOf(SECTION, least=1), required=True),
        Key("overall", OVERALL),
        Key("action_plan", ACTION_PLAN),
        Key("signatures", ListOf(SIGNATURE)),
        Key("filing", ListOf(FILING_STEP, least=1)),
        Key("escalation", ListOf(ESCALATION)),
        Key("deadlines", ListOf(DEADLINE)),
        Key("follow_ups", ListOf(FOLLOW_UP)),
        Key("closes", CLOSES, about="Which audit a record with this tool can close."),
        Key("registers", ListOf(REGISTER), about="In which registers the records with this tool stand."),
        Key("improvement", IMPROVEMENT, about="That the record is a plan of the service, with improvement actions."),
        Key("look_back", LOOK_BACK),
        Key("benchmark", Text()),
        Key("private", Flag(), about="Whether each audit is its owner's alone and never leaves the laptop."),
        Key("review_by", Text(longest=10), about="The day by which the authority looks through the tool again."),
        Key("translations", ByKey(ByKey(Text()))),
    ),
)
