"""Forms of the room. Each act's form asks what the table of steps says it asks."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.forms.fields import DayField, choice, line
from chungsuc.web.fields import Refusable, paragraph

from .actions.saying import Said
from .models import Level, Opinion
from .models.examining import OUTCOMES
from .workflow import DECISION, PAPER, REASON, STATES, Step

MISSING_DAY = "Chưa ghi ngày. Hãy ghi ngày/tháng/năm."


words = partial(paragraph, longest=4000)


def day_field(label: str, help_text: str = "") -> DayField:
    """A day that has to be given."""
    return DayField(label, missing=MISSING_DAY, help_text=help_text)


class StepForm(Refusable):
    """What a step asks: the day, and by the table a reason, a paper, a decision. Carries the version seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        step: Step,
        today: date,
        version: int,
        known: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`known` is what an issued paper says already: its number, day and signer are not typed again."""
        kwargs |= {"initial": {"on": show_day(today), "version": version, **(known or {})}, "prefix": step.act}
        super().__init__(*args, **kwargs)
        self.step = step
        decides = DECISION in step.asks
        self.fields["on"] = day_field("Ngày ký" if decides else "Ngày làm việc này")
        if decides:
            self.fields["number"] = line("Số quyết định", missing="Chưa ghi số quyết định, ví dụ 1234/QĐ-UBND.")
            self.fields["signer"] = line("Người ký", missing="Chưa ghi người ký. Hãy ghi họ tên, chức vụ.")
            if step.act == "decide":
                self.fields["certificate"] = line("Số Bằng công nhận", longest=100)
                self.fields["joint"] = forms.BooleanField(
                    label="Quyết định này công nhận nhiều đơn vị",
                    required=False,
                    help_text="cùng số, cùng ngày ký, cùng người ký với hồ sơ khác",
                )
        if PAPER in step.asks:
            self.fields["paper"] = line("Văn bản", missing="Chưa ghi số, ngày văn bản.", help_text="Số, ký hiệu, ngày.")
        if REASON in step.asks:
            self.fields["reason"] = words(
                "Lý do", missing="Chưa ghi lý do. Hãy ghi rõ lý do để người nhận biết phải làm gì."
            )

    @property
    def said(self) -> Said:
        """What was typed, for the action."""
        told = self.cleaned_data
        texts = {name: nfc(told.get(name, "")) for name in ("reason", "paper", "number", "signer", "certificate")}
        return Said(on=told["on"], joint=bool(told.get("joint")), details={}, **texts)


class NewCaseForm(Refusable):
    """The registration of a case: which of one's units, which level, which year."""

    unit = choice("Đơn vị", [], missing="Chưa chọn đơn vị.")
    level = choice("Mức", [], missing="Chưa chọn mức.")
    year = forms.IntegerField(
        label="Năm đánh giá",
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Chưa ghi năm đánh giá.", "invalid": "Năm gồm bốn chữ số, ví dụ 2024."},
    )
    on = day_field("Ngày đăng ký")

    def __init__(self, *args: Any, units: list[tuple[str, str]], levels: list[Level], today: date, **kw: Any) -> None:
        kw |= {"initial": {"on": show_day(today), "year": today.year - 1}}
        super().__init__(*args, **kw)
        self.fields["unit"].choices = [("", "Chọn…"), *units]  # type: ignore[attr-defined]
        self.fields["level"].choices = [("", "Chọn…"), *((v.code, v.name) for v in levels)]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]


class PostingForm(Refusable):
    """The start of a posting: its first day, places, and what proves it."""

    prefix = "niem-yet"
    on = day_field("Niêm yết từ ngày", "Ngày này là ngày thứ nhất.")
    places = forms.MultipleChoiceField(
        label="Nơi niêm yết",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chưa chọn nơi niêm yết.",
            "invalid_choice": "Nơi niêm yết không đúng. Hãy chọn lại.",
        },
    )
    proof = line("Căn cứ đã niêm yết", help_text="Số, ngày biên bản; ảnh chụp đưa vào phần minh chứng.")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = places  # type: ignore[attr-defined]


class ProofForm(Refusable):
    """A document that the system holds already, chosen as the proof of a posting."""

    prefix = "tai-lieu"
    document = choice("Tài liệu của đơn vị", [], missing="Chưa chọn tài liệu.")

    def __init__(self, *args: Any, documents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Chọn…"), *documents]  # type: ignore[attr-defined]


class BroadcastForm(Refusable):
    """One announcement on the loudspeakers."""

    prefix = "phat-thanh"
    on = day_field("Ngày phát")
    at = line("Buổi, giờ", help_text="Ví dụ: sáng, 5 giờ 30.", longest=60)


class ObjectionForm(Refusable):
    """An objection that came."""

    prefix = "phan-anh"
    on = day_field("Ngày nhận")
    text = words(
        "Nội dung phản ánh",
        missing="Chưa ghi nội dung phản ánh.",
        help_text="Ghi tóm tắt; không cần ghi tên người phản ánh.",
    )


class AnswerForm(Refusable):
    """The answer to an objection."""

    on = day_field("Ngày trả lời")
    answer = words("Trả lời", missing="Chưa ghi nội dung trả lời.")


class OpinionForm(Refusable):
    """A body's written opinion."""

    body = choice("Nơi cho ý kiến", [], missing="Chưa chọn nơi cho ý kiến.")
    outcome = choice(
        "Ý kiến", [(Opinion.AGREES, "nhất trí"), (Opinion.DISAGREES, "chưa nhất trí")], missing="Chưa chọn."
    )
    on = day_field("Ngày văn bản")
    paper = line("Số văn bản", missing="Chưa ghi số văn bản. Ý kiến phải bằng văn bản.")
    text = words("Nội dung chính")

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "Chọn…"), *bodies]  # type: ignore[attr-defined]


