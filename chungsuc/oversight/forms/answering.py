"""What households and those who type paper ballots fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, line

from ..rules import ANSWERS, Ballot, Kind

MOST_SHEETS = 10  # lines of the page on which paper ballots are typed


class HouseholdForm(forms.Form):
    """The whole ballot on one page: the code, and for each content one of three answers."""

    code = forms.CharField(
        label="Mã phiếu của hộ",
        help_text="10 chữ và số in trên giấy báo, ví dụ ACDEF-34679",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": "Chưa ghi mã phiếu. Hãy ghi mã in trên giấy báo của hộ.",
            "max_length": "Mã phiếu dài quá. Hãy xem lại mã in trên giấy báo.",
        },
    )

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            for number, content in enumerate(kind.contents, 1):
                self.fields[f"{kind.code}-{content.code}"] = forms.ChoiceField(
                    label=f"{number}. {content.text}",
                    choices=list(ANSWERS.items()),
                    widget=forms.RadioSelect,
                    error_messages={
                        "required": "Chưa trả lời. Hãy chọn một ý.",
                        "invalid_choice": "Hãy chọn một trong ba ý.",
                    },
                )

    @property
    def ballots(self) -> dict[str, Ballot]:
        """The answers by kind and content, once valid."""
        return {
            kind.code: {content.code: self.cleaned_data[f"{kind.code}-{content.code}"] for content in kind.contents}
            for kind in self.kinds
        }


class SheetsForm(forms.Form):
    """Paper ballots, a row each: the number on the sheet and a letter for each content.

    h: satisfied, c: not satisfied, k or empty: no opinion. Typed in one go, as from a pile.
    """

    LETTERS = {"h": "yes", "c": "no", "k": "none", "": "none"}

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for row in range(1, MOST_SHEETS + 1):
            self.fields[f"so-{row}"] = line(f"Số phiếu, dòng {row}", longest=8, attrs={"inputmode": "numeric"})
            self.fields[f"y-{row}"] = line(f"Các ý trả lời, dòng {row}", longest=60, attrs={"spellcheck": "false"})

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each row."""
        return [(self[f"so-{row}"], self[f"y-{row}"]) for row in range(1, MOST_SHEETS + 1)]

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        sheets: dict[int, Ballot] = {}
        for row in range(1, MOST_SHEETS + 1):
            number, letters = str(data.get(f"so-{row}", "")), str(data.get(f"y-{row}", ""))
            if not number and not letters:
                continue
            if not (number.isascii() and number.isdecimal()):
                self.add_error(f"so-{row}", "Chưa có số phiếu. Hãy ghi số viết trên phiếu giấy.")
            elif int(number) in sheets:
                self.add_error(f"so-{row}", f"Số phiếu {number} ghi hai lần. Hãy sửa một dòng.")
            elif (ballot := self._read(row, letters)) is not None:
                sheets[int(number)] = ballot
        if not sheets and not self.errors:
            self.add_error(None, "Chưa nhập phiếu nào. Hãy ghi ít nhất một dòng.")
        data["sheets"] = sheets
        return data

    def _read(self, row: int, letters: str) -> Ballot | None:
        marks = [mark for mark in letters.lower() if not mark.isspace()]
        if len(marks) != len(self.kind.contents) or any(mark not in self.LETTERS for mark in marks):
            wanted = len(self.kind.contents)
            self.add_error(f"y-{row}", f"Cần đúng {wanted} chữ h, c hoặc k, theo thứ tự câu hỏi. Hãy sửa lại.")
            return None
        pairs = zip(self.kind.contents, marks, strict=True)
        return {content.code: self.LETTERS[mark] for content, mark in pairs}


class TurnoutForm(forms.Form):
    """Which households handed in a paper ballot: numbers and ranges, as "1-5, 8, 12"."""

    numbers = forms.CharField(
        label="Số thứ tự các hộ đã nộp phiếu giấy",
        help_text="ví dụ 1-5, 8, 12",
        max_length=4000,
        error_messages={"required": "Chưa ghi hộ nào. Hãy ghi số thứ tự các hộ."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_numbers(self) -> list[int]:
        found: set[int] = set()
        for part in self.cleaned_data["numbers"].replace(";", ",").split(","):
            ends = [end.strip() for end in part.replace("–", "-").split("-")]
            if not part.strip():
                continue
            if len(ends) > 2 or not all(end.isascii() and end.isdecimal() and len(end) < 6 for end in ends):
                raise forms.ValidationError(f"“{part.strip()[:20]}” không phải số hay khoảng số. Hãy ghi như 1-5, 8.")
            first, last = int(ends[0]), int(ends[-1])
            if last < first:
                raise forms.ValidationError(f"Khoảng “{part.strip()}” bị đảo. Hãy ghi số nhỏ trước.")
            found.update(range(first, last + 1))
        return sorted(found)


class StartForm(forms.Form):
    """The first day."""

    on = DayField("Ngày bắt đầu", missing="Chưa ghi ngày. Hãy ghi ngày bắt đầu lấy ý kiến.")


class CloseForm(forms.Form):
    """The last day."""

    on = DayField("Ngày kết thúc", missing="Chưa ghi ngày. Hãy ghi ngày kết thúc lấy ý kiến.")


class ConcludeForm(forms.Form):
    """The day and the paper of publication."""

    on = DayField("Ngày công bố", missing="Chưa ghi ngày. Hãy ghi ngày công bố.")
    paper = line(
        "Văn bản công bố",
        missing="Chưa ghi văn bản. Hãy ghi số văn bản của Mặt trận Tổ quốc.",
        help_text="ví dụ Báo cáo 25/BC-MTTQ-BTT ngày 03/11/2023",
    )


class AbandonForm(forms.Form):
    """Why a survey is given up."""

    reason = line("Lý do hủy", missing="Chưa ghi lý do. Hãy ghi vì sao hủy.", longest=500)
