"""Every key of the window as data: the menus take them from here, and the list in the window shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does, and where."""

    id: str
    keys: tuple[str, ...]
    """Portable sequences ("Ctrl+Shift+Z"), the first one shown on buttons."""
    title: str
    group: str


ANYWHERE, AUDIT, GRADES = "Anywhere", "In an audit", "While the focus is on a grade or an answer"
QUOTATIONS = "While quotations are redacted"

KEYS = (
    Key("start", ("Ctrl+N",), "Start an audit", ANYWHERE),
    Key("import", ("Ctrl+O",), "Import a bundle from a colleague", ANYWHERE),
    Key("home", ("Alt+1",), "Home", ANYWHERE),
    Key("audits", ("Alt+2",), "Audits", ANYWHERE),
    Key("tools", ("Alt+3",), "Tools", ANYWHERE),
    Key("settings", ("Alt+4", "Ctrl+,"), "Settings", ANYWHERE),
    Key("sync", ("Alt+5",), "Sync: what is only here, and what was sent", ANYWHERE),
    Key("inbox", ("Alt+6",), "Inbox", ANYWHERE),
    Key("work", ("Alt+7",), "Due work", ANYWHERE),
    Key("actions", ("Alt+8",), "Actions of all audits", ANYWHERE),
    Key("improvements", ("Alt+M",), "Improvement actions of the service", ANYWHERE),
    Key("programme", ("Alt+0",), "Programme", ANYWHERE),
    Key("insight", ("Alt+I",), "Insight: what the audits say", ANYWHERE),
    Key("reports", ("Alt+P",), "Reports of what the audits say", ANYWHERE),
    Key("registers", ("Alt+R",), "Registers", ANYWHERE),
    Key("allocate", ("Alt+9",), "Draw and allocate", ANYWHERE),
    Key("sync_now", ("F9",), "Sync now", ANYWHERE),
    Key("find", ("Ctrl+F",), "Search the list on this page", ANYWHERE),
    Key("undo", ("Ctrl+Z",), "Undo", ANYWHERE),
    Key("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo", ANYWHERE),
    Key("save", ("Ctrl+S",), "Save now (everything is saved as you go)", ANYWHERE),
    Key("larger", ("Ctrl++", "Ctrl+="), "Larger text", ANYWHERE),
    Key("smaller", ("Ctrl+-",), "Smaller text", ANYWHERE),
    Key("normal", ("Ctrl+0",), "Normal text size", ANYWHERE),
    Key("next_pane", ("F6",), "Next part of the window", ANYWHERE),
    Key("pair_mode", ("F11",), "Pair mode: hide everything but this audit", ANYWHERE),
    Key("cover", ("F12", "Ctrl+L"), "Cover the screen, and uncover it", ANYWHERE),
    Key("keys", ("F1",), "This list of keys", ANYWHERE),
    Key("quit", ("Ctrl+Q",), "Close QA Desktop", ANYWHERE),
    Key("continue", ("Ctrl+Return",), "Continue", AUDIT),
    Key("previous_section", ("Ctrl+Up",), "Previous domain", AUDIT),
    Key("next_section", ("Ctrl+Down",), "Next domain", AUDIT),
    Key("guidance", ("F2",), "What good looks like", AUDIT),
    Key("add_evidence", ("Ctrl+E",), "Add evidence", AUDIT),
    Key("tag_theme", ("Ctrl+Shift+T",), "Tag the chosen words, or the text, with a theme", AUDIT),
    Key("add_action", ("Ctrl+Shift+A",), "Add an action", AUDIT),
    Key("two_seats", ("Ctrl+Shift+G",), "Each chooses a grade first, unseen", AUDIT),
    Key("concern", ("F8",), "Safety concern: whom to call, and the record of it", AUDIT),
    Key("worker_concern", ("Ctrl+Shift+W",), "Concern about a worker, kept apart from the audit", AUDIT),
    Key("check", ("Ctrl+Shift+K",), "Check before signing", AUDIT),
    Key("grade", ("Ctrl+1",), "First grade as printed; Ctrl+2 the second, and so on", GRADES),
    Key("clear", ("Delete",), "Clear the answer", GRADES),
    Key("strike", ("Ctrl+D",), "Strike the chosen words", QUOTATIONS),
    Key("release", ("Ctrl+Return",), "Let this be told, and go on", QUOTATIONS),
    Key("skip", ("Ctrl+J",), "Skip, and go on", QUOTATIONS),
)


def key(key_id: str) -> Key:
    """Return the key with this id."""
    return next(k for k in KEYS if k.id == key_id)


def shown(key_id: str) -> str:
    """Return the sequence that buttons show."""
    return key(key_id).keys[0]
