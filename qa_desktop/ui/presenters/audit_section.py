"""What a section's page shows: its questions in order, each with its answer and what keeps it closed."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import printed_value
from qa_desktop.domain.condition import subjects
from qa_desktop.domain.entries import Answer, Evidence
from qa_desktop.domain.repeats import Part
from qa_desktop.domain.respondents import respondent
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import AnswerType, GuidancePoint, Item, Need, Party, Section, SectionLayout, Tool, Words
from qa_desktop.domain.wordcase import in_sentence, lower_first
from qa_desktop.ui.presenters.audit_parts import RepeatView, repeat_view
from qa_desktop.ui.presenters.audit_results import ResultView, result_views
from qa_desktop.ui.presenters.audit_stages import ReadingView, closed_because, reading_view, stage_words, waits_at
from qa_desktop.ui.presenters.audit_words import list_words

SAID_ELSEWHERE = frozenset({"subject", "practitioner"})
PROPOSED = "Our proposal"
CARDS = frozenset({AnswerType.SCALE, AnswerType.YES_NO, AnswerType.CHOICE})
"""Answers chosen by cards, which can be cleared again."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as its page shows it."""

    item: Item
    label: str
    answer: Answer
    scale: Scale | None
    evidence: tuple[Evidence, ...]
    who: str
    """Who answers, where that is not the auditor alone; empty otherwise."""
    closed_because: str
    """Why it cannot be answered yet; empty where it can."""
    optional: bool
    comment_label: str
    comment_needed: bool
    """Whether the answer given makes the comment compulsory."""
    may_not_apply: bool
    in_header: bool = False
    closed_alone: bool = False
    """Whether the question is closed while its section is open."""
    does_not_apply: str = ""
    """Which answer has the effect that this does not apply, as a sentence; empty where it applies."""
    part: Part | None = None
    """Which child, carer or case the question is about, where the section repeats."""
    asks_for_grade: bool = False
    """Whether the wording asks for the grade of the page, whose number stands above it."""
    worked_out: str = ""
    """The value of a computed question, with its unit."""
    proposed: str = ""
    """That the question is our proposal, where its page does not say so of all of them."""
    is_taken_over: bool = False
    """Whether the answer came with another audit and stays as it is there."""
    concern: str = ""
    """That the answer given calls for something to be done, as a sentence; empty where it does not."""

    @property
    def key(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def wording(self) -> str:
        """Number and wording, as "2.1 Is a copy of the assessment available?"."""
        return self.label if self.asks_for_grade else f"{self.item.number} {self.label}".strip()

    @property
    def by(self) -> str:
        """Whose answer it is where answers stand side by side, as "Lead auditor"; empty elsewhere."""
        party = respondent(self.item.id)
        return party.label[:1].upper() + party.label[1:] if party else ""

    @property
    def title(self) -> str:
        """The words over the answer: the wording, or whose it is where the wording stands above several answers."""
        return self.by or self.wording

    @property
    def hints(self) -> tuple[str, ...]:
        """What stands in small print under the title."""
        return () if self.by else (*self.shared_hints, *([self.who] if self.who else []))

    @property
    def shared_hints(self) -> tuple[str, ...]:
        """What stands in small print under the wording, whoever answers."""
        return tuple(part for part in (self.item.help, limit_words(self.item), self.proposed) if part)

    @property
    def spoken_title(self) -> str:
        """The wording with whom it is about and who answers, for somebody who does not see where it stands."""
        whom = ", ".join(part for part in (self.part.label if self.part else "", self.by) if part)
        return f"{self.wording} ({whom})" if whom else self.wording

    @property
    def value_path(self) -> str:
        """Where the answer is kept."""
        return paths.header(self.item.id) if self.in_header else paths.answer(self.item.id)

    @property
    def comment_path(self) -> str:
        """Where the reason or comment is kept."""
        return paths.answer(self.item.id, "comment")

    @property
    def can_be_left_out(self) -> bool:
        """Whether "does not apply" or "not evidenced" can be said of it, or its choice be cleared."""
        return not self.in_header and (self.may_not_apply or self.item.evidence or self.item.type in CARDS)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section's page."""

    section: Section
    step: str
    kicker: str
    """ "Standard 3", above the title."""
    stage: str
    """The stage with whose work it is, where the tool has stages."""
    closed_because: str
    waits_at: tuple[str, str]
    """The step and path where the work is that this section waits for; empty texts where it is open."""
    questions: tuple[QuestionView, ...]
    points: tuple[GuidancePoint, ...]
    seen: frozenset[str]
    previous_title: str
    continue_words: str
    signed: bool
    repeat: RepeatView | None = None
    reading: ReadingView | None = None
    """Whose reading opens the page, where it waits for that."""
    results: tuple[ResultView, ...] = ()

    @property
    def layout(self) -> SectionLayout:
        """How the page is laid out."""
        return self.section.layout

    def question(self, item_id: str) -> QuestionView | None:
        """Return the question with this id, or None."""
        return next((question for question in self.questions if question.item.id == item_id), None)


def section_view(audit: Audit, section: Section) -> SectionView:
    """Return what the page of a section shows."""
    step = flow.SECTION_PREFIX + section.id
    words = audit.tool.words
    before = flow.previous_step(audit, step)
    points = section.points
    return SectionView(
        section,
        step,
        _kicker(words, section),
        stage_words(audit, section),
        closed_because(audit, section, None),
        waits_at(audit, section),
        tuple(
            question_view(audit, section, item, part if section.repeat else None)
            for part in audit.parts(section)
            for item in part.section.items
            if audit.holds(item.shown_when)
        ),
        points,
        frozenset(point.id for point in points if audit.is_seen(point.id)),
        flow.step_title(audit, before) if before else "Audit home",
        f"{words.section} complete, continue",
        audit.is_signed,
        repeat_view(audit, section),
        reading_view(audit, section),
        result_views(audit, section),
    )


def question_view(audit: Audit, section: Section, item: Item, part: Part | None = None) -> QuestionView:
    """Return one question as its page shows it; `part` says whom it is about in a section that repeats."""
    answer = audit.answer(item.id)
    asks_for_grade = bool(
        section.layout is SectionLayout.SINGLE and item.scale and audit.label_of(item) == section.title
    )
    rule = item.comment
    return QuestionView(
        item,
        f"What {lower_first(audit.tool.words.grade)} do you agree on?" if asks_for_grade else audit.label_of(item),
        answer,
        audit.tool.scale_of(item),
        audit.evidence_for(item.id),
        _who(item),
        closed_because(audit, section, item),
        item.need is Need.OPTIONAL and item.computation is None,
        rule.label if rule else "",
        _asks_for_comment(item, answer),
        item.not_applicable,
        closed_alone=item.stage not in (None, section.stage) and not audit.is_signed,
        does_not_apply=_does_not_apply(audit, item),
        part=part,
        asks_for_grade=asks_for_grade,
        worked_out=printed_value(audit, item, audit.worked_out(item)),
        proposed=PROPOSED if item.proposed and not _is_all_proposed(section) else "",
        is_taken_over=audit.is_taken_over(item.id),
        concern="This calls for something to be done." if audit.is_concern(item) else "",
    )


def _kicker(words: Words, section: Section) -> str:
    number = f"{words.section} {section.number}" if section.number else ""
    return " · ".join(part for part in (number, PROPOSED if _is_all_proposed(section) else "") if part)


def _is_all_proposed(section: Section) -> bool:
    """Tell whether the whole page is our proposal, so that it is said once and not at every question."""
    return section.proposed or all(item.proposed for item in section.items)


def limit_words(item: Item) -> str:
    """Return the bounds of a number as a sentence says them, such as "0 to 10, in steps of 5"."""
    limits = item.limits
    bounds = {
        (True, True): f"{limits.least or 0:g} to {limits.most or 0:g}",
        (True, False): f"At least {limits.least or 0:g}",
        (False, True): f"At most {limits.most or 0:g}",
    }.get((limits.least is not None, limits.most is not None), "")
    if (limits.least, limits.most) == (0, None):
        bounds = ""  # a count: nobody expects less
    step = f"in steps of {limits.step:g}" if limits.step else ""
    words = ", ".join(part for part in (bounds, step) if part)
    return words[:1].upper() + words[1:]


def _asks_for_comment(item: Item, answer: Answer) -> bool:
    """Tell whether the comment is needed: by what was answered, or whatever will be."""
    return flow.needs_comment(item, answer) or (item.comment is not None and item.comment.need is Need.MANDATORY)


def _does_not_apply(audit: Audit, item: Item) -> str:
    if item.not_applicable_unless is None or audit.applies(item):
        return ""
    deciding = (audit.tool.item(subject) for subject in subjects(item.not_applicable_unless))
    names = list_words([f"“{audit.label_of(one)}”" for one in deciding if one is not None])
    return f"This does not apply. It depends on {names}."


def header_views(audit: Audit) -> tuple[QuestionView, ...]:
    """Return the tool's own header fields, without those that repeat what every audit says.

    Fields that are not asked at the moment are among them: what was entered stays, and they come back.
    """
    return tuple(
        QuestionView(
            item,
            audit.label_of(item),
            Answer(item.id, audit.value(paths.header(item.id))),
            audit.tool.scale_of(item),
            (),
            "",
            "",
            item.need is not Need.MANDATORY,
            "",
            comment_needed=False,
            may_not_apply=False,
            in_header=True,
            is_taken_over=audit.is_taken_over(item.id),
            worked_out=printed_value(audit, item, audit.worked_out(item)),
        )
        for item in audit.tool.header
        if item.prefill not in SAID_ELSEWHERE
    )


def private_words(audit: Audit) -> str:
    """Return that nothing of the audit leaves the laptop; empty where it is shared like any other."""
    if audit.is_sample:
        return "This is a sample to try out. Nothing of it leaves this laptop."
    return "This is yours alone. Nothing of it leaves this laptop, by sync or by file." if audit.is_private else ""


def readers_words(tool: Tool) -> str:
    """Return who will see the audit, in the tool's own words."""
    auditor, worker = in_sentence(tool.words.auditor), in_sentence(tool.words.practitioner)
    if not tool.has_practitioner or worker == auditor:
        copies = f"The {auditor} can have a copy."
    else:
        copies = f"The {worker} and the {auditor} can each have a copy."
    readers = "You both, those" if tool.has_practitioner else "You, those"
    return (
        f"{readers} who sign, and those who are told because of the result. {copies} "
        f"Preparation notes and the jotter stay with the {auditor}."
    )


def header_copies(audit: Audit, of: str) -> tuple[str, ...]:
    """Return the paths of the header fields that repeat the `subject` or the `practitioner`."""
    return tuple(paths.header(item.id) for item in audit.tool.header if item.prefill == of)


def _who(item: Item) -> str:
    if item.answered_by == (Party.AUDITOR,):
        return ""
    if Party.JOINT in item.answered_by:
        return "Answered together"
    return f"Answered by the {list_words([party.label for party in item.answered_by])}"
