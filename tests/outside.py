"""Three tools from outside the frameworks as files, with answers: what a QA officer brings who has never seen our code.

A six-point scale with "not applicable" and a comment on each section; a self-assessment counted in weighted percent
that people set aside with reasons; and an observation in stages with limits of words, by two people in turn.
"""

from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
SIX, PERCENT, STAGED = "leaving-care-record", "setting-safeguarding-check", "observed-visit"
OUTSIDE = (SIX, PERCENT, STAGED)


def tool_file(name: str) -> Path:
    """Return the file of a tool."""
    return FIXTURES / "tools" / f"{name}.yaml"


def answers_file(name: str) -> Path:
    """Return complete answers to it."""
    return FIXTURES / "answers" / f"{name}.yaml"
