"""Accounts and posts: making an account, giving and ending a post, a first password, switching an account off."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chungsuc.accounts import actions as accounts
from chungsuc.accounts.models import User
from chungsuc.accounts.rules import LONGEST_USERNAME
from chungsuc.law.periods import show_day

from ..actions import AppointmentRefused, appoint, end_appointment
from ..finding import UnitUnclear, find_unit
from ..models import Post
from ..people_facts import PersonFact, PostFact
from ..post_rules import kinds_for
from ..rules import ROLES
from .fields import DayField, choice, line, password

_ROLES = [(role.code, role.name) for role in ROLES.values()]
_STRENGTH = "Ít nhất 12 ký tự. Người dùng phải đổi ngay khi đăng nhập lần đầu."


class PeopleFilter(forms.Form):
    """What the list of accounts may be narrowed by, in the address."""

    ten = line("Tên", help_text="họ tên hoặc tên đăng nhập, không cần dấu")
    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), ("dung", "đang dùng"), ("ngung", "đã ngừng dùng")]
    )

    @property
    def active(self) -> bool | None:
        return {"dung": True, "ngung": False}.get(self.cleaned_data.get("tinh_trang", ""))


class _TwicePassword(forms.Form):
    """A first password, typed twice."""

    password1 = password("Mật khẩu lần đầu", "Chưa nhập mật khẩu. Hãy nhập mật khẩu lần đầu.", _STRENGTH)
    password2 = password("Nhập lại mật khẩu", "Chưa nhập lại mật khẩu. Hãy nhập thêm một lần.")

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        if "password1" in given and "password2" in given and given["password1"] != given["password2"]:
            self.add_error("password2", "Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại.")
        return given


class NewAccountForm(_TwicePassword):
    """A new account."""

    username = line(
        "Tên đăng nhập",
        missing="Chưa nhập tên đăng nhập. Hãy nhập tên đăng nhập.",
        help_text="chữ, số và các dấu . @ + - _, không có khoảng trắng; ví dụ ha.nguyen",
        longest=LONGEST_USERNAME,
        attrs={"autocapitalize": "none", "spellcheck": "false"},
    )
    full_name = line("Họ và tên", missing="Chưa nhập họ và tên. Hãy nhập họ và tên người dùng.")
    field_order = ["username", "full_name", "password1", "password2"]

    def carry_out(self, by: str) -> User | None:
        """Makes the account, or puts the reasons at the fields and gives None."""
        data = self.cleaned_data
        try:
            return accounts.create_account(data["username"], data["full_name"], data["password1"], by=by)
        except ValidationError as refused:
            for text in refused.messages:
                self.add_error("password1" if text.startswith("Mật khẩu") else "username", text)
        return None


class ActForm(forms.Form):
    """One act on the page of a person. `carry_out` gives the sentence that says what was done, "" when refused."""

    def __init__(self, *args: Any, user: User, fact: PersonFact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.fact = user, fact

    def carry_out(self, by: str) -> str:
        raise NotImplementedError


class GivePostForm(ActForm):
    """A role at a unit in a period, by which paper."""

    role = choice("Vai trò", _ROLES, missing="Chưa chọn vai trò. Hãy chọn một vai trò.")
    unit = line(
        "Đơn vị",
        missing="Chưa ghi đơn vị. Hãy ghi tên hoặc mã đơn vị.",
        help_text="tên hoặc mã của đơn vị có vào ngày đầu của chức vụ",
        longest=400,
        attrs={"list": "don-vi"},
    )
    since = DayField("Ngày đầu", missing="Chưa ghi ngày đầu. Hãy ghi ngày bắt đầu chức vụ.")
    until = DayField("Ngày cuối", help_text="ngày/tháng/năm; để trống khi chưa định")
    paper = line(
        "Theo văn bản",
        missing="Chưa ghi văn bản. Hãy ghi số, ngày của văn bản phân công.",
        help_text="ví dụ Quyết định 12/QĐ-VPĐP ngày 03/01/2025",
    )

    def carry_out(self, by: str) -> str:
        data = self.cleaned_data
        try:
            found = find_unit(data["unit"], data["since"], prefer=kinds_for(data["role"]))
        except UnitUnclear as unclear:
            self.add_error("unit", str(unclear))
            return ""
        before = {post.id for post in self.fact.posts}
        try:
            post = appoint(account=self.user, unit=found.unit, unit_name=found.name, by=by, **self._asked())
        except AppointmentRefused as refused:
            self._put(refused)
            return ""
        done = "Chức vụ này đã được giao từ trước" if post.pk in before else "Đã giao chức vụ"
        return f"{done}: {ROLES[post.role].name}, {found.name}, từ {show_day(post.since)}."

    def _asked(self) -> dict[str, Any]:
        return {key: self.cleaned_data[key] for key in ("role", "since", "until", "paper")}

    def _put(self, refused: AppointmentRefused) -> None:
        """Each reason at its field; a last day that was left empty is filled with the one that would do."""
        for refusal in refused.refusals:
            self.add_error(refusal.field or None, refusal.text)
            if refusal.proposed_until and not self.data.get(self.add_prefix("until")):
                self.data = {**dict(self.data.items()), self.add_prefix("until"): show_day(refusal.proposed_until)}


class EndPostForm(ActForm):
    """The last day of a post that is held or still to come."""

    post = choice("Chức vụ", [], missing="Chưa chọn chức vụ. Hãy chọn chức vụ cần kết thúc.")
    last_day = DayField(
        "Ngày cuối",
        missing="Chưa ghi ngày cuối. Hãy ghi ngày cuối của chức vụ.",
        help_text="quyền còn đến hết ngày này; muốn thu quyền ngay thì ghi ngày hôm qua",
    )
    paper = line("Theo văn bản")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {_mark(post): post for post in self.fact.posts if post.state != "over"}
        # A choice carries the last day that was seen: once somebody else has changed it, it is no longer offered.
        offered = [(mark, f"{post.role}, {post.unit}, {post.period}") for mark, post in self.posts.items()]
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn…"), *offered]

    def carry_out(self, by: str) -> str:
        data = self.cleaned_data
        fact = self.posts[data["post"]]
        post = Post.objects.select_related("account").get(pk=fact.id)
        try:
            end_appointment(post, seen_until=fact.until, last_day=data["last_day"], by=by, paper=data["paper"])
        except AppointmentRefused as refused:
            for refusal in refused.refusals:
                self.add_error(refusal.field or None, refusal.text)
            return ""
        return f"{fact.role}, {fact.unit}: ngày cuối là {show_day(data['last_day'])}."


class FirstPasswordForm(ActForm, _TwicePassword):
    """Another first password; `seen` is when the password was last set, as the page showed it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", _moment(self.user))

    def carry_out(self, by: str) -> str:
        if self.cleaned_data["seen"] != _moment(self.user):
            self.add_error(None, "Mật khẩu của tài khoản này vừa được đặt. Hãy mở lại trang nếu còn muốn đặt lại.")
            return ""
        try:
            accounts.set_password(self.user, self.cleaned_data["password1"], by=by, must_change_password=True)
        except ValidationError as refused:
            self.add_error("password1", refused)
            return ""
        return "Đã đặt mật khẩu lần đầu. Các phiên đăng nhập của tài khoản đã kết thúc."


