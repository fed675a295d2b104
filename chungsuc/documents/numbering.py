"""How a body numbers its papers of a kind on a day: asked of the pack's letterheads and kinds."""

from dataclasses import dataclass
from datetime import date

from chungsuc.law.periods import show_day
from chungsuc.organisations.lineage import last_name_of
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.kinds import PaperKind

from . import facts


@dataclass(frozen=True)
class Numbering:
    """A kind and a letterhead of a day, and how a number of theirs is written."""

    kind: PaperKind
    letterhead: facts.LetterheadFact

    @property
    def kind_name(self) -> str:
        """What the kind is called in a sentence and in lists: "Quyết định", "Công văn"."""
        return self.kind.label

    def text(self, number: int | None, drafter: str = "") -> str:
        """What stands after "Số:": "12/QĐ-UBND", "12/SNV-TĐKT"; "/QĐ-UBND" while there is no number."""
        return facts.number_text(self.kind, self.letterhead, number, drafter)


def numbering_of(unit: Unit, kind: str, day: date) -> Numbering | str:
    """How the body numbers papers of the kind that day, or the sentence that says what is missing."""
    known = facts.kinds_on(day).get(kind)
    if known is None:
        return f"Chưa đủ căn cứ: gói dữ liệu không có loại văn bản này vào ngày {show_day(day)}. Hãy chọn loại khác."
    letterhead = facts.letterhead_of(unit, day)
    if letterhead is None:
        name = Unit.objects.filter(pk=unit.pk).values_list(last_name_of("pk"), flat=True).first() or unit.code
        return (
            f"Chưa đủ căn cứ: gói dữ liệu chưa có đầu đề văn bản của {name} vào ngày {show_day(day)}. "
            "Hãy báo người quản trị gói dữ liệu bổ sung."
        )
    return Numbering(known, letterhead)
