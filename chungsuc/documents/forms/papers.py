"""Forms of a paper: its data fields, the reason for an act, the number that a register says, a signed file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django import forms

from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Letterhead, Sheet
from chungsuc.web.fields import Refusable, choice, line, paragraph

from ..facts import DrafterFact, LetterheadFact, Office
from ..rules.typed import blocks_of, is_typed, lines_of, listed_lines, text_of

MOST_LINES = 20_000
PDF_MISSING = "Chưa chọn tệp. Hãy chọn tệp PDF của bản đã ký."


words = partial(paragraph, rows=4, longest=MOST_LINES)


@dataclass(frozen=True)
class Body:
    """A body for which somebody drafts, and who may sign for it on the day."""

    unit: Unit
    name: str
    head: LetterheadFact | None
    drafters: tuple[DrafterFact, ...] = ()

    @property
    def offices(self) -> Mapping[str, Office]:
        """Offices by "BODY/OFFICE"."""
        return {f"{self.unit.code}/{office.code}": office for office in (self.head.offices if self.head else ())}


class PaperForm(Refusable):
    """The data fields of a draft. What an upper room said in the body of the paper is not typed again."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = choice("Cơ quan ban hành", [], missing="Chưa chọn cơ quan ban hành.")
    kind = choice("Loại văn bản", [], missing="Chưa chọn loại văn bản.")
    drafter = choice("Đơn vị soạn thảo", [])
    subject = words("Trích yếu", missing="Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì.", rows=2, longest=3000)
    to = words("Kính gửi", help_text="mỗi nơi một dòng; để trống nếu loại văn bản không có", rows=2)
    authority_line = line(
        "Thẩm quyền ban hành",
        longest=300,
        help_text="dòng chữ hoa trên phần căn cứ của quyết định, ví dụ GIÁM ĐỐC SỞ NỘI VỤ",
    )
    bases = words("Căn cứ ban hành", help_text="mỗi căn cứ một dòng, không cần dấu ở cuối dòng", rows=5)
    content = words(
        "Nội dung",
        help_text="mỗi đoạn một dòng; “Điều 1. …” là một điều, dòng chữ hoa “I. …” là một mục",
        rows=12,
        longest=200_000,
    )
    office = choice("Người ký: chức vụ", [])
    signer = line("Người ký: họ và tên")
    recipients = words("Nơi nhận", help_text="mỗi nơi một dòng; dòng cuối là nơi lưu, ví dụ Lưu: VT, TĐKT", rows=4)
    template = choice("Mẫu trình bày", [])

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        kinds: Sequence[tuple[str, str]] = (),
        templates: Sequence[tuple[str, str]] = (),
        sheet: Sheet | None = None,
        with_drafter: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.unit.code: body for body in bodies}
        self.sheet, self.with_drafter = sheet, with_drafter
        self._offer("unit", [(code, body.name) for code, body in self.bodies.items()])
        if len(self.bodies) == 1 and not self.is_bound:
            self.initial["unit"] = next(iter(self.bodies))
        self._offer_drafters()
        named = len(self.bodies) > 1
        self._offer(
            "office",
            [
                (code, f"{body.name}: {office.label}" if named else office.label)
                for body in bodies
                for code, office in body.offices.items()
            ],
        )
        self.fields["template"].choices = [("", "Trình bày theo Nghị định 30"), *templates]  # type: ignore[attr-defined]
        if not templates:
            del self.fields["template"]
        if kinds:
            self._offer("kind", kinds)
        else:
            del self.fields["kind"]
        if sheet is not None and not is_typed(sheet.blocks):
            del self.fields["content"]
        if sheet is not None and len(sheet.signatures) > 1:
            del self.fields["office"], self.fields["signer"]

    def _offer_drafters(self) -> None:
        """The units that draft letters, where the pack knows any; a paper of another kind is not asked."""
        known = [(f"{code}/{one.symbol}", one) for code, body in self.bodies.items() for one in body.drafters]
        self._offer("drafter", [(value, f"{one.name} ({one.symbol})") for value, one in known])
        self.fields["drafter"].help_text = "công văn phải ghi: đứng cuối ký hiệu, ví dụ 45/SNV-TĐKT"
        if not known or (self.sheet is not None and self.sheet.kind not in self.with_drafter):
            del self.fields["drafter"]

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", "Chọn…"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        office, unit = data.get("office", ""), data.get("unit", "")
        if office and unit and not office.startswith(f"{unit}/"):
            self.add_error("office", "Chức vụ này không ký cho cơ quan đã chọn. Hãy chọn lại.")
        if office and not data.get("signer") and not self.errors.get("signer"):
            self.add_error("signer", "Chưa ghi họ và tên người ký.")
        self._check_drafter(data)
        return data

    def _check_drafter(self, data: Mapping[str, Any]) -> None:
        kind, unit, chosen = self._kind(data), data.get("unit", ""), data.get("drafter", "")
        if "drafter" not in self.fields or "drafter" in self.errors or kind not in self.with_drafter:
            return
        if unit not in self.bodies:
            return
        if not chosen and self.bodies[unit].drafters:
            self.add_error("drafter", "Chưa chọn đơn vị soạn thảo. Số, ký hiệu của công văn phải có phần này.")
        if chosen and not chosen.startswith(f"{unit}/"):
            self.add_error("drafter", "Đơn vị này không thuộc cơ quan đã chọn. Hãy chọn lại.")

    def _kind(self, data: Mapping[str, Any]) -> str:
        return str(data.get("kind") or (self.sheet.kind if self.sheet else ""))

    @property
    def issuer(self) -> Unit:
        """The body that was chosen."""
        return self.bodies[self.cleaned_data["unit"]].unit

    @property
    def told(self) -> Sheet:
        """The sheet as the form says it, on top of what stands already."""
        data = self.cleaned_data
        kind = self._kind(data)
        base = self.sheet or Sheet(kind, "", Letterhead(""), "")
        said: dict[str, Any] = {
            "subject": " ".join(data["subject"].split()),
            "to": lines_of(data.get("to", "")),
            "authority_line": data.get("authority_line", ""),
            "bases": listed_lines(data["bases"]),
            "recipients": listed_lines(data["recipients"]),
        }
        if "drafter" in self.fields:
            said["drafter"] = data["drafter"].rpartition("/")[2] if kind in self.with_drafter else ""
        if "content" in self.fields:
            said["blocks"] = blocks_of(data["content"])
        if "office" in self.fields:
            office = self.bodies[data["unit"]].offices.get(data["office"])
            said["signatures"] = (office.signed(data["signer"]),) if office else ()
        return replace(base, **said)


