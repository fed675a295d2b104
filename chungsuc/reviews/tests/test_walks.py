"""Random walks on rows: whoever tries whatever in whatever state, the tables are kept and what was frozen stays as it was."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungsuc.audit.models import Entry
from chungsuc.organisations.models import Unit
from chungsuc.reviews import actions
from chungsuc.reviews.actions import ReportRefused
from chungsuc.reviews.models import (
    FrozenFigure,
    FrozenTable,
    ProvinceVersion,
    ReportEvent,
    ReportRound,
    ReportVersion,
    RoundEvent,
    SectionEdit,
    Sending,
    UnitReport,
)
from chungsuc.reviews.tests.office import APPROVED, CUT_OFF, TEXTS, Office
from chungsuc.reviews.workflow import (
    LEADER,
    NEW,
    PROVINCE_ACTS,
    RECEIVER,
    UNIT_ACTS,
    WRITER,
    Act,
    Move,
    after,
    replay,
)
from tests.province import Province

WHO = {"department": WRITER, "emulation": RECEIVER, "leader": LEADER, "inspector": "", "commune": ""}
UNIT_MOVES = ("write", "submit", "take_back", "receive", "return")
PROVINCE_MOVES = ("edit", "freeze", "approve", "reject", "send", "receipt", "correct")
KEPT = (FrozenFigure, FrozenTable, ReportVersion, ProvinceVersion)


class Walk:
    """One round with one unit's report: anybody tries any act on the rows as they are now."""

    def __init__(self, office: Office) -> None:
        self.office = office
        office.opened()
        self.unit = Unit.objects.get(code="SXD")
        for who in WHO:  # so that the journal tells later only what the walk does
            office.person(who, CUT_OFF)

    @property
    def round(self) -> ReportRound:
        return ReportRound.objects.get()

    @property
    def report(self) -> UnitReport | None:
        return UnitReport.objects.select_related("round", "unit").first()

    def table(self, act: str) -> tuple[Mapping[str, Act], str]:
        """The table that an act is of, and the state that it would start from."""
        if act in PROVINCE_MOVES:
            return PROVINCE_ACTS, self.round.state
        return UNIT_ACTS, self.report.state if self.report else NEW

    def allowed(self) -> list[tuple[str, str]]:
        """Who may do what now, by the tables alone; a report that was not begun is begun by writing or sending it."""
        found = []
        for act in (*UNIT_MOVES, *PROVINCE_MOVES):
            acts, state = self.table(act)
            begun = state or UNIT_ACTS["begin"].after
            found += [
                (act, who) for who, actor in WHO.items() if begun in acts[act].before and actor == acts[act].actor
            ]
        return found

    def take(self, act: str, who: str) -> None:
        """Tries an act; whatever is refused raises."""
        hand: dict[str, Any] = {"by": self.office.person(who, CUT_OFF), "today": CUT_OFF}
        with transaction.atomic():
            self.on_round(act, hand) if act in PROVINCE_MOVES else self.on_report(act, hand)

    def on_report(self, act: str, hand: dict[str, Any]) -> None:
        seen = self.report
        version = {"version": seen.version if seen else 0}
        kind = self.office.kind(self.round)
        if act == "write":
            actions.save_draft(self.round, kind, self.unit, TEXTS, **version, **hand)
        elif act == "submit":
            actions.submit(self.round, kind, self.unit, TEXTS, **APPROVED, **version, **hand)
        elif seen is None:
            raise ReportRefused("chưa có báo cáo")
        elif act == "return":
            actions.send_back(seen, reason="Sửa", **version, **hand)
        else:
            {"take_back": actions.take_back, "receive": actions.receive}[act](seen, **version, **hand)

    def on_round(self, act: str, hand: dict[str, Any]) -> None:
        round = self.round
        kind, hand["version"] = self.office.kind(round), round.version
        said = {"approver": "Trần Văn B", "approver_post": "", "paper": "1/BC"}
        doing: dict[str, Callable[[], Any]] = {
            "freeze": lambda: actions.freeze(round, reason="Chốt lại", **hand),
            "approve": lambda: actions.approve(round, kind, **said, **hand),
            "reject": lambda: actions.reject(round, reason="Sửa", **hand),
            "send": lambda: actions.send(round, ["Ban TĐKT"], paper="1/BC", **hand),
            "correct": lambda: actions.correct(round, reason="Sai số", **hand),
        }
        if act in doing:
            doing[act]()
        elif act == "edit":
            seq, _ = SectionEdit.objects.filter(round=round, section="ket-qua").count(), hand.pop("version")
            actions.edit_section(round, kind, "ket-qua", f"Lời lần {seq}.", seq=seq, drop=True, **hand)
        else:
            del hand["version"]
            sending = Sending.objects.filter(receipt_on=None).first()
            if sending is None:
                raise ReportRefused("chưa gửi")
            actions.write_receipt(sending, on=CUT_OFF, note="", **hand)


