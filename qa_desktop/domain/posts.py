"""What people are in the authority, in the words of its quotas, where a QA officer said so in the programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind
from qa_desktop.domain.organisation import PROGRAMME
from qa_desktop.domain.projection import head

_POST = "post/"


def post_change(person: PersonId, post: str) -> Change:
    """Return the change that says what somebody is; empty takes back what was said."""
    return Change(PROGRAMME, f"{_POST}{person}", post, facts={"person": person})


def posts_given(programme: Iterable[Operation]) -> dict[PersonId, str]:
    """Return the post of everybody of whom somebody said it."""
    groups: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in programme:
        if one.kind == OperationKind.SET.value and one.path.startswith(_POST):
            groups[one.path].append(one)
    found: dict[PersonId, str] = {}
    for path, group in groups.items():
        latest = head(group)
        if latest is not None and isinstance(latest.value, str) and latest.value:
            found[PersonId(path.removeprefix(_POST))] = latest.value
    return found
