"""Every fixed word of the case note in one table; all else on its pages is a value of the note."""

from __future__ import annotations

from enum import Enum


class Words(Enum):
    """Labels and sentences of ours, as printed."""

    STRENGTHS = "Strengths"
    DEVELOPMENT = "Areas for development"
    OWN_WORDS = "In the practitioner’s own words"
    AT_A_GLANCE = "Grades at a glance"
    NOT_ANSWERED = "Not answered"
    POINTS = "Seen together"
    EVIDENCE = "Evidence"
    ANSWERED_BY = "Answered by"
    ITEM = "Item"
    DISAGREEMENTS = "Where views differ"
    AUDITOR_VIEW = "Auditor’s view"
    PRACTITIONER_VIEW = "Practitioner’s view"
    ADVICE = "Advice"
    NO_ACTIONS = "No action needed"
    AFTERWARDS = "What happens next"
    TO_BE_TOLD = "To be told"
    FILING = "Filing"
    FILING_HEADING = "Heading"
    FILING_TEXT = "Text"
    SIGNATURES = "Signatures"
    SIGNED = "Signed"
    DECLINED = "Declined to sign"
    ABSENT = "Not present"
    LATER = "To sign later"
    OPEN = "Not signed yet"
    SEAL = "Digital seal"
    SIGNATURE_OF = "Signature of"
    INK_UNREADABLE = "The picture of this signature cannot be shown."
    ABOUT = "About this document"
    PROTECTION = (
        "The signatures are simple electronic signatures. A digital seal protects this document: "
        "QA Desktop finds any change that is made after sealing."
    )
    PAGE = "Page"
    OF = "of"
    TICK = "✓"
    BULLET = "•"
    DOT = "·"
