"""Forms of certificates: a batch with its list, the end of one, a blank's positions, a code to check."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from chungsuc.law.figures import FigureError, read_decimal
from chungsuc.law.periods import show_day
from chungsuc.web.fields import DayField, Refusable, choice, line
from chungsuc.web.numbers import plain

from ..printing import FIELDS
from ..rules.entries import entries_of
from .numbers import MISSING_DAY
from .papers import Body, words

SIZES = [("A4", "A4 ngang"), ("A3", "A3 ngang")]
VERBS = [("TẶNG", "TẶNG"), ("CÔNG NHẬN", "CÔNG NHẬN")]
_FILE_WRONG = "Chưa nhận được tệp danh sách. Hãy chọn lại tệp .xlsx hoặc .csv."


class BatchForm(Refusable):
    """What all certificates of a batch say, and the list of those who get one. The file stands last."""

    unit = choice("Cơ quan tặng", [], missing="Chưa chọn cơ quan.")
    kind = choice("Loại bằng", [], missing="Chưa chọn loại bằng.")
    issuer = line(
        "Người tặng", missing="Chưa ghi người tặng.", help_text="dòng chữ hoa đầu bằng, ví dụ GIÁM ĐỐC SỞ NỘI VỤ"
    )
    verb = choice("Dòng tặng", VERBS, missing="Chưa chọn dòng tặng.")
    reason = words("Thành tích chung", help_text="để trống nếu danh sách ghi riêng từng người", rows=3, longest=1000)
    decision = line(
        "Theo quyết định", missing="Chưa ghi quyết định.", help_text="ví dụ Quyết định số 12/QĐ-SNV ngày 05/02/2026"
    )
    day = DayField("Ngày ký bằng", missing=MISSING_DAY)
    office = choice("Người ký: chức vụ", [], missing="Chưa chọn chức vụ người ký.")
    signer = line("Người ký: họ và tên", missing="Chưa ghi họ và tên người ký.")
    size = choice("Khổ giấy", SIZES, missing="Chưa chọn khổ giấy.")
    blank = choice("In lên phôi có sẵn", [], help_text="để trống thì in cả bằng, có khung và mã QR")
    entries = words(
        "Danh sách",
        help_text="mỗi dòng một người hoặc đơn vị: họ tên | chức vụ, đơn vị | thành tích; hai phần sau có thể bỏ",
        rows=8,
        longest=400_000,
    )
    file = forms.FileField(
        label="Hoặc tệp danh sách",
        required=False,
        help_text="tệp .xlsx hoặc .csv, ba cột như trên, có thể thêm cột TT; không quá 1.000 dòng",
        error_messages=dict.fromkeys(("missing", "invalid", "empty"), _FILE_WRONG),
    )

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        kinds: Sequence[tuple[str, str]],
        blanks: Sequence[tuple[str, str]],
        today: Any,
        **kwargs: Any,
    ) -> None:
        initial = {"day": show_day(today), "size": "A4", "verb": "TẶNG", **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.bodies = {body.unit.code: body for body in bodies}
        named = len(self.bodies) > 1
        offices = [
            (code, f"{body.name}: {office.label}" if named else office.label)
            for body in bodies
            for code, office in body.offices.items()
        ]
        for name, choices in (
            ("unit", [(code, body.name) for code, body in self.bodies.items()]),
            ("kind", kinds),
            ("office", offices),
        ):
            self.fields[name].choices = [("", "Chọn…"), *choices]  # type: ignore[attr-defined]
        self.fields["blank"].choices = [("", "Không, in cả bằng"), *blanks]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        if not blanks:
            del self.fields["blank"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        office, unit = data.get("office", ""), data.get("unit", "")
        if office and unit and not office.startswith(f"{unit}/"):
            self.add_error("office", "Chức vụ này không ký cho cơ quan đã chọn. Hãy chọn lại.")
        if not data.get("file") and not entries_of(data.get("entries", "")) and not self.errors.get("entries"):
            self.add_error("entries", "Chưa có danh sách. Hãy ghi mỗi người một dòng, hoặc chọn tệp danh sách.")
        return data

    @property
    def body(self) -> Body:
        """The body that was chosen."""
        return self.bodies[self.cleaned_data["unit"]]

    @property
    def common(self) -> dict[str, str]:
        """What all certificates of the batch say."""
        said, body = self.cleaned_data, self.body
        office = body.offices[said["office"]]
        head = body.head
        return {
            "issuer": said["issuer"],
            "verb": said["verb"],
            "reason": " ".join(said["reason"].split()),
            "decision": said["decision"],
            "place": head.place if head else "",
            "authority": office.authority,
            "of": office.of,
            "office": office.office,
            "name": said["signer"],
        }


class RevokeForm(Refusable):
    """The end of a certificate."""

    on = DayField("Hết giá trị từ ngày", missing=MISSING_DAY)
    paper = line("Theo văn bản", missing="Chưa ghi văn bản thu hồi.", help_text="số, ký hiệu, ngày")
    reason = words("Lý do", missing="Chưa ghi lý do thu hồi.", rows=3, longest=1000)


class AskReissueForm(Refusable):
    """Why a certificate is to be given again, and what the new one says; what is printed now is filled in."""

    SAID: ClassVar = {"recipient": "Người, đơn vị nhận", "detail": "Chức vụ, đơn vị", "achievement": "Thành tích"}
    why = choice("Lý do cấp lại", [], missing="Chưa chọn lý do cấp lại.")
    reason = words("Trình bày", missing="Chưa trình bày lý do.", rows=3, longest=2000)
    recipient = words(SAID["recipient"], missing="Chưa ghi người hoặc đơn vị nhận.", rows=2, longest=1000)
    detail = words(SAID["detail"], rows=2, longest=1000)
    achievement = words(SAID["achievement"], rows=3, longest=1000)

    def __init__(self, *args: Any, whys: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = [("", "Chọn…"), *((one.code, one.name) for one in whys)]  # type: ignore[attr-defined]
        self.fields["why"].help_text = "chỉ bằng in sai mới được sửa chữ ở ba ô cuối"
        self.fields["reason"].help_text = "mất, hỏng khi nào, hoặc in sai chỗ nào; chỉ người trong cơ quan thấy"

    @property
    def says(self) -> dict[str, str]:
        """What the new certificate is to say."""
        return {part: " ".join(self.cleaned_data[part].split()) for part in self.SAID}


class WithdrawForm(Refusable):
    """A request that is taken back: nothing is asked."""


class DeclineForm(Refusable):
    """Why a certificate is not given again."""

    reason = words("Vì sao không cấp lại", missing="Chưa ghi vì sao không cấp lại.", rows=2, longest=1000)


class GrantReissueForm(Refusable):
    """The day and who signs the certificate that is given again; the old signer is filled in where still right."""

    day = DayField("Ngày ký bằng cấp lại", missing=MISSING_DAY)
    issuer = line("Người tặng", missing="Chưa ghi người tặng.", help_text="dòng chữ hoa đầu bằng")
    office = choice("Người ký: chức vụ", [], missing="Chưa chọn chức vụ người ký.")
    signer = line("Người ký: họ và tên", missing="Chưa ghi họ và tên người ký.")

    def __init__(self, *args: Any, body: Body | None, certificate: Any, today: Any, **kwargs: Any) -> None:
        common = certificate.batch.common
        self.offices = {key.partition("/")[2]: office for key, office in (body.offices.items() if body else ())}
        self.head = body.head if body else None
        signed = (common.get("office"), common.get("authority"), common.get("of"))
        same = [code for code, one in self.offices.items() if (one.office, one.authority, one.of) == signed]
        stays = body is not None and body.unit.pk == certificate.batch.unit_id
        initial = {"day": show_day(today), "office": same[0] if same else ""}
        initial["issuer"] = common.get("issuer", "") if stays or self.head is None else self.head.authority_line
        initial["signer"] = common.get("name", "") if stays and same else ""
        super().__init__(*args, **{"initial": initial, **kwargs})
        offered = [(code, office.label) for code, office in self.offices.items()]
        self.fields["office"].choices = [("", "Chọn…"), *offered]  # type: ignore[attr-defined]

    @property
    def signed(self) -> dict[str, str]:
        """What the new certificate says of its issuer and signer."""
        said, office = self.cleaned_data, self.offices[self.cleaned_data["office"]]
        place = self.head.place if self.head else ""
        signed = {"authority": office.authority, "of": office.of, "office": office.office, "name": said["signer"]}
        return {"issuer": said["issuer"], "place": place, **signed}


class MillimetresField(forms.CharField):
    """A length in millimetres with a decimal comma; None when empty."""

    def __init__(self, label: str, least: int, most: int, missing: str = "") -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            label=label,
            required=bool(missing),
            max_length=10,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": missing, "max_length": "Hãy ghi một số, ví dụ 12,5."},
        )
        self.least, self.most = least, most

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = read_decimal(text)
        except FigureError as fault:
            raise forms.ValidationError(str(fault)) from fault
        if not self.least <= found <= self.most:
            raise forms.ValidationError(f"Hãy ghi một số từ {self.least} đến {self.most}.")
        return round(found, 1)


PARTS = (
    ("x", "từ trái, mm", 0, 1000), ("y", "từ trên, mm", 0, 1000), ("width", "rộng, mm", 1, 1000),
    ("height", "cao, mm", 1, 1000), ("size", "cỡ chữ", 6, 60),
)  # fmt: skip
ALIGNS = [("centre", "giữa"), ("left", "trái"), ("right", "phải")]


class BlankForm(Refusable):
    """A blank's size, the printer's offset, and where each field goes; a field without a place is not printed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = choice("Cơ quan", [], missing="Chưa chọn cơ quan.")
    name = line("Tên phôi, máy in", missing="Chưa ghi tên phôi.", help_text="ví dụ: Giấy khen A4, máy in phòng 203")
    width = MillimetresField("Rộng, mm", 50, 1000, "Chưa ghi chiều rộng của phôi.")
    height = MillimetresField("Cao, mm", 50, 1000, "Chưa ghi chiều cao của phôi.")
    dx = MillimetresField("Máy in lệch sang phải, mm", -50, 50)
    dy = MillimetresField("Máy in lệch xuống dưới, mm", -50, 50)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Chọn…"), *units]  # type: ignore[attr-defined]
        for name, label in FIELDS.items():
            for part, words_, least, most in PARTS:
                self.fields[f"{name}-{part}"] = MillimetresField(f"{label}: {words_}", least, most)
            self.fields[f"{name}-align"] = choice(f"{label}: căn", ALIGNS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, label in FIELDS.items():
            given = [part for part, *_ in PARTS if data.get(f"{name}-{part}") is not None]
            wrong = any(self.errors.get(f"{name}-{part}") for part, *_ in PARTS)
            if given and len(given) < len(PARTS) and not wrong:
                lacking = next(part for part, *_ in PARTS if part not in given)
                self.add_error(f"{name}-{lacking}", f"Trường “{label}” cần đủ năm số, hoặc để trống cả năm.")
        return data

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """The bound fields of each field of the blank, for the page."""
        return [
            (label, [*(self[f"{name}-{part}"] for part, *_ in PARTS), self[f"{name}-align"]])
            for name, label in FIELDS.items()
        ]

    @property
    def told(self) -> list[dict[str, Any]]:
        """The fields that have a place, as they are kept."""
        said = self.cleaned_data
        return [
            {
                "name": name,
                **{part: float(said[f"{name}-{part}"]) for part, *_ in PARTS},
                "align": said[f"{name}-align"] or "centre",
            }
            for name in FIELDS
            if said.get(f"{name}-x") is not None
        ]


def initial_of_blank(kept: Any) -> dict[str, Any]:
    """What the form shows of a blank."""
    sizes = {name: plain(getattr(kept, name)) for name in ("width", "height", "dx", "dy")}
    given: Mapping[str, Any] = {row["name"]: row for row in kept.fields}
    fields = {
        f"{name}-{part}": plain(row[part]) if part != "align" else row[part]
        for name, row in given.items()
        for part in (*(part for part, *_ in PARTS), "align")
    }
    return {"version": kept.version, "unit": kept.unit.code, "name": kept.name, **sizes, **fields}


_NOT_A_CODE = re.compile(r"[^0-9A-Z]")


class CheckForm(forms.Form):
    """The code that stands on a certificate."""

    ma = line("Mã tra cứu", missing="Chưa ghi mã. Mã gồm 12 chữ và số, in dưới mã QR.", longest=60)

    def clean_ma(self) -> str:
        """The code in capitals without blanks and dashes."""
        found = _NOT_A_CODE.sub("", self.cleaned_data["ma"].upper())
        if not found:
            raise forms.ValidationError("Mã gồm 12 chữ và số, in dưới mã QR. Hãy ghi lại.")
        return found
