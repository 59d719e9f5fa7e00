"""Bracknell Forest: the case a month ahead, a grade agreed or sent for advice, immediate actions, validation panel."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from qa_desktop.bootstrap.months.cases import drawn, list_file, shared_out
from qa_desktop.bootstrap.months.filling import action, filed, filled, signed, told
from qa_desktop.bootstrap.months.scene import Scene, Shot
from qa_desktop.bootstrap.months.stage import Member, Stage
from qa_desktop.domain import paths
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.invite import Invited
from qa_desktop.services.look_again import LookAgainRequest
from qa_desktop.ui.demo_sights import Sight

TEAMS = {"dct-a": "Duty Team A", "dct-b": "Duty Team B"}
SERVICE = "Children's Social Care"
DRAWN, AUDITED, PANEL = "the draw, a month ahead", "the audit meetings", "the validation panel"


class BracknellForest:
    """Two live audits across teams: one grade is agreed, on the other the Quality Assurance Team gives advice."""

    settings: ClassVar[str] = "bracknell-forest"
    months: ClassVar[int] = 3
    shots: ClassVar[tuple[Shot, ...]] = (
        Shot(DRAWN, "Mo Manager", (Sight.HOME,)),
        Shot(AUDITED, "Olu Officer", (Sight.HOME, Sight.WORK, Sight.INBOX, Sight.ACTIONS)),
        Shot(PANEL, "Olu Officer", (Sight.HOME, Sight.INBOX, Sight.QUOTAS)),
    )

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.service("csc", SERVICE, TEAMS)
        self.officer = stage.join("Olu Officer", Role.QA_OFFICER)
        self.manager = stage.join("Mo Manager", Role.MANAGER, "dct-a")
        self.other = stage.join("Ned Notley", Role.MANAGER, "dct-b")
        self.chair = stage.join("Hazel Head", Role.MODERATOR)
        stage.sync()
        self.list = list_file(stage.folder, "BRA", dict.fromkeys(TEAMS.values(), SERVICE))
        self.agreed = self.disputed = AuditId("")
        self.panel: tuple[AuditId, ...] = ()
        self.invited: dict[str, Invited] = {}
        """What each sends to the key worker."""

    def scenes(self) -> tuple[Scene, ...]:
        """Return the month of the draw, that of the audits, and the one after it."""
        return (
            Scene(1, DRAWN, self.draw),
            Scene(3, "the meetings are booked, and key workers asked to bring the file up to date", self.book),
            Scene(1, AUDITED, self.audit, month=1),
            Scene(4, "the Quality Assurance Team gives its advice", self.advise, month=1),
            Scene(7, "immediate actions are done", self.act, month=1),
            Scene(20, "supervision, within the month", self.supervise, month=1),
            Scene(25, PANEL, self.validate, month=1),
        )

    def draw(self) -> None:
        """A case of each team at random, to somebody of another team, a month before the meeting."""
        session = drawn(self.officer.desk, self.list, "live", 1)
        shared_out(session, {self.manager.id: (), self.other.id: ()}, "bra-live-audit")
        self.stage.sync(self.officer, self.manager, self.other)
        self.stage.say("A case of each team is drawn and sent across teams, a month before its audit.")

    def book(self) -> None:
        """Each auditor books the meeting, with a calendar entry and the message to the key worker."""
        for who in (self.manager, self.other):
            (one,) = who.desk.allocate.own()
            who.desk.planning.answers.book(one.id, self._day(1, month=1), time(10, 0))
            self.invited[who.name] = who.desk.planning.invite(one.id)
        self.stage.sync(self.manager, self.other, self.officer)
        self.stage.say("Both book the meeting; the draft to the key worker asks for the Mosaic file to be up to date.")

    def audit(self) -> None:
        """Both audit with the key worker; one grade is agreed, on the other both views are written down."""
        soon = action("now", "Visit the child this week", "Social worker", self._iso(28, month=1), immediate=True)
        later = action("plan", "Rewrite the plan with the family", "Social worker", self._iso(25, month=2))
        agreed: dict[str, Value] = {**soon, **later, paths.OVERALL_GRADE: "requires_improvement"}
        self.agreed = self._audited(self.manager, agreed)
        views: dict[str, Value] = {
            "disagreement/d1/about": "overall",
            "disagreement/d1/auditor_view": "Requires improvement: the plan does not say what is to change.",
            "disagreement/d1/practitioner_view": "Good: the family knows the plan and works with it.",
            "disagreement/d1/advice": "asked",
        }
        given = {**views, **action("plan", "Date the steps of the plan", "Social worker", self._iso(10, month=1))}
        self.disputed = self._audited(self.other, {**given, paths.OVERALL_GRADE: "requires_improvement"})
        self.stage.sync(self.manager, self.other, self.officer, self.chair)
        told(self.officer.desk, self.agreed)
        filed(self.officer.desk, self.agreed, "audit-action-plan", "management-chronology", "return")
        self.stage.sync(self.officer, self.manager, self.other)
        self.stage.say("One grade is agreed. On the other both views are written down, and advice is asked.")

    def advise(self) -> None:
        """The officer writes down the advice; only then the grade stands and the audit can be filed."""
        desk = self.officer.desk
        advice: dict[str, Value] = {
            "disagreement/d1/advice": "answered",
            "disagreement/d1/advice_owner": self.officer.name,
            "disagreement/d1/outcome": "Requires improvement stands: the steps of the plan have no dates.",
        }
        desk.record(desk.open_audit(self.disputed), advice)
        told(desk, self.disputed)
        filed(desk, self.disputed, "audit-action-plan", "management-chronology", "return")
        self.stage.sync(self.officer, self.other, self.manager, self.chair)
        self.stage.say("Olu Officer writes down the advice of the Quality Assurance Team; the grade stands.")

    def act(self) -> None:
        """What was immediate is done within five working days."""
        said = Review(self.stage.today, "Visited, seen alone.", "MM", Progress.DONE)
        self.manager.desk.follow_up.review(self.agreed, "now", said)
        self.stage.sync(self.manager, self.officer)
        self.stage.say("The immediate action is done within the five working days.")

    def supervise(self) -> None:
        """The audit is talked through and the other actions are done within the month."""
        for who, audit in ((self.manager, self.agreed), (self.other, self.disputed)):
            who.desk.follow_up.discuss(audit, self.stage.today, "Talked through with the worker.")
            who.desk.follow_up.review(audit, "plan", Review(self.stage.today, "Done", "TM", Progress.DONE))
        self.stage.sync(self.manager, self.other, self.officer, self.chair)
        self.stage.say("Both audits are talked through in supervision; every action is done within the month.")

    def validate(self) -> None:
        """The panel draws an audit of the month and says whether what it says justifies its grade."""
        desk = self.officer.desk
        period = ReportPeriod.parse(f"{self.stage.today:%Y-%m}")
        records = desk.looking_again.again(LookAgainRequest("bra-validation-panel", period, 1, "the panel's lottery"))
        given: dict[str, Value] = {
            paths.header("chair"): self.chair.name,
            paths.answer("bra-val.1"): "Every standard is covered, and the evidence is named.",
            paths.answer("bra-val.2"): "yes",
            paths.answer("bra-val.2", "comment"): "What is missing in the plan is shown page by page.",
            paths.answer("bra-val.3"): "Say of every step by when it is to be done.",
        }
        names = {"moderator": self.chair.name}
        self.panel = tuple(signed(desk, filled(desk, one, given), names).id for one in records)
        self.stage.sync()
        self.stage.say("The panel draws one audit of the month: what it says justifies its grade.")

    def _audited(self, who: Member, given: dict[str, Value]) -> AuditId:
        (one,) = who.desk.allocate.own()
        audit = who.desk.allocate.start(one.id)
        reason: dict[str, Value] = {paths.OVERALL_REASON: "What the child says has changed decides."}
        return signed(who.desk, filled(who.desk, audit, {**reason, **given})).id

    def _day(self, day: int, month: int) -> date:
        return Scene(day, "", lambda: None, month).on(self.stage.first)

    def _iso(self, day: int, month: int) -> str:
        return self._day(day, month).isoformat()
