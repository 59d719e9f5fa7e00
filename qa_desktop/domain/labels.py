"""The program's own words on an audit's pages and in its note, so that a tool's translation carries them too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa_desktop.domain.tool import Tool

GROUP = "labels/"
LABELS: Mapping[str, str] = {
    # in the note
    "strengths": "Strengths",
    "development": "Areas for development",
    "own_words": "In the practitioner’s own words",
    "at_a_glance": "At a glance",
    "not_answered": "Not answered",
    "points": "Seen together",
    "evidence": "Evidence",
    "answered_by": "Answered by",
    "item": "Item",
    "disagreements": "Where views differ",
    "auditor_view": "Auditor’s view",
    "practitioner_view": "Practitioner’s view",
    "advice": "Advice",
    "no_actions": "No action needed",
    "no_actions_recorded": "No actions recorded",
    "safety_concern": "Immediate safety concern",
    "concern_raised": "Raised",
    "afterwards": "What happens next",
    "to_be_told": "To be told",
    "filing": "Filing",
    "filing_heading": "Heading",
    "filing_text": "Text",
    "signatures": "Signatures",
    "signed": "Signed",
    "declined": "Declined to sign",
    "absent": "Not present",
    "later": "To sign later",
    "open": "Not signed yet",
    "seal": "Digital seal",
    "signature_of": "Signature of",
    "ink_unreadable": "The picture of this signature cannot be shown.",
    "about": "About this document",
    "protection": "Simple electronic signatures under a digital seal: QA Desktop finds any change made after sealing.",
    "page": "Page",
    "of": "of",
    "service": "Service",
    "team": "Team",
    "manager": "Manager",
    "case_status": "Case status",
    "meeting": "Date of meeting",
    "period": "Period audited",
    "period_moved": "Period moved because",
    "why_selected": "Why selected",
    "present": "Present",
    "not_present": "Not present",
    "interpreter": "Interpreter",
    "result": "Result",
    "why_decided": "Why this was decided",
    "not_graded": "Not graded separately",
    "nothing_entered": "Nothing was entered here",
    "other_answer": "Not applicable by another answer",
    "not_applicable": "Not applicable",
    "not_evidenced": "Not evidenced",
    "follow_up": "to be followed up",
    "seen_in_all": "What good looks like in all of it",
    # beside the questions in the window
    "does_not_apply": "Does not apply",
    "why_not": "Why it does not apply, or is not evidenced",
    "clear": "Clear this answer",
    "add_evidence": "Add evidence",
    "optional": "optional",
}
"""Each word by its name, in English."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words in the language of one audit; English where the tool has no translation."""

    translated: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """Return the word with this name."""
        return self.translated.get(name) or LABELS[name]


def labels_in(tool: Tool, language: str) -> Labels:
    """Return the words that a tool's translation into this language gives."""
    texts = next((found for code, found in tool.translations if code == language), ())
    return Labels({path.removeprefix(GROUP): text for path, text in texts if path.startswith(GROUP)})
