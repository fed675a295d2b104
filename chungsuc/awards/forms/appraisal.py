"""What is typed while a dossier is appraised, and what the queue is narrowed to."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html

from chungsuc.law.spelling import fold
from chungsuc.web.fields import DayField, Refusable, Refused, choice, depending, line, paragraph

from ..actions.appraising import Looked
from ..models.appraisal import ANSWERS, WHYS
from ..workflow.dossiers import APPRAISED, APPRAISING, STATES, SUBMITTED
from .files import Typed

NO_NAMES = "đừng ghi tên người ở đây"
YES_NO = [("1", "đạt"), ("0", "chưa đạt")]


class ActForm(Refusable):
    """A step of a dossier: the version that was seen, and what the act asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    received_on = DayField("Nhận ngày", help_text="để trống là hôm nay; hoặc ngày làm việc đã nhận, từ ngày nộp")
    paper = depending(line("Văn bản", longest=300, help_text="số, ngày văn bản"))
    reason = depending(paragraph("Lý do", help_text=NO_NAMES))

    ASKED = {
        "receive": ("received_on",),
        "stop_formal": ("reason",),
        "stop_content": ("reason",),
        "refuse": ("reason",),
        "minutes_pass": ("paper", "reason"),
        "forward": ("paper", "reason"),
        "decline": ("paper", "reason"),
    }
    LABELS = {
        "stop_formal": {"reason": "Phải bổ sung"},
        "stop_content": {"reason": "Phải bổ sung"},
        "minutes_pass": {"paper": "Biên bản họp xét", "reason": "Kết quả họp"},
        "forward": {"paper": "Tờ trình", "reason": "Trình về việc gì"},
        "decline": {"paper": "Văn bản trả lời"},
    }

    def __init__(self, *args: Any, act: str, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("received_on", "paper", "reason"):
            if name not in self.ASKED.get(act, ()):
                del self.fields[name]
        for name, label in self.LABELS.get(act, {}).items():
            self.fields[name].label = label


class FindingForm(Refusable):
    """What was found on the lines of a check, each with its own word; a line that is left alone stays as it is."""

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.keys = {line: sha256(line.encode()).hexdigest()[:10] for line, _ in lines}
        for line_, words in lines:
            self.fields[f"met-{self.keys[line_]}"] = depending(
                forms.ChoiceField(
                    label=format_html('Kết luận<span class="vh">: {}</span>', words),
                    choices=YES_NO,
                    widget=forms.RadioSelect,
                    required=False,
                    error_messages={"invalid_choice": "Kết luận này không có. Hãy chọn lại."},
                )  # fmt: skip
            )
            self.fields[f"note-{self.keys[line_]}"] = depending(paragraph("Nhận xét", rows=1))

    @property
    def looked(self) -> list[Looked]:
        """The lines on which something was found."""
        said = self.cleaned_data
        chosen = [(line_, said.get(f"met-{key}"), said.get(f"note-{key}", "")) for line_, key in self.keys.items()]
        return [Looked(line_, met == "1", note) for line_, met, note in chosen if met]

    def clean(self) -> dict[str, Any]:
        """A note without a word on its line is told, never lost."""
        data = dict(super().clean() or {})
        for key in self.keys.values():
            if data.get(f"note-{key}") and not data.get(f"met-{key}") and f"met-{key}" not in self.errors:
                self.add_error(f"met-{key}", "Đã ghi nhận xét mà chưa kết luận. Hãy chọn đạt hoặc chưa đạt.")
        return data

    def refuse(self, refused: Refused) -> None:
        """The refusal stands at the line that it is about."""
        name, _, line_ = refused.field.partition(":")
        field = f"{name}-{self.keys.get(line_, '')}"
        self.add_error(field if field in self.fields else None, str(refused))

    def of(self, line_: str) -> tuple[Any, Any]:
        """The two fields of a line."""
        return self[f"met-{self.keys[line_]}"], self[f"note-{self.keys[line_]}"]


class QuestionForm(Typed):
    """A question to another agency."""

    agency = line("Cơ quan được hỏi", missing="Chưa ghi cơ quan. Hãy ghi tên hoặc mã.", longest=400)
    about = line("Hỏi về", missing="Chưa ghi hỏi về việc gì. Hãy ghi trong một câu.", longest=300)
    due_on = depending(DayField("Trả lời đến hết ngày", help_text="chỉ ghi khi chưa có quy định về số ngày"))


class AnswerForm(Refusable):
    """What an agency answers."""

    view = choice("Ý kiến", ANSWERS, missing="Chưa chọn ý kiến. Hãy chọn.")
    words = depending(paragraph("Nội dung", help_text="bắt buộc khi không nhất trí"))
    paper = line("Văn bản trả lời", longest=300, help_text="số, ngày")


class VisitForm(Refusable):
    """What was seen where the achievement is."""

    why = choice("Vì sao đến", WHYS, missing="Chưa chọn vì sao đến. Hãy chọn.")
    visited_on = DayField("Đến ngày", missing="Chưa ghi ngày đến. Hãy ghi.")
    right = choice("Kết quả", [("1", "đúng như hồ sơ"), ("0", "không đúng như hồ sơ")], missing="Chưa chọn kết quả.")
    report = paragraph("Đã thấy gì", missing="Chưa ghi đã thấy gì. Hãy ghi.")


class CountersignForm(Refusable):
    """The commune's word under a visit."""

    words = paragraph("Ý kiến của xã", help_text="để trống khi xã không có ý kiến khác")


class AnnounceForm(Refusable):
    """Where the seed of a draw will be published, and when: on a day to come, so that nobody knows it."""

    seed_source = line(
        "Số gieo lấy từ đâu", missing="Chưa ghi số gieo lấy từ đâu. Hãy ghi.", longest=300,
        help_text="số mà không ai ở đây chọn được; ví dụ: giải đặc biệt xổ số kiến thiết của một tỉnh",
    )  # fmt: skip
    seed_day = DayField("Công bố ngày", help_text="sau hôm nay", missing="Chưa ghi ngày công bố. Hãy ghi.")


class AnnounceAgainForm(AnnounceForm):
    """Another publication where the first did not come about; why stays to be read."""

    reason = line("Vì sao đổi", missing="Chưa ghi vì sao đổi. Hãy ghi.", longest=300)


class SampleForm(Refusable):
    """The seed of a draw as it was published."""

    seed = line("Số gieo", missing="Chưa ghi số gieo. Hãy ghi đúng như nơi công bố.")


class QueueFilter(forms.Form):
    """What the queue is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(label="Tìm", required=False, max_length=200, help_text="tên, đơn vị; không cần dấu")
    buoc = forms.ChoiceField(label="Bước", required=False)
    hinh_thuc = forms.ChoiceField(label="Hình thức", required=False)
    dot = forms.ChoiceField(label="Đợt", required=False)

    def __init__(
        self, *args: Any, forms_known: list[tuple[str, str]], rounds: list[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        steps = [(code, STATES[code].label) for code in (SUBMITTED, *APPRAISING, APPRAISED)]
        for name, every, offered in (
            ("buoc", "Mọi bước chưa xong", steps),
            ("hinh_thuc", "Mọi hình thức", forms_known),
            ("dot", "Mọi đợt", rounds),
        ):
            self.fields[name].choices = [("", every), *offered]  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    @property
    def words(self) -> list[str]:
        """The folded words that are looked for."""
        return fold(self.told("q")).split()
