"""The register of recognised units."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chungsuc.law.periods import show_day
from chungsuc.law.spelling import sort_key
from chungsuc.organisations.access import needs
from chungsuc.reports.days import asked_day, turning_days
from chungsuc.reports.facts.addresses import address
from chungsuc.reports.facts.register import Asked, EntryFact, entries_on
from chungsuc.web.context import Place
from chungsuc.web.tables import SORT_PARAMETER, Cell, Column, Row, Table, day_cell, name_cell, sort_rows

PAGE = 150
COLUMNS = (
    Column("don_vi", "Đơn vị", priority=1),
    Column("muc", "Mức", priority=1),
    Column("nam", "Công nhận cho năm", numeric=True),
    Column("ky", "Ngày ký", whole=True),
    Column("cong_bo", "Ngày công bố", whole=True),
    Column("quyet_dinh", "Quyết định", whole=True),
    Column("tinh_trang", "Tình trạng", whole=True),
    Column("nguon", "Từ tệp", sortable=False, priority=3, whole=True),
)


class RegisterFilter(forms.Form):
    """What the register is asked for; lives in the address."""

    muc = forms.ChoiceField(label="Mức", required=False)
    huyen = forms.ChoiceField(label="Huyện, thành phố khi ký", required=False)
    nam = forms.TypedChoiceField(label="Công nhận cho năm", required=False, coerce=int, empty_value=None)
    quyet_dinh = forms.CharField(label="Số quyết định", required=False, max_length=100)

    def __init__(self, *args: Any, entries: list[EntryFact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted({entry.for_year for entry in entries}, reverse=True)
        districts = sorted({entry.district for entry in entries if entry.district}, key=sort_key)
        self._offer("muc", "Mọi mức", sorted({(entry.level_code, entry.level) for entry in entries}))
        self._offer("huyen", "Mọi huyện", [(name, name) for name in districts])
        self._offer("nam", "Mọi năm", [(str(year), str(year)) for year in years])

    def _offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """The question; what cannot be understood asks for nothing."""
        self.is_valid()
        told = self.cleaned_data
        level, district = told.get("muc", ""), told.get("huyen", "")
        return Asked(level, district, told.get("nam"), told.get("quyet_dinh", ""))


@require_safe
@needs("recognition.read")
def register(request: HttpRequest) -> HttpResponse:
    """The register on a day with its three dates apart; revoked entries stay and are marked."""
    day = asked_day(request)
    every = entries_on(day, request.scope)  # type: ignore[attr-defined]
    form = RegisterFilter(request.GET, entries=every)
    asked = form.asked
    entries = [entry for entry in every if asked.takes(entry)]
    told = {
        "table": _table(request, entries, day, request.person.may("recognition.import")),  # type: ignore[attr-defined]
        "every": every,
        "units": len({entry.unit_id for entry in entries if entry.in_force}),
        "count": len(entries),
        "revoked": sum(not entry.in_force for entry in entries),
        "demonstration": any("trình diễn" in entry.note.lower() for entry in entries),
        "filter_form": form,
        "file": address("export_register", "xlsx"),
        "text_file": address("export_register", "csv"),
        "pages": range(1, -(-len(entries) // PAGE) + 1) if len(entries) > PAGE else (),
        "page": _page(request),
        "quick_days": turning_days(),
        "place": [Place("Sổ công nhận")],
    }
    return render(request, "reports/register.html", told)


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("trang", "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _table(request: HttpRequest, entries: list[EntryFact], day: date, may_open: bool) -> Table:
    sort, start = request.GET.get(SORT_PARAMETER, "-ky"), (_page(request) - 1) * PAGE
    rows = sort_rows([_row(entry, may_open) for entry in entries], sort)[start : start + PAGE]
    caption = f"Sổ công nhận đến ngày {show_day(day)}"
    return Table(COLUMNS, rows, caption, sort, request.GET, empty=_NOTHING, hide_caption=True)


_NOTHING = "Không có quyết định công nhận nào hợp với ngày và điều kiện lọc. Hãy đổi ngày hoặc bỏ bớt điều kiện."


def _row(entry: EntryFact, may_open: bool) -> Row:
    now = f"nay là {', '.join(entry.now)}" if entry.now else ""
    about = " · ".join(part for part in (entry.district, now) if part)
    if entry.revoked_on:
        said = f"Quyết định {entry.revoked_by} ngày {show_day(entry.revoked_on)}: {entry.revoked_why}"
        state = Cell("Đã thu hồi", "", "thu hồi", said, "not_met")
    else:
        state = Cell("Còn hiệu lực", "", "hiệu lực", "", "met")
    place = f"ô {entry.cell}, trang {entry.sheet}" if entry.cell else ""
    place = "; ".join(part for part in (place, f"theo {entry.paper}" if entry.paper else "") if part)
    return Row(
        {
            "don_vi": name_cell(entry.name, address("unit", entry.unit_code, day=entry.signed_on), about),
            "muc": name_cell(entry.level),
            "nam": Cell(str(entry.for_year), "", entry.for_year),
            "ky": day_cell(entry.signed_on),
            "cong_bo": day_cell(entry.announced_on),
            "quyet_dinh": Cell(entry.decision, "", entry.decision, entry.note),
            "tinh_trang": state,
            "nguon": Cell(entry.filename, address("batch", entry.batch_id) if may_open else "", note=place),
        }
    )
