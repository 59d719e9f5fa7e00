"""Who answers for whom: managers for their team and those below it, heads of service for their service."""

from __future__ import annotations

from qa_desktop.domain.directory import Colleague, Directory
from qa_desktop.domain.record import Person, Role

WIDE = frozenset({Role.QA_OFFICER, Role.ADMIN, Role.MODERATOR})
"""Who sees everybody."""


def is_overseen(owner: Person, one: Colleague, directory: Directory) -> bool:
    """Tell whether somebody is the owner, or one for whom the owner answers."""
    if one.id == owner.id or owner.role in WIDE:
        return True
    me = directory.person(owner.id)
    if me is None:
        return False
    if owner.role is Role.MANAGER:
        return me.team in {team.id for team in directory.above(one.team)}
    if owner.role is Role.HEAD_OF_SERVICE:
        mine, theirs = directory.team(me.team), directory.team(one.team)
        return mine is not None and theirs is not None and mine.service == theirs.service
    return False
