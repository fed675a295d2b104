"""What is typed about dossiers: what is proposed, on which achievements, with which papers; why an act is done."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.law.spelling import fold
from chungsuc.web.fields import Refusable, choice, depending, paragraph

from ..rules.naming import MERIT_KINDS
from ..workflow.dossiers import STATES

Choices = Sequence[tuple[str, str]]


OF_WHICH = "chỉ chọn được thành tích đã xác nhận, phải có khi nộp; một thành tích chỉ khen một lần ở một cấp"
NONE_CONFIRMED = (
    "chưa có thành tích nào đã xác nhận: ghi ở hồ sơ thành tích, cơ quan được nêu xác nhận xong thì chọn được ở đây"
)


def version_field() -> forms.IntegerField:
    """The version that was seen, so that of two who act at once one is told."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


def chosen_keys() -> forms.MultipleChoiceField:
    """The achievements that a dossier rests on."""
    return depending(forms.MultipleChoiceField(
        label="Thành tích làm căn cứ", widget=forms.CheckboxSelectMultiple, required=False, help_text=OF_WHICH,
        error_messages={"invalid_choice": "Thành tích này không còn trong hồ sơ. Hãy chọn lại."},
    ))  # fmt: skip


def offer(field: Any, evidence: Choices) -> None:
    """Offers achievements; where there is none, the field says how one comes to be there."""
    field.choices = evidence
    if not evidence:
        field.help_text = NONE_CONFIRMED


def merit_field(missing: str = "") -> forms.CharField:
    """What the award is for, as the decision will say it."""
    return paragraph(
        "Thành tích đề nghị khen", missing=missing, rows=5, longest=4000,
        help_text="như sẽ ghi trong quyết định" if missing else "để trống thì ghi theo các thành tích đã chọn",
    )  # fmt: skip


def merit_kind_field() -> forms.ChoiceField:
    """What the award is for: rules of law part awards by it."""
    return choice(
        "Khen theo", list(MERIT_KINDS.items()),
        help_text="hồ sơ của phong trào là theo đợt, chuyên đề; chưa rõ thì để trống, người thẩm định phải xem",
    )  # fmt: skip


def woman_field() -> forms.ChoiceField:
    """Whether the person is a woman, told for the share that the law asks to be seen."""
    return choice("Giới tính", [("1", "nữ"), ("0", "nam")], help_text="chỉ với cá nhân; để tính tỷ lệ nữ của đợt")


class ForPerson(Refusable):
    """A form that asks about a person only where the dossier is about one."""

    def __init__(self, *args: Any, person: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not person:
            del self.fields["woman"]

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        data["woman"] = {"1": True, "0": False}.get(data.get("woman", ""))  # None where nothing was told
        return data


class NewDossierForm(ForPerson):
    """A dossier to be begun: form, round, who proposes, on what."""

    form = choice("Hình thức khen thưởng", [], missing="Chưa chọn hình thức. Hãy chọn một hình thức.")
    round = choice("Đợt xét", [], help_text="bắt buộc với Bằng khen của Chủ tịch UBND tỉnh")
    proposer = choice("Đơn vị đề nghị", [], missing="Chưa chọn đơn vị đề nghị. Hãy chọn.")
    merit_kind = merit_kind_field()
    keys = chosen_keys()
    merit = merit_field()
    woman = woman_field()

    def __init__(
        self, *args: Any, forms_known: Choices, rounds: Choices, units: Choices, evidence: Choices, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for name, offered in (("form", forms_known), ("proposer", units)):
            self.fields[name].choices = [("", "Chọn…"), *offered]  # type: ignore[attr-defined]
        self.fields["round"].choices = [("", "Không theo đợt"), *rounds]  # type: ignore[attr-defined]
        offer(self.fields["keys"], evidence)


class EditDossierForm(ForPerson):
    """What is proposed, written anew."""

    version = version_field()
    merit = merit_field("Chưa ghi thành tích đề nghị khen. Hãy ghi trong vài câu.")
    merit_kind = merit_kind_field()
    keys = chosen_keys()
    woman = woman_field()

    def __init__(self, *args: Any, evidence: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self.fields["keys"], evidence)


class ComponentForm(Refusable):
    """A document that is put into a dossier as one of its components."""

    version = version_field()
    part = choice("Thành phần hồ sơ", [], missing="Chưa chọn thành phần. Hãy chọn.")
    document = choice(
        "Tài liệu", [], missing="Chưa chọn tài liệu. Hãy chọn.",
        help_text="giấy tờ đơn vị đã đưa lên ở trang Minh chứng",
    )  # fmt: skip

    def __init__(self, *args: Any, parts: Sequence[str], documents: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [*((part, part) for part in parts), ("giấy tờ khác", "giấy tờ khác")]
        self.fields["part"].choices = [("", "Chọn…"), *named]  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", "Chọn…"), *documents]  # type: ignore[attr-defined]


class DossierActForm(Refusable):
    """An act on a dossier, with its reason where it needs one."""

    version = version_field()
    reason = paragraph("Lý do", longest=2000, help_text="đừng ghi tên người ở đây")

    def __init__(self, *args: Any, asks: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if asks:
            self.fields["reason"].label = asks
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = f"Chưa ghi ô «{asks}». Hãy ghi trong một câu."
        else:
            del self.fields["reason"]


class UpForm(Refusable):
    """For which higher form a dossier goes on."""

    version = version_field()
    form = choice("Hình thức cao hơn", [], missing="Chưa chọn hình thức. Hãy chọn.")

    def __init__(self, *args: Any, higher: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["form"].choices = [("", "Chọn…"), *higher]  # type: ignore[attr-defined]


class DossierFilter(forms.Form):
    """What the list of dossiers is narrowed to, in the address; what cannot be understood asks for nothing."""

    q = forms.CharField(label="Tìm", required=False, max_length=200, help_text="tên đối tượng; không cần dấu")
    buoc = forms.ChoiceField(label="Bước", required=False)
    hinhthuc = forms.ChoiceField(label="Hình thức", required=False)
    xem = forms.ChoiceField(
        label="Xem", required=False, choices=[("", "Hồ sơ đơn vị tôi đề nghị"), ("tat-ca", "Mọi hồ sơ tôi được xem")]
    )

    def __init__(self, *args: Any, forms_known: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        steps = [("", "Mọi bước"), *((state.code, state.label) for state in STATES.values())]
        self.fields["buoc"].choices = steps  # type: ignore[attr-defined]
        self.fields["hinhthuc"].choices = [("", "Mọi hình thức"), *forms_known]  # type: ignore[attr-defined]

    def told(self, name: str) -> str:
        """One of the filters, "" when it is not given or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def words(self) -> list[str]:
        """The folded words that are looked for."""
        return fold(self.told("q")).split()
