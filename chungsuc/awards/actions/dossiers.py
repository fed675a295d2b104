"""A dossier until it is received, and what its unit does afterwards. Every act is one transaction with its event."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.rulebook.rule_facts import RuleFact

from .. import events
from ..access import PROVINCE, READ, proposes, receives
from ..facts.dossiers import EDITABLE, claimed, higher_forms, may_pass_up
from ..facts.file import Evidence, evidence_of
from ..facts.law import Law, law_on
from ..facts.rounds import IN_ROUNDS, deciding_body, form_name, is_person, not_this_year, round_for
from ..models import AchievementUse, AwardSubject, Dossier, DossierPaper, Listing, Round
from ..models.rounds import TAKEN, WAITING
from ..rules.naming import MERIT_KINDS, THEMATIC
from ..workflow.dossiers import DRAFT, PROPOSES
from .moving import STALE, held, said_by, told, written
from .refusals import AwardRefused, Stale


@transaction.atomic
def draft(
    subject: AwardSubject,
    form: str,
    *,
    proposer: Unit,
    acting: Person,
    round: Round | None = None,
    listing: Listing | None = None,
    merit: str = "",
    keys: Iterable[str] | None = None,
    passed_from: Dossier | None = None,
    woman: bool | None = None,
    merit_kind: str = "",
) -> Dossier:
    """Begins a dossier of a subject for a form, of a round or (a form that needs none) without one.

    `keys`: the achievements it rests on (`facts.file`); None takes all that are confirmed and free. Without `merit`
    their words are put down. `woman`: kept of a person only; `merit_kind`: see `told_kind`. Writes the dossier, its
    uses, its first step, one event; the listing is then taken.
    PermissionDenied for whoever does not propose for that unit; AwardRefused where law or round do not allow the form,
    a second one stands, or an achievement is unconfirmed; Stale when the listing was changed meanwhile.
    """
    if not proposes(acting, proposer.pk) or not acting.scope(READ).covers(subject.unit_id):
        raise PermissionDenied(PROPOSES)
    law = law_on(acting.day)
    rule = allowed(law, form, subject, proposer, acting)
    named = known_as([proposer.pk], acting.day)[proposer.pk]
    body = round.body if round else deciding_body(rule.value["level"], proposer, acting.day, named.parent_id)
    if body is None:
        raise AwardRefused(f"Không rõ cơ quan quyết định {rule.value['name']} cho đơn vị này. Hãy chọn hình thức khác.")
    if round is not None and round.body.kind != PROVINCE and round.body_id not in (proposer.pk, named.parent_id):
        raise AwardRefused(f"Đợt «{round.name}» không phải của cơ quan xét cho đơn vị này. Hãy chọn đợt khác.", "round")
    fits(round, rule, form, law, acting)
    chosen = _chosen(subject, rule.value["level"], keys, acting)
    woman = woman if is_person(law, subject) else None
    more: dict[str, Any] = {"round": round, "listing": listing, "passed_from": passed_from, "woman": woman}
    more["merit_kind"] = told_kind(merit_kind, round)
    made = new_dossier(subject, form, proposer, body, acting, merit, chosen, **more)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise AwardRefused(standing_twin(made)) from None
    _use(made, chosen, rule.value["level"], acting, live=False)
    if listing is not None:
        seen = {"version": listing.version, "state": WAITING}
        said = {"state": TAKEN, "by": acting.username, "on": acting.day}
        if not change_where(listing, seen, version=listing.version + 1, **said):
            raise Stale("Dòng này của danh sách vừa được người khác xem. Hãy mở lại trang rồi làm lại.")
    written(made, "draft", "", DRAFT, said_by(acting), 1)
    return made


def new_dossier(
    subject: AwardSubject, form: str, proposer: Unit, body: Unit, acting: Person, merit: str,
    chosen: Sequence[Evidence], **more: Any,
) -> Dossier:  # fmt: skip
    """A draft, not yet written; without `merit` the words of what it rests on. Part of an act. No query."""
    return Dossier(
        subject=subject, form=form, body=body, proposer=proposer, drafted_on=acting.day, by=acting.username,
        merit=nfc(merit) or "; ".join(one.words for one in chosen), **more,
    )  # fmt: skip


def told_kind(merit_kind: str, round: Round | None) -> str:
    """What a dossier is for: as it was told, else of a round "chuyên đề", since rounds are the reviews of the movement.
    Part of an act; AwardRefused for a kind that there is not.
    """
    if merit_kind and merit_kind not in MERIT_KINDS:
        raise AwardRefused("Chưa rõ khen theo gì. Hãy chọn trong danh sách.", "merit_kind")
    return merit_kind or (THEMATIC if round is not None else "")


def allowed(law: Law, form: str, subject: AwardSubject, proposer: Unit, acting: Person) -> RuleFact:
    """The rule of a form where the law of the day gives it to such a subject; AwardRefused else. Part of an act."""
    rule = law.forms.get(form)
    if rule is None or rule.value["outside"]:
        raise AwardRefused("Hình thức này không có trong quy định của ngày hôm nay. Hãy chọn hình thức khác.", "form")
    kind = law.subjects.get(subject.kind)
    if rule.value["only"] and kind is not None and rule.value["only"] != kind.value["as"]:
        raise AwardRefused(f"{rule.value['name']} không tặng cho loại đối tượng này. Hãy chọn hình thức khác.", "form")
    if proposer.until is not None and proposer.until < acting.day:
        raise AwardRefused("Đơn vị đề nghị đã kết thúc. Hãy lập hồ sơ ở đơn vị đang hoạt động.", "proposer")
    return rule


def fits(round: Round | None, rule: RuleFact, form: str, law: Law, acting: Person) -> None:
    """AwardRefused where the form is not considered this year, or not in this round today. Part of an act."""
    if refused := not_this_year(law, form, round.year if round else 0):
        raise AwardRefused(refused, "form")
    if round is None:
        if rule.value["season"] == IN_ROUNDS:
            raise AwardRefused(
                f"{rule.value['name']} chỉ xét trong đợt sơ kết, tổng kết. Hãy chọn một đợt đang nhận hồ sơ.", "round"
            )
        return
    if form not in round.forms:
        raise AwardRefused(f"Đợt «{round.name}» không xét {rule.value['name']}. Hãy chọn hình thức khác.", "form")
    if round.state != "open" or not round.opened_on <= acting.day <= round.nominate_until:
        raise AwardRefused(f"Đợt «{round.name}» không nhận hồ sơ trong ngày hôm nay. Hãy hỏi cơ quan mở đợt.", "round")


def standing_twin(made: Dossier) -> str:
    """That a dossier about the same stands already, in words. Part of an act. One query."""
    same = Dossier.objects.standing().filter(subject=made.subject, form=made.form)
    twin = (same.filter(round=made.round) if made.round else same.filter(round=None, body=made.body)).first()
    if twin is None:
        return "Dòng này của danh sách đã có hồ sơ. Hãy mở lại trang để xem."
    return f"Đã có hồ sơ số {twin.pk} về đúng việc này. Hãy mở hồ sơ ấy, hoặc rút nó trước khi lập hồ sơ mới."


def _chosen(subject: AwardSubject, level: str, keys: Iterable[str] | None, acting: Person) -> list[Evidence]:
    known = {one.key: one for one in evidence_of([subject], acting.day).get(subject.pk, ())}
    if keys is None:
        live = AchievementUse.objects.filter(live=True, level=level, key__in=list(known))
        taken = set(live.values_list("key", flat=True))
        return [one for one in known.values() if one.confirmed and one.key not in taken]
    chosen = []
    for key in dict.fromkeys(keys):
        one = known.get(key)
        if one is None:
            raise AwardRefused("Thành tích đã chọn không có trong hồ sơ của đối tượng. Hãy chọn lại.", "keys")
        if not one.confirmed:
            raise AwardRefused(
                f"«{one.words}» chưa được xác nhận nên chưa làm căn cứ được. Hãy đề nghị cơ quan xác nhận trước.",
                "keys",
            )
        chosen.append(one)
    return chosen


def _use(dossier: Dossier, chosen: Sequence[Evidence], level: str, acting: Person, *, live: bool) -> None:
    AchievementUse.objects.bulk_create(uses_of(dossier, chosen, level, acting, live=live))


def uses_of(
    dossier: Dossier, chosen: Iterable[Evidence], level: str, acting: Person, *, live: bool
) -> list[AchievementUse]:
    """What a dossier rests on, not yet written. Part of an act. No query."""
    return [
        AchievementUse(
            dossier=dossier, key=one.key, words=one.words[:400], year=one.year, level=level, live=live,
            achievement_id=int(one.key.removeprefix("achievement:")) if one.key.startswith("achievement:") else None,
            by=acting.username,
        )
        for one in chosen
    ]  # fmt: skip


@transaction.atomic
def edit(
    dossier: Dossier, version: int, *, merit: str, keys: Iterable[str], acting: Person, woman: bool | None = None,
    merit_kind: str | None = None,
) -> Dossier:  # fmt: skip
    """Writes down anew what is proposed and on which achievements, while the unit has the dossier in hand.

    `merit_kind` None leaves what was told. Writes merit, uses, one event. PermissionDenied, AwardRefused as `draft`;
    Stale when `version` is not the present.
    """
    fresh = held(dossier, version)
    require_own(fresh, acting)
    if fresh.state not in EDITABLE:
        raise AwardRefused(f"Hồ sơ đang ở bước «{fresh.state_label}» nên chưa sửa được. Hãy lấy lại hồ sơ trước.")
    if not nfc(merit):
        raise AwardRefused("Chưa ghi thành tích đề nghị khen. Hãy ghi trong vài câu.", "merit")
    law = law_on(fresh.received_on or acting.day)
    rule = law.forms.get(fresh.form)
    level = rule.value["level"] if rule else next((use.level for use in fresh.uses.all()), "")
    chosen = _chosen(fresh.subject, level, keys, acting)
    if not change_where(
        fresh,
        {"version": fresh.version, "state": fresh.state},
        version=fresh.version + 1,
        merit=nfc(merit),
        woman=woman if is_person(law, fresh.subject) else None,
        merit_kind=fresh.merit_kind if merit_kind is None else told_kind(merit_kind, None),
    ):
        raise Stale(STALE)
    fresh.uses.all().delete()
    try:
        with transaction.atomic():
            _use(fresh, chosen, level, acting, live=fresh.state != DRAFT)
    except IntegrityError:
        raise AwardRefused(" ".join(claimed(fresh, [(one.key, level, one.words) for one in chosen])), "keys") from None
    details: dict[str, object] = {"achievements": [one.key for one in chosen]}
    told(events.DOSSIER_EDITED, fresh, said_by(acting), details)
    return fresh


def require_own(dossier: Dossier, acting: Person) -> None:
    """Lets only whoever acts for the proposing unit go on; PermissionDenied else. Part of an act."""
    if not proposes(acting, dossier.proposer_id):
        raise PermissionDenied(PROPOSES)


@transaction.atomic
def pass_up(dossier: Dossier, version: int, form: str, *, acting: Person) -> Dossier:
    """Begins the dossier for a higher form out of this one: achievements, papers and merit are taken over.

    Who proposes the new one: the unit that proposed this one, else the body that received it. Writes the new dossier
    (`passed_from`), its uses and papers, its first step, one event. PermissionDenied for anybody else; AwardRefused
    before this one was found right, for a form that is not higher, or as `draft`; Stale as everywhere.
    """
    fresh = held(dossier, version)
    law = law_on(acting.day)
    if refused := may_pass_up(fresh, law):
        raise AwardRefused(refused)
    if form not in higher_forms(law, fresh.form):
        raise AwardRefused(f"{form_name(law, form)} không cao hơn hình thức của hồ sơ này. Hãy chọn lại.", "form")
    proposer = _proposer_above(fresh, acting)
    level, parent = law.forms[form].value["level"], known_as([proposer.pk], acting.day)[proposer.pk].parent_id
    body = deciding_body(level, proposer, acting.day, parent)
    round = round_for(body, form, acting.day) if body else None
    made = draft(
        fresh.subject, form, proposer=proposer, acting=acting, round=round, merit=fresh.merit,
        keys=[use.key for use in fresh.uses.all()], passed_from=fresh, woman=fresh.woman,
        merit_kind=fresh.merit_kind,
    )  # fmt: skip
    standing = fresh.papers.filter(removed_on=None)
    DossierPaper.objects.bulk_create(
        DossierPaper(
            dossier=made, part=one.part, document_id=one.document_id, paper_id=one.paper_id, by=acting.username
        )
        for one in standing
    )
    return made


def _proposer_above(dossier: Dossier, acting: Person) -> Unit:
    if proposes(acting, dossier.proposer_id):
        return dossier.proposer
    if not receives(acting, dossier.body) or not (own := acting.acts_for(PROPOSES)):
        raise PermissionDenied(PROPOSES)
    found: Unit = Unit.objects.get(pk=dossier.body_id if dossier.body_id in own else min(own))
    return found
