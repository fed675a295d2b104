"""Founding a council; entering and ending members; declaring a tie."""

from typing import Any

from django import forms

from chungsuc.accounts.models import User
from chungsuc.law.periods import show_day
from chungsuc.web.day import today

from .. import actions
from ..models import Council, Member
from ..models.roll import ROLES, TIES
from .acts import ActForm
from .fields import DayField, UnitField, choice, line

_NAME = "Chưa ghi họ và tên. Hãy ghi họ và tên thành viên."


class CouncilForm(ActForm):
    """A new council."""

    name = line("Tên Hội đồng", missing="Chưa ghi tên. Hãy ghi tên Hội đồng như trong quyết định thành lập.")
    code = forms.SlugField(
        label="Mã",
        max_length=60,
        help_text="chữ không dấu, số và dấu gạch nối; dùng trong địa chỉ trang, ví dụ tham-dinh-2023",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={
            "required": "Chưa ghi mã. Hãy ghi một mã ngắn.",
            "invalid": "Mã chỉ gồm chữ không dấu, số và dấu gạch nối.",
            "max_length": "Mã dài quá 60 ký tự.",
        },
    )
    unit = UnitField("Cơ quan thành lập", today, missing="Chưa ghi cơ quan. Hãy ghi tên hoặc mã cơ quan.")
    since = DayField("Thành lập ngày", "Chưa ghi ngày. Hãy ghi ngày của quyết định thành lập.")
    paper = line("Quyết định thành lập", missing="Chưa ghi văn bản. Hãy ghi số, ngày của quyết định.", longest=200)
    made: Council | None = None

    def act(self, by: str) -> str:
        self.made = actions.found_council(**self.cleaned_data, by=by)
        return f"Đã ghi {self.made.name}. Việc tiếp theo: ghi danh sách thành viên."


class MemberForm(ActForm):
    """A new line of the roll."""

    full_name = line("Họ và tên", missing=_NAME, longest=200)
    position = line("Chức vụ", help_text="ví dụ Phó Giám đốc Sở Xây dựng")
    role = choice("Vai trò trong Hội đồng", ROLES, missing="Chưa chọn vai trò. Hãy chọn vai trò.")
    account = line(
        "Tên đăng nhập", help_text="để trống khi thành viên không có tài khoản và bỏ phiếu giấy", longest=150
    )
    unit = UnitField("Đơn vị công tác", today, "tên hoặc mã; dùng để phát hiện liên quan đến nội dung họp")
    since = DayField("Từ ngày", "Chưa ghi ngày. Hãy ghi ngày bắt đầu tham gia Hội đồng.")
    paper = line("Theo văn bản", longest=200)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council = council

    def clean_account(self) -> User | None:
        name = self.cleaned_data["account"].strip().lower()
        if not name:
            return None
        found = User.objects.filter(username=name, is_active=True).first()
        if found is None:
            raise forms.ValidationError(f"Không có tài khoản đang dùng tên “{name}”. Hãy kiểm tra lại hoặc để trống.")
        return found

    def act(self, by: str) -> str:
        member = actions.enter_member(self.council, **self.cleaned_data, by=by)
        return f"Đã ghi {member.full_name} vào danh sách từ ngày {show_day(member.since)}."


class _OfMember(ActForm):
    """An act on one line of the roll."""

    def __init__(self, *args: Any, council: Council, seats: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council = council
        self.fields["member"] = choice(
            "Thành viên", [(str(m.pk), f"{m.full_name}, {m.get_role_display()}") for m in seats],
            missing="Chưa chọn thành viên. Hãy chọn trong danh sách.",
        )  # fmt: skip
        self.order_fields(["member"])

    def member(self) -> Member:
        return Member.objects.select_related("council__unit").get(pk=self.cleaned_data["member"])


class EndForm(_OfMember):
    """The last day of a place on the roll."""

    prefix = "thoi"
    until = DayField("Tham gia đến hết ngày", "Chưa ghi ngày. Hãy ghi ngày cuối tham gia Hội đồng.")
    paper = line("Theo văn bản", longest=200)

    def act(self, by: str) -> str:
        data = self.cleaned_data
        member = actions.end_member(self.member(), until=data["until"], paper=data["paper"], by=by)
        return f"Đã ghi {member.full_name} tham gia đến hết ngày {show_day(data['until'])}."


class TieForm(_OfMember):
    """What binds a member to a unit."""

    prefix = "moi"
    kind = choice("Mối liên quan", TIES, missing="Chưa chọn loại. Hãy chọn loại liên quan.")
    unit = UnitField("Với đơn vị", today)
    label = line("Nội dung", help_text="chỉ người tổ chức và Chủ tịch Hội đồng đọc được")
    since = DayField("Từ ngày", "Chưa ghi ngày. Hãy ghi ngày bắt đầu.")

    def act(self, by: str) -> str:
        data = {key: value for key, value in self.cleaned_data.items() if key != "member"}
        member = self.member()
        actions.declare_tie(member, **data, by=by)
        return f"Đã ghi mối liên quan của {member.full_name}."
