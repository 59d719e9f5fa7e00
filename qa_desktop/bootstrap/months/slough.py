"""Slough: audits by post, actions within one week, moderation meeting by theme, BRAG rating each quarter."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from qa_desktop.bootstrap.months.cases import WORKERS
from qa_desktop.bootstrap.months.filling import action, filed, filled, marked_done, signed, told
from qa_desktop.bootstrap.months.scene import Scene, Shot
from qa_desktop.bootstrap.months.stage import Member, Stage
from qa_desktop.domain import paths
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.telling import comment_values, open_tells
from qa_desktop.services.look_again import LookAgainRequest
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.demo_sights import Sight

SERVICE = "Children's Social Care"
THEME = "Voice of the child"
AUDITED, LATE, COUNTED = "case audits by post", "more than a week later", "the month is counted"


class Slough:
    """One audit each of head of service and Practice Manager, two of the Consultant Practitioner."""

    settings: ClassVar[str] = "slough"
    months: ClassVar[int] = 5
    shots: ClassVar[tuple[Shot, ...]] = (
        Shot(LATE, "Olu Officer", (Sight.HOME, Sight.WORK)),
        Shot(COUNTED, "Olu Officer", (Sight.HOME, Sight.QUOTAS, Sight.INBOX, Sight.ACTIONS)),
        Shot(COUNTED, "Pat Manager", (Sight.HOME,)),
    )

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.service("csc", SERVICE, {"west": "West Team"})
        self.officer = stage.join("Olu Officer", Role.QA_OFFICER)
        self.head = stage.join("Hana Head", Role.HEAD_OF_SERVICE, "csc")
        self.manager = stage.join("Pat Manager", Role.MANAGER, "west")
        self.consultant = stage.join("Con Practitioner", Role.AUDITOR, "west")
        stage.sync()
        self.audits: dict[str, tuple[AuditId, ...]] = {}
        """By whose they are."""
        self.report = self.rating = self.meeting = self.next_rating = AuditId("")

    def scenes(self) -> tuple[Scene, ...]:
        """Return the month, and the rating three months later."""
        return (
            Scene(3, "the Practice Manager rates a case: the baseline", self.rate),
            Scene(6, AUDITED, self.audit),
            Scene(7, "feedback, and the Consultant Practitioner's report of themes", self.give_back),
            Scene(10, "the Practice Manager reviews the Consultant Practitioner's audits", self.review),
            Scene(14, LATE, self.notice_late),
            Scene(15, "the actions are put on the case file and addressed", self.address),
            Scene(18, "supervision", self.supervise),
            Scene(24, "the moderation meeting, by theme", self.moderate),
            Scene(28, COUNTED, self.count),
            Scene(2, "the next quarterly rating", self.rate_again, month=3),
        )

    def rate(self) -> None:
        """The baseline has a date, and the next rating is due a quarter later."""
        self.rating = self._rated("baseline", "amber")
        self.stage.sync(self.manager, self.officer)
        self.stage.say("Pat Manager rates a case Amber: the baseline. The next rating is due in three months.")

    def audit(self) -> None:
        """Each audits as many cases as their post asks; of one the actions are not on the file yet."""
        self.audits = {
            self.head.name: (self._audited(self.head, "SLO-11", "head_of_service", "yes"),),
            self.manager.name: (self._audited(self.manager, "SLO-12", "practice_manager", "no"),),
            self.consultant.name: tuple(
                self._audited(self.consultant, case, "consultant_practitioner", "yes") for case in ("SLO-13", "SLO-14")
            ),
        }
        self.stage.sync(self.head, self.manager, self.consultant, self.officer, self.manager, self.head)
        self.stage.say("The head of service and the manager audit one case each, the Consultant Practitioner two.")

    def give_back(self) -> None:
        """The head of service's audit goes to manager, worker, ICS and the head of quality assurance."""
        (own,) = self.audits[self.head.name]
        told(self.head.desk, own)
        filed(self.head.desk, own, "ics")
        desk = self.consultant.desk
        given: dict[str, Value] = {
            paths.header("practice_manager"): self.manager.name,
            paths.header("audited"): 2,
            paths.answer("slo-cpr.1"): "Visits are written up late; what the child said is in the worker's head.",
            paths.answer("slo-cpr.2"): "Two chronologies that one can read.",
        }
        subject = f"West Team, {self.stage.today:%B %Y}"
        report = desk.start_audit(StartRequest("slo-cp-report", subject, self.manager.name))
        self.report = signed(desk, filled(desk, report, given)).id
        for one in (self.report, *self.audits[self.consultant.name]):
            told(desk, one)
        self.stage.sync(self.head, self.consultant, self.officer, self.manager)
        self.stage.say("Feedback goes to manager and worker; Con Practitioner reports themes to Pat Manager.")

    def review(self) -> None:
        """The Practice Manager reads the Consultant Practitioner's audits and writes a comment on each."""
        desk = self.manager.desk
        for one in self.audits[self.consultant.name]:
            audit = desk.open_audit(one)
            for asked in (tell for tell in open_tells(audit) if tell.asks_comment):
                words = "I agree, and take the visits up in supervision."
                desk.record(audit, comment_values(asked.key, words, self.manager.name, self.stage.today))
        self.stage.sync(self.manager, self.officer, self.consultant)
        self.stage.say("Pat Manager reviews both audits of the Consultant Practitioner and comments on each.")

    def notice_late(self) -> None:
        """What was not recorded and addressed inside one week is overdue."""
        self.stage.sync()
        self.stage.say("The actions of one audit are not on the case file after a week: that is overdue.")

    def address(self) -> None:
        """The actions are recorded, and talked over with worker and manager."""
        (late,) = self.audits[self.manager.name]
        self.manager.desk.follow_up.meet(late, "one-week", self.stage.today, "On the file, and talked over with both.")
        marked_done(self.manager.desk, late, "task.record-actions")
        self.stage.sync(self.manager, self.officer)
        self.stage.say("Pat Manager puts them on the file and talks them over with the worker.")

    def supervise(self) -> None:
        """Every audit of the team is talked through, and its action done."""
        for one in (one for theirs in self.audits.values() for one in theirs):
            self.manager.desk.follow_up.discuss(one, self.stage.today, "Talked through with the worker.")
            self.manager.desk.follow_up.review(one, "a1", Review(self.stage.today, "Done", "PM", Progress.DONE))
        self.stage.sync(self.manager, self.officer, self.consultant, self.head)
        self.stage.say("Pat Manager talks the four audits of the team through; their actions are done.")

    def moderate(self) -> None:
        """The meeting looks at audits of a theme, and keeps a record of each case."""
        desk = self.officer.desk
        period = ReportPeriod.parse(f"{self.stage.today:%Y-%m}")
        chosen = (*self.audits[self.manager.name], *self.audits[self.consultant.name])
        wish = LookAgainRequest("slo-moderation", period, chosen=chosen, theme=THEME)
        (record,) = desk.looking_again.again(wish)
        given = action("m1", "A workshop on writing up what the child said", "Consultant Practitioner", self._iso(28))
        self.meeting = signed(desk, filled(desk, record, given)).id
        self.stage.sync(self.officer, self.head, self.manager, self.consultant)
        self.stage.say(f"The Audit Moderation Meeting looks at three audits on the theme “{THEME}”.")

    def count(self) -> None:
        """The month is counted."""
        self.stage.sync()
        rows = self.officer.desk.planning.quotas().rows
        self.stage.say("; ".join(f"{one.name}: {one.done} of {one.wanted}" for one in rows) + ".")

    def rate_again(self) -> None:
        """A quarter later the case is rated again."""
        self.next_rating = self._rated("quarterly", "green")
        self.stage.sync()
        self.stage.say("Pat Manager rates the case again, in time: Green.")

    def _rated(self, which: str, colour: str) -> AuditId:
        desk = self.manager.desk
        given: dict[str, Value] = {
            paths.header("round"): which,
            paths.answer("slo-brag.1"): colour,
            paths.answer("slo-brag.5"): "The visits are regular; write down what he says.",
        }
        record = desk.start_audit(StartRequest("slo-brag-tool", "SLO-12", WORKERS[2]))
        return signed(desk, filled(desk, record, given)).id

    def _audited(self, who: Member, case: str, post: str, on_file: str) -> AuditId:
        fields: dict[str, Value] = {
            paths.header("audited_as"): post,
            paths.about("team"): "West Team",
            paths.answer("slo-case.2"): on_file,
        }
        if on_file == "no":
            fields[paths.answer("slo-case.2", "comment")] = "The visit and the talk with school, by Friday."
        audit = who.desk.start_audit(StartRequest("slo-case-audit", case, WORKERS[3], fields=fields))
        given: dict[str, Value] = {
            paths.OVERALL_GRADE: "good",
            paths.OVERALL_REASON: "He is safer than in spring and says so.",
            **action("a1", "Write up the visits of this month", WORKERS[3], self._iso(20)),
        }
        return signed(who.desk, filled(who.desk, audit, given)).id

    def _iso(self, day: int) -> str:
        return date(self.stage.first.year, self.stage.first.month, day).isoformat()
