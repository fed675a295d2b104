"""Convening a session and the acts on its page."""

from datetime import date
from typing import Any

from django import forms

from chungsuc.accounts.models import User
from chungsuc.law.periods import show_day
from chungsuc.web.day import today

from .. import actions, registry, uses
from ..facts import SessionRecord
from ..models import Council, Session
from ..registry import Candidate
from .acts import ActForm
from .fields import DayField, UnitField, choice, line, words


class ConveneForm(ActForm):
    """A session: when, where, about what. Items are offered by the room of the matter, or typed one a line."""

    held_on = DayField("Họp ngày", "Chưa ghi ngày họp. Hãy ghi ngày họp.")
    place = line("Địa điểm")
    clerk = line(
        "Người kiểm phiếu độc lập",
        help_text="tên đăng nhập của người không thuộc Hội đồng và không tổ chức phiên họp, ví dụ cán bộ thanh tra",
        longest=150,
    )

    def __init__(self, *args: Any, council: Council, matter: registry.Matter, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council, self.matter, self.day = council, matter, day
        self.offered = {} if matter.typed else {self._key(c): c for c in (matter.candidates or _none)(day)}
        if matter.typed:
            missing = "Chưa ghi nội dung nào. Hãy ghi mỗi nội dung một dòng."
            self.fields["items"] = words("Nội dung họp", missing=missing, help_text="mỗi dòng một nội dung")
            self.fields["unit"] = UnitField("Đơn vị được xét", today, "nếu các nội dung đều nói về một đơn vị")
        else:
            self.fields["items"] = forms.MultipleChoiceField(
                label="Nội dung họp",
                choices=[(key, candidate.label) for key, candidate in self.offered.items()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "required": "Chưa chọn nội dung nào. Hãy chọn ít nhất một nội dung.",
                    "invalid_choice": "Một nội dung đã chọn không còn chờ Hội đồng. Hãy chọn lại.",
                },
            )
        self.order_fields(["items", "unit", "held_on", "place", "clerk"])
        self.made: Session | None = None

    @staticmethod
    def _key(candidate: Candidate) -> str:
        return f"{candidate.subject}|{candidate.key}"

    def clean_clerk(self) -> User | None:
        name = self.cleaned_data["clerk"].strip().lower()
        found = User.objects.filter(username=name, is_active=True).first() if name else None
        if name and found is None:
            raise forms.ValidationError(f"Không có tài khoản đang dùng tên “{name}”. Hãy kiểm tra lại.")
        return found

    def act(self, by: str) -> str:
        data = self.cleaned_data
        self.made = actions.convene(
            self.council,
            matter=self.matter.code,
            candidates=self._candidates(data),
            held_on=data["held_on"],
            place=data["place"],
            clerk=data["clerk"],
            on=self.day,
            by=by,
        )
        return f"Đã triệu tập {self.made}. Việc tiếp theo: thêm tài liệu và gửi thành viên."

    def _candidates(self, data: dict[str, Any]) -> list[Candidate]:
        if not self.matter.typed:
            return [candidate for key, candidate in self.offered.items() if key in data["items"]]
        unit = data.get("unit")
        lines = [text.strip() for text in data["items"].splitlines() if text.strip()]
        return [Candidate("councils.item", "", text, unit.pk if unit else None) for text in lines]


def _none(day: date) -> list[Candidate]:
    return []


class _SessionForm(ActForm):
    """An act on a session. `code` names it in the address' POST, `does` in the workflow's table."""

    code, does = "", ""

    def __init__(self, *args: Any, record: SessionRecord, day: date, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", self.code)
        super().__init__(*args, **kwargs)
        self.record, self.session, self.day = record, record.session, day


class SendForm(_SessionForm):
    code, does = "gui", "send_papers"

    def act(self, by: str) -> str:
        actions.send_papers(self.session, on=self.day, by=by)
        return f"Đã gửi tài liệu ngày {show_day(self.day)}. Việc tiếp theo: điểm danh vào ngày họp."


class OpenForm(_SessionForm):
    code, does = "khai-mac", "open_session"

    def act(self, by: str) -> str:
        actions.open_session(self.session, on=self.day, by=by)
        return "Đã khai mạc phiên họp. Việc tiếp theo: quyết định các mối liên quan rồi mở bỏ phiếu."


class OpenVotingForm(_SessionForm):
    code, does = "mo-phieu", "open_voting"

    def act(self, by: str) -> str:
        actions.open_voting(self.session, on=self.day, by=by)
        return "Đã mở bỏ phiếu. Thành viên bỏ phiếu trên điện thoại; phiếu giấy nhận ở trang phiếu giấy."


class CloseForm(_SessionForm):
    code, does = "dong-phieu", "close_voting"

    def act(self, by: str) -> str:
        actions.close_voting(self.session, on=self.day, by=by)
        return "Đã đóng bỏ phiếu và kiểm phiếu. Danh sách phiếu đã công bố cho thành viên và người kiểm phiếu."


class MoveForm(_SessionForm):
    code, does = "doi-ngay", "move"
    held_on = DayField("Họp ngày", "Chưa ghi ngày họp mới. Hãy ghi ngày.")
    reason = words("Lý do", missing="Chưa ghi lý do. Hãy ghi lý do dời ngày họp.")

    def act(self, by: str) -> str:
        actions.move(self.session, **self.cleaned_data, on=self.day, by=by)
        return f"Đã dời phiên họp sang ngày {show_day(self.cleaned_data['held_on'])}."


class PaperForm(_SessionForm):
    code, does = "tai-lieu", "add_paper"
    title = line("Tên tài liệu", missing="Chưa ghi tên tài liệu. Hãy ghi tên.")
    number = line("Số, ngày văn bản", longest=200)
    document = forms.TypedChoiceField(
        label="Tệp trong kho minh chứng",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="tệp của đơn vị được xét",
        error_messages={"invalid_choice": "Tệp này không còn chọn được. Hãy chọn lại."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = uses.offered(self.session, self.record.items)
        self.fields["document"].choices = [("", "Không gắn tệp"), *held]  # type: ignore[attr-defined]

    def act(self, by: str) -> str:
        paper = actions.add_paper(self.session, **self.cleaned_data, by=by)
        return f"Đã thêm tài liệu “{paper.title}”."


class CancelForm(_SessionForm):
    code, does = "huy", "cancel"
    reason = words("Lý do", missing="Chưa ghi lý do. Hãy ghi lý do hủy triệu tập.")

    def act(self, by: str) -> str:
        actions.cancel(self.session, **self.cleaned_data, by=by)
        return "Đã hủy triệu tập. Các nội dung có thể đưa ra phiên họp khác."


ONWARD = (SendForm, OpenForm, OpenVotingForm, CloseForm)
"""The acts that bring a session on its way, in their order: the main act of the page is the one of the state."""
BESIDE = (PaperForm, MoveForm, CancelForm)


class AttendanceForm(ActForm):
    """Everybody on the roll: came, stayed away, or votes by letter."""

    def __init__(self, *args: Any, record: SessionRecord, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        for member in record.members:
            field = choice(f"{member.full_name}", choices, missing="Chưa điểm danh.", radio=True)
            field.initial = member.attendance
            field.help_text = ", ".join(filter(None, (member.role_label, member.position)))
            self.fields[f"tv-{member.id}"] = field

    def act(self, by: str) -> str:
        marks = {int(name.removeprefix("tv-")): state for name, state in self.cleaned_data.items() if state}
        changed = actions.mark_attendance(self.record.session, marks, by=by) if marks else 0
        return f"Đã ghi điểm danh, {changed} thay đổi." if changed else "Điểm danh như cũ, không có gì thay đổi."


class RuleForm(ActForm):
    """The chairman's written decision on one missing rule."""

    def __init__(self, *args: Any, record: SessionRecord, key: str, words_of: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.key = record, key
        if words_of:
            value: forms.Field = choice("Nội dung quyết định", list(words_of.items()), missing="Chưa chọn. Hãy chọn.")
        else:
            value = line(
                "Nội dung quyết định", missing="Chưa ghi giá trị. Hãy ghi một số.", help_text="dấu phẩy thập phân"
            )
        self.fields["value"] = value
        self.fields["decided_by"] = choice(
            "Người quyết định",
            [(m.full_name, f"{m.full_name}, {m.role_label}") for m in record.members if m.role in ("chair", "deputy")],
            missing="Chưa chọn người quyết định.",
        )
        self.fields["paper"] = line("Văn bản", missing="Chưa ghi văn bản. Hãy ghi số, ngày của văn bản.", longest=200)
        self.fields["reason"] = words("Lý do", missing="Chưa ghi lý do. Hãy ghi lý do.")

    def clean_value(self) -> Any:
        from chungsuc.law.figures import FigureError, read_decimal
        from chungsuc.rulebook.facts import WORDS

        if self.key in WORDS:
            return self.cleaned_data["value"]
        try:
            value = read_decimal(self.cleaned_data["value"])
        except FigureError as fault:
            raise forms.ValidationError(str(fault)) from None
        if not 0 <= value <= 100:
            raise forms.ValidationError("Hãy ghi một số từ 0 đến 100.")
        return value

    def act(self, by: str) -> str:
        actions.fix_rule(self.record.session, self.key, **self.cleaned_data, on=today(), by=by)
        return "Đã ghi quyết định; chỉ áp dụng cho phiên họp này."
