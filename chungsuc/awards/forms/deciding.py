"""What is typed about a decision of award: that it was signed, or that its list is given up."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chungsuc.web.fields import DayField, Refusable, line, paragraph

from ..actions.deciding import Signed
from ..facts.outcome import Entry

WORKS = 20
"""Lists up to this length have a field for a reward work beside each collective; longer ones are corrected later."""


class TakeForm(Refusable):
    """A decision as it was signed; with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    number = line("Số quyết định", missing="Chưa ghi số quyết định. Hãy ghi số, ký hiệu như trên văn bản.", longest=100)
    on = DayField("Ngày ký", missing="Chưa ghi ngày ký. Hãy ghi ngày trên văn bản.")
    signer = line("Người ký", missing="Chưa ghi người ký. Hãy ghi họ tên, chức vụ.", longest=300)

    def __init__(self, *args: Any, entries: Sequence[Entry], **more: Any) -> None:
        super().__init__(*args, **more)
        collectives = [entry for entry in entries if entry.collective]
        self.offered = {f"work-{one.dossier_id}": one.dossier_id for one in collectives[:WORKS]}
        for one in collectives[:WORKS]:
            self.fields[f"work-{one.dossier_id}"] = line(
                f"Công trình được thưởng của {one.name}", longest=300, help_text="để trống nếu không có"
            )

    @property
    def signed(self) -> Signed:
        """What was typed."""
        said = self.cleaned_data
        works = {pk: said[name] for name, pk in self.offered.items() if said.get(name)}
        return Signed(said["number"], said["on"], said["signer"], works)


class DropForm(Refusable):
    """Why a list is given up; with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi vì sao bỏ danh sách này.", longest=1000)
