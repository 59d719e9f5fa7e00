"""Audits as JSON for scripts."""

from __future__ import annotations

from qa_desktop.domain import flow, pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Action, Answer, Evidence
from qa_desktop.domain.figures.theme import themes_in
from qa_desktop.domain.record import AuditSummary
from qa_desktop.services.show_history import LogEntry


def summary_as_json(summary: AuditSummary) -> dict[str, object]:
    """Return one row of the list."""
    return {
        "id": summary.id,
        "tool": summary.tool_id,
        "title": summary.tool_title,
        "authority": summary.authority,
        "subject": summary.subject,
        "practitioner": summary.practitioner,
        "state": summary.state.value,
        "overall": summary.overall or None,
        "complete_sections": summary.complete_sections,
        "sections": summary.all_sections,
        "changed_at": summary.changed_at.isoformat(),
        "unsent": summary.unsent,
    }


def entry_as_json(entry: LogEntry) -> dict[str, object]:
    """Return one operation of an audit's history."""
    return {
        "id": entry.id,
        "author": entry.author,
        "at": entry.at.isoformat(),
        "what": entry.what,
        "value": entry.value,
        "digest": entry.digest,
        "on_hold": entry.on_hold,
    }


def audit_as_json(audit: Audit) -> dict[str, object]:
    """Return one audit: state, answers, plan, signatures, and what still blocks signing."""
    complete, total = flow.progress(audit)
    return {
        "id": audit.id,
        "tool": {"id": audit.tool.id, "version": audit.tool.version, "content_hash": audit.tool.content_hash},
        "subject": audit.subject,
        "state": audit.record.state.value,
        "created_at": audit.record.created_at.isoformat(),
        "complete_sections": complete,
        "sections": total,
        "header": {item.id: audit.value(paths.header(item.id)) for item in audit.tool.header},
        "repeats": {
            section.id: [
                {"instance": part.instance, "label": part.label, "taken_out": audit.is_taken_out(part)}
                for part in audit.every_part(section)
            ]
            for section in audit.tool.sections
            if section.repeat
        },
        "answers": {key: _answer(audit, answer) for key, answer in sorted(audit.answers.items())},
        "about": {
            paths.Path.parse(path).field: state.value
            for path, state in sorted(audit.record.fields.items())
            if path.startswith("about/") and state.value is not None
        },
        "last_meeting": day.isoformat() if (day := audit.last_meeting()) else None,
        "amends": audit.text(paths.AMENDS) or None,
        "decided": {
            paths.Path.parse(path).key: state.value
            for path, state in sorted(audit.record.fields.items())
            if path.startswith("section/") and path.endswith("/grade") and state.value
        },
        "summary": {
            "strengths": audit.text(paths.STRENGTHS),
            "development": audit.text(paths.DEVELOPMENT),
            "practitioner_words": audit.text(paths.OWN_WORDS),
        },
        "themes": [
            {"kind": one.kind.value, "name": one.name, "quote": one.quote, "public": one.public, "item": one.item}
            for one in themes_in(audit.record.fields)
        ],
        "first_given": dict(pairs.first_given(audit)),
        "overall": {"grade": audit.overall_grade or None, "reason": audit.overall_reason},
        "actions": [_action(action) for action in audit.actions],
        "signatures": [
            {"role": role, "state": mark.state.value, "name": mark.name} for role, mark in audit.signatures.items()
        ],
        "blocks_signing": [] if audit.is_signed else [blocker.message for blocker in flow.blockers(audit)],
    }


def _answer(audit: Audit, answer: Answer) -> dict[str, object]:
    return {
        "value": answer.value,
        "comment": answer.comment,
        "not_applicable": answer.not_applicable,
        "not_evidenced": answer.not_evidenced,
        "reason": answer.reason,
        "evidence": [_evidence(one) for one in audit.evidence_for(answer.key.split("~")[0])],
    }


def _evidence(one: Evidence) -> dict[str, object]:
    return {
        "text": one.text,
        "kind": one.kind.value,
        "source": one.source.value,
        "where": one.where,
        "on": one.on.isoformat() if one.on else None,
    }


def _action(action: Action) -> dict[str, object]:
    return {
        "what": action.what,
        "who": action.who,
        "due": action.due.isoformat() if action.due else None,
        "outcome": action.outcome,
        "measure": action.measure,
        "immediate": action.immediate,
    }
