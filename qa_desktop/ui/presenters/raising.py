"""What is said where an improvement action is raised: the findings of an audit, and the plans it can go into."""

from __future__ import annotations

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.tool import plain_id
from qa_desktop.services.raise_improvement import AS_A_WHOLE, PlanOffer

LONGEST = 90


def finding_choices(audit: Audit) -> tuple[tuple[str, str], ...]:
    """Return what was found, by question: the audit as a whole first, then every question that was answered."""
    found = {AS_A_WHOLE: f"The {audit.tool.words.audit} as a whole"}
    for section in audit.shown_sections():
        for item in audit.shown_items(section):
            if audit.is_answered(item) and audit.applies(item):
                words = " ".join(f"{item.number} {audit.label_of(item)}".split())
                found.setdefault(plain_id(item.id), words if len(words) <= LONGEST else f"{words[:LONGEST]}…")
    return tuple(found.items())


def offer_words(offer: PlanOffer) -> str:
    """Return a plan as it is offered."""
    if offer.plan is not None:
        return f"{offer.title}: {offer.subject}"
    if offer.after is not None:
        return f"{offer.title}: the next after {offer.subject}"
    return f"{offer.title}: a first one"