class SwitchOffForm(ActForm):
    """The end of an account, with the reason."""

    reason = line("Lý do", missing="Chưa ghi lý do. Hãy ghi vì sao ngừng tài khoản.", longest=500)

    def carry_out(self, by: str) -> str:
        done = accounts.deactivate(self.user, by=by, reason=self.cleaned_data["reason"])
        return "Đã ngừng tài khoản, các phiên đăng nhập đã kết thúc." if done else "Tài khoản đã ngừng từ trước."


def _mark(post: PostFact) -> str:
    return f"{post.id}:{post.until.isoformat() if post.until else ''}"


def _moment(user: User) -> str:
    return user.password_changed_at.isoformat() if user.password_changed_at else ""


ACTS: dict[str, type[ActForm]] = {
    "giao": GivePostForm,
    "ket-thuc": EndPostForm,
    "mat-khau": FirstPasswordForm,
    "ngung": SwitchOffForm,
}


def act_forms(user: User, fact: PersonFact, asked: str, data: Any, today: date) -> dict[str, ActForm]:
    """The forms that a person's page offers, by name; the one that was sent is bound to `data`."""
    starts = {"giao": {"since": show_day(today)}, "ket-thuc": {"last_day": show_day(today)}}
    return {
        name: ACTS[name](
            data if asked == name else None, user=user, fact=fact, prefix=name, initial=dict(starts.get(name, {}))
        )
        for name in _offered(fact)
    }


def _offered(fact: PersonFact) -> list[str]:
    ending = any(post.state != "over" for post in fact.posts)
    return [name for name in ACTS if (ending if name == "ket-thuc" else fact.is_active)]
