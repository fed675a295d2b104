"""Interests, the ballot, paper ballots, the recount and the signatures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from .. import actions
from ..facts import InterestFact, MemberFact, SessionRecord
from ..models import Interest, Item, Member
from ..models.sessions import INTERESTS
from ..rules import CHOICES, COUNTED_AS
from .acts import ActForm
from .fields import ballots, choice, line, words

_KINDS = [(code, label) for code, label in INTERESTS if code != "related_unit"]


class DeclareForm(ActForm):
    """A member's own word on an item."""

    def __init__(self, *args: Any, record: SessionRecord, seat: MemberFact, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.seat, self.day = record, seat, day
        items = [(str(item.pk), item.label) for item in record.items]
        self.fields["item"] = choice("Nội dung họp", items, missing="Chưa chọn nội dung. Hãy chọn.")
        self.fields["kind"] = choice("Tôi có liên quan vì", _KINDS, missing="Chưa chọn lý do. Hãy chọn.")
        self.fields["label"] = line("Nói rõ thêm", help_text="chỉ người tổ chức và Chủ tịch Hội đồng đọc được")
        stays_out = [("yes", "tôi không biểu quyết nội dung này"), ("no", "để Chủ tịch Hội đồng quyết định")]
        self.fields["recuse"] = choice("Vì vậy", stays_out, missing="Chưa chọn. Hãy chọn một.", radio=True)
        self.fields["recuse"].initial = "yes"

    def act(self, by: str) -> str:
        data = self.cleaned_data
        item = next(item for item in self.record.items if str(item.pk) == data["item"])
        item.session = self.record.session
        member = Member.objects.get(pk=self.seat.id)
        given = {"kind": data["kind"], "label": data["label"], "recuse": data["recuse"] == "yes"}
        actions.declare_interest(item, member, **given, on=self.day, by=by)
        return "Đã ghi lời khai của đồng chí." + (" Đồng chí không biểu quyết nội dung này." if given["recuse"] else "")


class DecideForm(ActForm):
    """The chairman's decision on one interest."""

    recused = choice(
        "Quyết định", [("yes", "không biểu quyết nội dung này"), ("no", "được biểu quyết")], missing="Chưa chọn.",
        radio=True,
    )  # fmt: skip
    reason = words("Lý do", missing="Chưa ghi lý do. Hãy ghi lý do.")

    def __init__(self, *args: Any, record: SessionRecord, fact: InterestFact, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.fact, self.day = record, fact, day
        chairs = [m for m in record.members if m.role in ("chair", "deputy") and m.id != fact.member_id]
        self.fields["decided_by"] = choice(
            "Người quyết định",
            [(m.full_name, f"{m.full_name}, {m.role_label}") for m in chairs],
            missing="Chưa chọn người quyết định.",
        )

    def act(self, by: str) -> str:
        data = self.cleaned_data
        interest = Interest.objects.select_related("item__session", "member").get(pk=self.fact.id)
        interest.item.session = self.record.session
        decided = {"recused": data["recused"] == "yes", "decided_by": data["decided_by"], "reason": data["reason"]}
        actions.decide_interest(interest, **decided, on=self.day, by=by)
        word = "không biểu quyết" if decided["recused"] else "được biểu quyết"
        return f"Đã quyết định: {self.fact.member} {word} nội dung “{self.fact.item}”."


class BallotForm(forms.Form):
    """A member's ballot: one choice for every item that the member may vote on."""

    def __init__(self, *args: Any, items: Iterable[Item], hidden: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            field = choice(
                self.called(item), list(CHOICES.items()), missing="Chưa chọn ý kiến. Hãy chọn một.", radio=True
            )
            if hidden:
                field.widget = forms.HiddenInput()
            self.fields[self.name(item)] = field

    @staticmethod
    def name(item: Item) -> str:
        return f"nd-{item.pk}"

    @staticmethod
    def called(item: Item) -> str:
        """An item under the number that the result and the minutes give it."""
        return f"{item.order}. {item.label}"

    @property
    def choices(self) -> dict[int, str]:
        """The choice for every item, once the form is valid."""
        return {item.pk: self.cleaned_data[self.name(item)] for item in self.items}

    @property
    def said(self) -> list[tuple[str, str]]:
        """Every item with the choice in words, for the second look."""
        return [(self.called(item), CHOICES[self.cleaned_data[self.name(item)]]) for item in self.items]


class CountForm(ActForm):
    """One person's count of all paper ballots."""

    prefix = "kiem"

    def __init__(self, *args: Any, record: SessionRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        for item in record.items:
            for code, label in COUNTED_AS.items():
                self.fields[f"{item.pk}-{code}"] = ballots(label)

    @property
    def groups(self) -> list[tuple[Item, int, list[Any]]]:
        """Each item with how many paper ballots are in and its fields."""
        return [
            (item, self.record.papers_in(item.pk), [self[f"{item.pk}-{code}"] for code in COUNTED_AS])
            for item in self.record.items
        ]

    def act(self, by: str) -> str:
        data = self.cleaned_data
        counts = {item.pk: {code: data[f"{item.pk}-{code}"] for code in COUNTED_AS} for item in self.record.items}
        outcome = actions.count_papers(self.record.session, counts, by=by)
        if outcome == "differs":
            return "Hai lần kiểm không khớp, cả hai đã bỏ. Hãy kiểm lại từ đầu, mỗi người một lần."
        if outcome == "first":
            return "Đã ghi lần kiểm thứ nhất. Người thứ hai kiểm lại từ đầu, không xem số của lần này."
        return "Hai lần kiểm khớp nhau. Phiếu giấy đã vào hòm chung."


class RecountForm(ActForm):
    """The neutral clerk's word on the count."""

    agrees = choice(
        "Kết quả kiểm lại", [("yes", "khớp với kết quả đã ghi"), ("no", "không khớp")], missing="Chưa chọn.", radio=True
    )
    note = words("Ghi chú")

    def __init__(self, *args: Any, record: SessionRecord, account: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.account, self.day = record, account, day

    def act(self, by: str) -> str:
        said = {"agrees": self.cleaned_data["agrees"] == "yes", "note": self.cleaned_data["note"]}
        actions.recount(self.record.session, self.account, name=self.account.full_name, on=self.day, **said)
        return "Đã ghi kết quả kiểm lại của đồng chí."