def stored() -> dict[str, list[dict[str, Any]]]:
    """Everything that must never change once it is written, and nothing that may."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in KEPT}


def written() -> tuple[int, ...]:
    """How much the room and the journal hold."""
    counts = (model._default_manager.count() for model in (*KEPT, ReportEvent, RoundEvent, SectionEdit, Sending, Entry))
    return (*counts, *UnitReport.objects.values_list("version", flat=True), ReportRound.objects.get().version)


def histories_lead_here(walk: Walk) -> None:
    """Each history is a way through its table, and ends where its row stands."""
    steps = [Move(e.act, e.from_state, e.to_state) for e in RoundEvent.objects.order_by("seq")]
    assert replay(PROVINCE_ACTS, steps) == walk.round.state
    if walk.report is not None:
        steps = [Move(e.act, e.from_state, e.to_state) for e in ReportEvent.objects.order_by("seq")]
        assert replay(UNIT_ACTS, steps) == walk.report.state


def tried(walk: Walk, act: str, who: str) -> bool:
    """Tries one act and looks at what became of it; whether it was done."""
    acts, state = walk.table(act)
    may, before, kept, entries = walk.allowed(), written(), stored(), Entry.objects.count()
    try:
        walk.take(act, who)
    except (ReportRefused, PermissionDenied):
        assert written() == before and stored() == kept
        return False
    assert (act, who) in may
    assert walk.table(act)[1] == after(acts, act, state or str(UNIT_ACTS["begin"].after))
    assert Entry.objects.count() == entries + 1
    for name, rows in stored().items():
        assert rows[: len(kept[name])] == kept[name]
    histories_lead_here(walk)
    return True


@pytest.mark.slow
def test_no_walk_leaves_the_tables_or_changes_what_was_frozen(bare_province: Province) -> None:
    walk, done = Walk(Office(bare_province)), set()

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def walked(data: st.DataObject) -> None:
        mark = transaction.savepoint()
        try:
            for _ in range(data.draw(st.integers(1, 14))):
                likely = walk.allowed() if data.draw(st.booleans()) else []
                choices = likely or [(act, who) for act in (*UNIT_MOVES, *PROVINCE_MOVES) for who in WHO]
                act, who = data.draw(st.sampled_from(choices))
                if tried(walk, act, who):
                    done.add(act)
        finally:
            transaction.savepoint_rollback(mark)

    walked()
    assert {"write", "submit", "freeze", "edit"} <= done


WAY = (
    ("write", "department"), ("submit", "department"), ("take_back", "department"), ("submit", "department"),
    ("return", "emulation"), ("submit", "department"), ("receive", "emulation"), ("edit", "emulation"),
    ("freeze", "emulation"), ("approve", "leader"), ("reject", "leader"), ("freeze", "emulation"), ("approve", "leader"),
    ("send", "emulation"), ("receipt", "emulation"), ("correct", "emulation"), ("approve", "leader"),
)  # fmt: skip


def test_at_every_step_of_the_whole_way_all_who_may_not_are_refused(bare_province: Province) -> None:
    walk = Walk(Office(bare_province))
    for act, who in WAY:
        for other in WHO:
            if other != who:
                assert not tried(walk, act, other), (act, other)
        assert tried(walk, act, who), (act, who)
    assert {act for act, _ in WAY} == {*UNIT_MOVES, *PROVINCE_MOVES}
