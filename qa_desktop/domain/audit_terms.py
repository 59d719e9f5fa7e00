"""Says in an authority's own words what every audit has: whose words, whose view, from whom evidence comes (P-14)."""

from __future__ import annotations

from qa_desktop.domain.entries import EvidenceSource
from qa_desktop.domain.tool import SubjectKind, Tool, Words
from qa_desktop.domain.wordcase import lower_first


def worker(tool: Tool) -> str:
    """Return what the person beside the auditor is called inside a sentence.

    A form about a service or a home often has a label such as "Prepared with" in this place, which names nobody.
    """
    names_nobody = tool.subject in (SubjectKind.SERVICE, SubjectKind.HOME, SubjectKind.AUTHORITY)
    return "practitioner" if names_nobody else lower_first(tool.words.practitioner)


def is_audit(tool: Tool) -> bool:
    """Tell whether what is made with the tool looks at something that was done; a programme does not."""
    return tool.subject is not SubjectKind.AUTHORITY


def about_title(tool: Tool) -> str:
    """Return what the opening page is called."""
    return "About this audit" if is_audit(tool) else "About this record"


def manager_label(tool: Tool) -> str:
    """Return what the manager is called; plainly so where the authority sets no word."""
    return "Manager" if tool.words.manager == Words().manager else tool.words.manager


def source_label(source: EvidenceSource, tool: Tool) -> str:
    """Return where evidence comes from, as "Told by key worker"."""
    if source is EvidenceSource.TOLD_BY_PRACTITIONER:
        return f"Told by {worker(tool)}"
    if source is EvidenceSource.TOLD_BY_MANAGER and tool.words.manager != Words().manager:
        return f"Told by {tool.words.manager}"
    return source.label


def own_words_label(tool: Tool) -> str:
    """Return the heading of what the person beside the auditor wants to say themselves."""
    return f"In the {worker(tool)}’s own words"


def view_label(who: str) -> str:
    """Return the heading of one side's view."""
    return f"{who}’s view"


def under_discussion(tool: Tool) -> str:
    """Return what the note says until advice has come (PRACTICE P-07)."""
    grade = lower_first(tool.words.grade)
    return f"Provisional {grade}: advice has been asked of the {tool.words.qa_team}"