class ItemForm(Refusable):
    """A paper put into the dossier."""

    code = choice("Thành phần hồ sơ", [], missing="Chưa chọn thành phần.")
    paper = line("Số, tên văn bản", missing="Chưa ghi số, tên văn bản.")
    on = day_field("Ngày văn bản")
    document = forms.TypedChoiceField(
        label="Tệp trong kho minh chứng", required=False, coerce=int, empty_value=None,
        help_text="đưa tệp lên ở trang Minh chứng trước",
        error_messages={"invalid_choice": "Tệp này không còn chọn được. Hãy chọn lại."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, items: list[tuple[str, str]], documents: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Chọn…"), *items]  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", "Không gắn tệp"), *documents]  # type: ignore[attr-defined]


class FindingForm(Refusable):
    """A responsible body's word: on a condition (`part` is its code) or on a part of the set."""

    part = choice("Nội dung", [], missing="Chưa chọn nội dung.")
    outcome = choice("Kết luận", OUTCOMES, missing="Chưa chọn kết luận.")
    number = forms.IntegerField(
        label="Số lượng", required=False, min_value=0, max_value=10000, help_text="Chỉ ghi khi nội dung đòi một số.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Hãy ghi số nguyên, ví dụ 2."},
    )  # fmt: skip
    on = day_field("Ngày văn bản")
    paper = line("Số văn bản", missing="Chưa ghi số văn bản.")
    text = words("Nhận xét", help_text="Bắt buộc khi chưa đạt.")

    def __init__(self, *args: Any, parts: list[tuple[str, str]], numbered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", "Chọn…"), *parts]  # type: ignore[attr-defined]
        if not numbered:
            del self.fields["number"]


class RulingForm(Refusable):
    """A named officer's written decision where a rule is missing, for one case."""

    key = choice("Quy định còn thiếu", [], missing="Chưa chọn quy định.")
    value = line("Giá trị", missing="Chưa ghi giá trị.", help_text="Một số (ví dụ 10), hoặc chữ “đạt”, “không đạt”.")
    by_name = line("Người quyết định", missing="Chưa ghi họ tên, chức vụ người quyết định.")
    paper = line("Số văn bản", missing="Chưa ghi số văn bản.")
    on = day_field("Ngày văn bản")
    reason = words("Lý do", missing="Chưa ghi lý do.")

    def __init__(self, *args: Any, keys: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "Chọn…"), *keys]  # type: ignore[attr-defined]

    def clean_value(self) -> Any:
        """A number with a decimal comma, or met and not met."""
        from chungsuc.law.figures import FigureError, read_decimal

        typed = nfc(self.cleaned_data["value"]).strip().lower()
        if typed in ("đạt", "không đạt"):
            return typed == "đạt"
        try:
            return read_decimal(typed)
        except FigureError as fault:
            raise forms.ValidationError(f"{fault} Hoặc ghi “đạt”, “không đạt”.") from None


class ProposalForm(Refusable):
    """A proposal to revoke."""

    on = day_field("Ngày đề nghị")
    paper = line("Văn bản", missing="Chưa ghi số, ngày văn bản.")
    reason = words("Lý do", missing="Chưa ghi lý do đề nghị thu hồi.")


class CaseFilter(forms.Form):
    """What the list of cases is asked for; lives in the address."""

    buoc = forms.ChoiceField(label="Bước", required=False)
    muc = forms.ChoiceField(label="Mức", required=False)
    nam = forms.TypedChoiceField(label="Năm đánh giá", required=False, coerce=int, empty_value=None)
    huyen = forms.ChoiceField(label="Huyện, thành phố", required=False)
    cham = forms.BooleanField(label="Chỉ hồ sơ quá hạn", required=False)

    def __init__(
        self,
        *args: Any,
        states: list[str],
        levels: list[tuple[str, str]],
        years: list[int],
        districts: list[tuple[str, str]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        steps = [("dang-xet", "Đang xét"), *((code, STATES[code].label) for code in states)]
        self._offer("buoc", "Mọi bước", steps)
        self._offer("muc", "Mọi mức", levels)
        self._offer("nam", "Mọi năm", [(str(year), str(year)) for year in years])
        self._offer("huyen", "Mọi huyện", districts)

    def _offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked; what cannot be understood asks for nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
