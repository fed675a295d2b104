"""Dossiers of this room for the tests of appraisal: rows as the unit's own acts leave them, at any step."""

from datetime import date
from typing import Any

from chungsuc.awards.models import (
    Achievement,
    AchievementUse,
    AwardSubject,
    Consultation,
    Dossier,
    DossierPaper,
    DossierStep,
    FieldVisit,
    PostedLine,
    Posting,
    Round,
)
from chungsuc.awards.tests.proposing import at_commune, worthy
from chungsuc.evidence.tests.documents import put
from chungsuc.exemplars.tests.rows import person
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import rule_on

SENT, RECEIVED, DAY = date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 4)
UNIT, BODY = "dn-24673", "province"


def province() -> Unit:
    """The province, which decides about most."""
    return Unit.objects.get(kind="province", until=None)


def emulation(day: date = DAY, name: str = "") -> Person:
    """Who receives and appraises for the province."""
    return person("emulation_officer", "SNV", day, name)


def coordinator(day: date = DAY) -> Person:
    """Who confirms results of the programme."""
    return person("ntm_coordinator", Unit.objects.get(kind="coordination_office", until=None).code, day)


def department(day: date = DAY, unit: str = "SXD", name: str = "") -> Person:
    """Somebody of a department: asked for opinions; receives for the department itself."""
    return person("department", unit, day, name)


def commune(day: date = DAY, unit: str = UNIT) -> Person:
    """The commune's own account."""
    return person("commune", unit, day)


def round_of(form: str = "HCLD_3", *, body: Unit | None = None, name: str = "Đợt sơ kết") -> Round:
    """A round that takes one form."""
    at = body or province()
    known = Round.objects.filter(body=at, year=2024, name=name).first()
    return known or Round.objects.create(
        body=at, year=2024, name=name, forms=[form], opened_on=date(2024, 1, 2), nominate_until=date(2024, 12, 31),
        by="ai-do",
    )  # fmt: skip


def submitted(
    *, form: str = "HCLD_3", name: str = "Điểu K'Bé", body: Unit | None = None, subject: AwardSubject | None = None,
    on: date = SENT, by: str = "commune-dn-24673", round: Round | None = None, unit: str = UNIT,
) -> Dossier:  # fmt: skip
    """A dossier that the commune handed in, with one achievement and every component that the law of the day names."""
    about = subject or worthy(name, unit=unit)
    achieved = Achievement.objects.filter(subject=about).first()
    key = f"achievement:{achieved.pk}" if achieved else "recognition:0"
    made = Dossier.objects.create(
        subject=about, form=form, body=body or province(), proposer=Unit.objects.get(code=unit), round=round,
        merit="Hiến 300 m² đất làm đường thôn", state="submitted", version=2, drafted_on=on, by=by,
    )  # fmt: skip
    step(made, "submit", "draft", "submitted", on)
    AchievementUse.objects.create(
        dossier=made, key=key, achievement=achieved, words="Hiến đất", year=2023, level="nha_nuoc", live=True, by=by
    )
    rule = rule_on(f"award-dossier:{form}", on)
    for part in [] if rule.missing else rule.value["documents"]:
        DossierPaper.objects.create(dossier=made, part=part, document=put(unit, f"Hồ sơ {made.pk}: {part}"), by=by)
    return made


def step(dossier: Dossier, act: str, before: str, after: str, on: date, **said: Any) -> None:
    """One step as `moving` writes it."""
    seq = dossier.steps.count() + 1
    DossierStep.objects.create(
        dossier=dossier, seq=seq, act=act, from_state=before, to_state=after, on=on, by="ai-do", **said
    )


def at(state: str, *, received: date = RECEIVED, regime: str = "R2022A", **more: Any) -> Dossier:
    """A received dossier that stands at a step, with the steps that led there on the day of receipt."""
    made = submitted(**{"on": received, **more})
    last = Dossier.objects.filter(body=made.body, stamp_year=received.year).order_by("-stamp").first()
    Dossier.objects.filter(pk=made.pk).update(
        state=state, received_on=received, stamp_year=received.year, regime=regime,
        stamp=(last.stamp or 0) + 1 if last else 1,
    )  # fmt: skip
    step(made, "receive", "submitted", "formal", received)
    if state not in ("formal", "formal_stopped"):
        step(made, "pass_formal", "formal", "content", received)
    made.refresh_from_db()
    return made


def appraised_world(unit: str, day: date) -> dict[str, Any]:
    """One of everything that appraisal has pages for: a dossier of the commune in appraisal, in a round, posted, asked
    about and visited.
    """
    day = max(day, Unit.objects.get(code=unit).since)
    sent = at_commune(unit, day, name="Người thẩm định", handed_in=True)
    round = Round.objects.get_or_create(
        body=sent.body, year=day.year, name="Đợt thẩm định", defaults={
            "forms": [sent.form], "opened_on": day, "nominate_until": day, "by": "ai-do",
        },
    )[0]  # fmt: skip
    if sent.state == "submitted":
        stamp = {"received_on": day, "stamp_year": day.year, "stamp": 1, "regime": "R2022B", "round": round}
        Dossier.objects.filter(pk=sent.pk).update(state="content", **stamp)
        step(sent, "receive", "submitted", "formal", day)
        step(sent, "pass_formal", "formal", "content", day)
        sent.refresh_from_db()
    asked = {"agency": Unit.objects.get(code="SXD"), "about": "Nghĩa vụ thuế"}
    seen = {"why": "finalist", "visited_on": day, "right": True, "report": "Đã đo đường.", "by": "ai-do"}
    listed = {
        "round": round, "body": sent.body, "form": sent.form, "title": "Danh sách đề nghị", "since": day,
        "days": 10, "until": date(day.year + 1, 1, 1), "rule": "10 ngày làm việc", "by": "ai-do", "proof": "a" * 64,
    }  # fmt: skip
    posting = Posting.objects.filter(lines__dossier=sent).first() or Posting.objects.create(**listed)
    PostedLine.objects.get_or_create(
        posting=posting, dossier=sent, defaults={"order": 1, "name": sent.subject.name, "merit": "Hiến đất"}
    )
    due = {"asked_on": day, "due_on": day, "by": "ai-do"}
    return {
        "dossier": sent,
        "round": round,
        "question": Consultation.objects.get_or_create(dossier=sent, **asked, defaults=due)[0],
        "visit": FieldVisit.objects.get_or_create(dossier=sent, **seen)[0],
        "posting": posting,
    }
