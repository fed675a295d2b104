"""The journal: what was done, by whom, on whose paper; and one entry with its place in the chain."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungsuc.law.periods import DayError, read_day
from chungsuc.law.spelling import sort_key
from chungsuc.organisations.access import needs
from chungsuc.reports.facts.journal import Asked, act_labels, lines, link_of, sheet, visible_to
from chungsuc.web.context import Place

LARGEST = 2**63 - 1


class DayField(forms.CharField):
    """A day typed day first; empty is no day."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        typed = str(super().clean(value))
        try:
            return read_day(typed) if typed else None
        except DayError as error:
            raise forms.ValidationError(str(error)) from error


class JournalFilter(forms.Form):
    """What the journal is asked for; lives in the address."""

    viec = forms.ChoiceField(label="Việc", required=False)
    nguoi = forms.CharField(label="Người thực hiện", required=False, max_length=200)
    don_vi = forms.CharField(label="Đơn vị", required=False, max_length=200)
    tu = DayField(label="Từ ngày", required=False, max_length=20)
    den = DayField(label="Đến ngày", required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(act_labels().items(), key=lambda item: sort_key(item[1]))
        self.fields["viec"].choices = [("", "Mọi việc"), *acts]  # type: ignore[attr-defined]

    def asked(self, before: str) -> Asked:
        """The question; a part that cannot be understood is told at its field and left out."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            act=told.get("viec", ""),
            person=told.get("nguoi", ""),
            unit=told.get("don_vi", ""),
            since=told.get("tu"),
            until=told.get("den"),
            before=int(before) if before.isascii() and before.isdigit() and int(before) <= LARGEST else None,
        )


@require_safe
@needs("history.read")
def journal(request: HttpRequest) -> HttpResponse:
    """What was done, newest first, a page at a time."""
    form = JournalFilter(request.GET)
    asked = form.asked(request.GET.get("truoc", "")[:20])
    told = {
        "sheet": sheet(visible_to(request.person), asked),  # type: ignore[attr-defined]
        "filter_form": form,
        "from_start": asked.before is None,
        "narrowed": bool(form.changed_data),
        "all_of_it": request.person.may("journal.read"),  # type: ignore[attr-defined]
        "own_only": request.scope.unit_ids is not None,  # type: ignore[attr-defined]
        "place": [Place("Nhật ký")],
    }
    return render(request, "reports/journal.html", told)


@require_safe
@needs("history.read")
def journal_entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry, with its hash and whether the chain around it holds."""
    entry = visible_to(request.person).filter(seq=min(seq, LARGEST)).first()  # type: ignore[attr-defined]
    if entry is None:
        raise Http404
    line = next(iter(lines([entry])))
    place = [Place("Nhật ký", reverse("journal")), Place(f"Mục {seq}")]
    return render(request, "reports/journal_entry.html", {"line": line, "link": link_of(entry), "place": place})
