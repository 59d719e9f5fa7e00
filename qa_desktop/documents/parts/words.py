"""Every fixed word of the case note in one table; all else on its pages is a value of the note."""

from __future__ import annotations

from enum import Enum

from qa_desktop.domain.labels import LABELS


class Words(Enum):
    """Labels and sentences of ours, as printed in English; `Composer.say` gives them in the language of the note."""

    STRENGTHS = LABELS["strengths"]
    DEVELOPMENT = LABELS["development"]
    OWN_WORDS = LABELS["own_words"]
    AT_A_GLANCE = LABELS["at_a_glance"]
    NOT_ANSWERED = LABELS["not_answered"]
    POINTS = LABELS["points"]
    EVIDENCE = LABELS["evidence"]
    ANSWERED_BY = LABELS["answered_by"]
    ITEM = LABELS["item"]
    DISAGREEMENTS = LABELS["disagreements"]
    AUDITOR_VIEW = LABELS["auditor_view"]
    PRACTITIONER_VIEW = LABELS["practitioner_view"]
    ADVICE = LABELS["advice"]
    NO_ACTIONS = LABELS["no_actions"]
    NO_ACTIONS_RECORDED = LABELS["no_actions_recorded"]
    SAFETY_CONCERN = LABELS["safety_concern"]
    CONCERN_RAISED = LABELS["concern_raised"]
    AFTERWARDS = LABELS["afterwards"]
    TO_BE_TOLD = LABELS["to_be_told"]
    FILING = LABELS["filing"]
    FILING_HEADING = LABELS["filing_heading"]
    FILING_TEXT = LABELS["filing_text"]
    SIGNATURES = LABELS["signatures"]
    SIGNED = LABELS["signed"]
    DECLINED = LABELS["declined"]
    ABSENT = LABELS["absent"]
    LATER = LABELS["later"]
    OPEN = LABELS["open"]
    SEAL = LABELS["seal"]
    SIGNATURE_OF = LABELS["signature_of"]
    INK_UNREADABLE = LABELS["ink_unreadable"]
    ABOUT = LABELS["about"]
    PROTECTION = LABELS["protection"]
    PAGE = LABELS["page"]
    OF = LABELS["of"]
    TICK = "✓"
    BULLET = "•"
    DOT = "·"