class BulkForm(PaperForm):
    """One letter or invitation to many: what all of them say, and to whom, one a line."""

    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    title = line(
        "Lô này để làm gì", missing="Chưa ghi lô này để làm gì.", help_text="để tìm lại, ví dụ: Mời họp sơ kết"
    )
    list = words(
        "Gửi những ai",
        missing="Chưa có danh sách. Hãy ghi mỗi nơi nhận một dòng.",
        help_text="mỗi dòng một văn bản: Ông Nguyễn Văn A | Chủ tịch UBND xã X; phần sau gạch đứng có thể bỏ",
        rows=10,
        longest=100_000,
    )
    field_order = ("title", "unit", "kind", "subject", "list")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to"], self.fields["authority_line"]


def initial_of(
    sheet: Sheet, unit: Unit, bodies: Sequence[Body], template_id: int | None, version: int
) -> dict[str, Any]:
    """What the form shows of a draft."""
    signature = sheet.signatures[0] if sheet.signatures else None
    offices = {code: office for body in bodies for code, office in body.offices.items() if body.unit == unit}
    chosen = next((code for code, one in offices.items() if signature and one.signed(signature.name) == signature), "")
    return {
        "version": version,
        "unit": unit.code,
        "subject": sheet.subject,
        "drafter": f"{unit.code}/{sheet.drafter}" if sheet.drafter else "",
        "to": "\n".join(sheet.to),
        "authority_line": sheet.authority_line,
        "bases": "\n".join(sheet.bases),
        "content": text_of(sheet.blocks),
        "office": chosen,
        "signer": signature.name if signature else "",
        "recipients": "\n".join(sheet.recipients),
        "template": str(template_id or ""),
    }


class ActForm(Refusable):
    """An act on a paper that asks for nothing but the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(ActForm):
    """An act that asks why."""

    reason = words("Lý do", missing="Chưa ghi lý do. Hãy ghi rõ để người nhận biết phải làm gì.", rows=3, longest=2000)


class BundleReasonForm(Refusable):
    """Why a whole bundle is given up."""

    reason = words("Lý do bỏ cả lô", missing="Chưa ghi lý do bỏ.", rows=2, longest=2000)


class ConfirmForm(Refusable):
    """What the body's own register says of the number."""

    confirmed = line(
        "Số đã xác nhận", missing="Chưa ghi số. Hãy ghi số, ký hiệu đúng như trong sổ văn bản đi.", longest=100
    )


class SignedForm(Refusable):
    """A PDF that came back signed."""

    file = forms.FileField(
        label="Tệp PDF đã ký",
        help_text="tệp .pdf không quá 20 MB, tải từ hệ thống quản lý văn bản; hoặc bản quét có chữ ký, con dấu",
        error_messages={"required": PDF_MISSING, "missing": PDF_MISSING, "invalid": PDF_MISSING, "empty": PDF_MISSING},
    )


class PaperFilter(forms.Form):
    """What the list is narrowed to, in the address; what cannot be understood asks for nothing."""

    loai = forms.ChoiceField(label="Loại văn bản", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False)
    co_quan = forms.ChoiceField(label="Cơ quan", required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[tuple[str, str]],
        states: Sequence[tuple[str, str]],
        bodies: Sequence[tuple[str, str]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds]  # type: ignore[attr-defined]
        self.fields["tinh_trang"].choices = [("", "Mọi tình trạng"), *states]  # type: ignore[attr-defined]
        self.fields["co_quan"].choices = [("", "Mọi cơ quan"), *bodies]  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
