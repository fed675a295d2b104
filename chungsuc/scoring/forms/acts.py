"""The acts on a round: onward, closed, reopened, cancelled, read anew, barred, given back, opened."""

from datetime import date
from functools import partial
from typing import Any

from django import forms

from chungsuc.law.periods import CalendarMissing, show_day
from chungsuc.organisations.access import Person
from chungsuc.organisations.models import Group
from chungsuc.rulebook.rule_facts import deadline, rules_on
from chungsuc.web.fields import DayField, choice, line, paragraph

from .. import actions
from ..actions import ScoringRefused, Stale
from ..facts import Board
from ..models import Round

TERM_OF = {"begin_self": "days:score_self", "begin_cross": "days:score_cross", "begin_council": "days:score_council"}


words = partial(paragraph, rows=2, longest=1000)


class ActForm(forms.Form):
    """One act. `carry_out` gives the sentence that says what was done, or "" with the reasons in the form's errors.

    `seen` is what the page showed (a version, or the place of a mark); who acts later than somebody else is told.
    """

    does = ""
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def carry_out(self, person: Person, day: date) -> str:
        """Does the act; Stale goes up, any other refusal stands at its field or above the form."""
        try:
            return self.act(person, day)
        except Stale:
            raise
        except ScoringRefused as refused:
            for reason in refused.reasons:
                self.add_error(refused.field if refused.field in self.fields else None, reason)
            return ""

    def act(self, person: Person, day: date) -> str:
        raise NotImplementedError

    @property
    def asked(self) -> list[Any]:
        """The fields that people fill in."""
        return self.visible_fields()


class RoundForm(ActForm):
    """An act on the round of a board."""

    def __init__(self, *args: Any, board: Board, day: date, **kw: Any) -> None:
        self.board, self.day = board, day
        super().__init__(*args, **kw)

    @property
    def round(self) -> Round:
        return self.board.round

    @property
    def seen_now(self) -> int:
        return self.round.version


class MoveForm(RoundForm):
    """On to the next step, with its last day; the pack's term is filled in."""

    until = DayField("Hạn của bước sau", missing="Chưa ghi hạn. Hãy ghi ngày cuối.")

    def __init__(self, *args: Any, does: str, **kw: Any) -> None:
        self.does = does
        super().__init__(*args, **kw)
        until = _term(does, self.day)
        self.fields["until"].initial = show_day(until) if until else ""

    def act(self, person: Person, day: date) -> str:
        data = self.cleaned_data
        moved = getattr(actions, self.does)(
            self.round, until=data["until"], seen=data["seen"] or 0, on=day, person=person
        )
        return f"Đợt chấm đã chuyển sang “{moved.state_label}”, hạn {show_day(data['until'])}."


def _term(act: str, day: date) -> date | None:
    rule = rules_on([TERM_OF[act]], day)[TERM_OF[act]]
    try:
        span = deadline(day, rule)
    except CalendarMissing:
        return None
    return span.until if span else None


class CloseForm(RoundForm):
    """The result is frozen."""

    does = "close"
    paper = line("Theo biên bản họp cụm, khối", missing="Chưa ghi biên bản. Hãy ghi số, ngày.")

    def act(self, person: Person, day: date) -> str:
        data = self.cleaned_data
        actions.close(self.round, paper=data["paper"], seen=data["seen"] or 0, on=day, person=person)
        return "Đã chốt xếp hạng. Kết quả giữ nguyên như hôm nay; muốn sửa phải mở lại, có lý do."


class ReopenForm(RoundForm):
    """A frozen result is opened for correction."""

    does = "reopen"
    reason = words("Lý do mở lại", missing="Chưa ghi lý do. Hãy ghi sai ở đâu, cần sửa gì.")
    paper = line("Theo văn bản")

    def act(self, person: Person, day: date) -> str:
        data = self.cleaned_data
        told = {"reason": data["reason"], "paper": data["paper"], "seen": data["seen"] or 0}
        actions.reopen(self.round, on=day, person=person, **told)
        return "Đã mở lại. Kết quả đã chốt trước đó vẫn xem được ở trang xếp hạng."


class CancelForm(RoundForm):
    """A round that was opened by mistake."""

    does = "cancel"
    reason = words("Lý do hủy đợt chấm", missing="Chưa ghi lý do. Hãy ghi vì sao hủy.")

    def act(self, person: Person, day: date) -> str:
        actions.cancel(self.round, reason=self.cleaned_data["reason"], person=person)
        return "Đã hủy đợt chấm."


class ReadForm(RoundForm):
    """The system's figures are read anew."""

    does = "read"

    def act(self, person: Person, day: date) -> str:
        changed = actions.read_figures(self.round, on=day, person=person)
        return f"Đã đọc lại: {changed} điểm thay đổi." if changed else "Đã đọc lại: không điểm nào thay đổi."


class BarForm(RoundForm):
    """Two units that do not score each other."""

    does = "bar"
    one = choice("Đơn vị", [], missing="Chưa chọn đơn vị.")
    other = choice("Đơn vị kia", [], missing="Chưa chọn đơn vị kia.")
    reason = words("Vì sao không chấm chéo nhau", missing="Chưa ghi lý do.")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choices = [("", "Chọn…"), *((code, self.board.names[code]) for code in self.board.ranked)]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def act(self, person: Person, day: date) -> str:
        data = self.cleaned_data
        told = {name: data[name] for name in ("one", "other", "reason")}
        actions.bar(self.round, on=day, person=person, **told)
        return "Đã ghi: hai đơn vị không chấm chéo nhau."


class GiveBackForm(RoundForm):
    """A sheet goes back to whoever handed it in."""

    does = "give_back"
    sheet = choice("Phiếu", [], missing="Chưa chọn phiếu.")
    reason = words("Lý do trả lại", missing="Chưa ghi lý do. Hãy ghi cần sửa gì.")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        own, names = self.round.state == "self", self.board.names
        found = [pair for pair in self.board.sheets if self.board.handed_in(*pair) and (pair[0] == pair[1]) == own]
        told = [(f"{a} {b}", names[a] if own else f"{names[a]} chấm {names[b]}") for a, b in found]
        self.fields["sheet"].choices = [("", "Chọn…"), *told]  # type: ignore[attr-defined]

    def act(self, person: Person, day: date) -> str:
        scorer, unit = self.cleaned_data["sheet"].split()
        actions.give_back(self.round, scorer=scorer, unit=unit, reason=self.cleaned_data["reason"], person=person)
        return f"Đã trả lại phiếu của {self.board.names[scorer]}."


class OpenForm(ActForm):
    """A new round; group and year come from the address."""

    does = "open_round"
    paper = line("Theo văn bản", help_text="kế hoạch, hướng dẫn chấm điểm: số, ngày")

    def __init__(self, *args: Any, group: Group, year: int, **kw: Any) -> None:
        self.group, self.year = group, year
        self.made: Round | None = None
        super().__init__(*args, **kw)

    def act(self, person: Person, day: date) -> str:
        self.made = actions.open_round(self.group, self.year, on=day, person=person, paper=self.cleaned_data["paper"])
        return f"Đã mở đợt chấm: {self.made}."
