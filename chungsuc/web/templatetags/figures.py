"""Built-in tags and filters of every template: numbers, days, states, links that keep the address, components."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from chungsuc.law.periods import show_day
from chungsuc.web.day import DAY_PARAMETER
from chungsuc.web.numbers import NOTHING, badge, shown, status_badge

register = template.Library()
KINDS_OF_NAMES = ("Xã", "Phường", "Thị", "Huyện", "Thành", "Tỉnh")


@register.filter
def so(value: object, places: int | None = None) -> str:
    """`{{ value|so }}` → "17,2"; `{{ value|so:2 }}` → "17,20"; None → a dash that is read "chưa có số liệu"."""
    return shown(value, places)


@register.filter
def ngay(value: date | datetime | None) -> str:
    """`{{ day|ngay }}` → "31/12/2023"; a moment is first brought into the service's time zone; None → a dash."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return show_day(value)


@register.filter
def gio(value: datetime | None) -> str:
    """`{{ moment|gio }}` → "10:32 31/12/2023"; None → a dash."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M} {show_day(local.date())}"


@register.filter
def noi_tiep(words: str) -> str:
    """`{{ act|noi_tiep }}`: words that go on a sentence, "Chuyển Hội đồng bỏ phiếu" → "chuyển Hội đồng bỏ phiếu"."""
    return words[:1].lower() + words[1:]


@register.filter
def giua_cau(name: str) -> str:
    """`{{ name|giua_cau }}`: a unit's name inside a sentence, "Xã Đắk Gằn" → "xã Đắk Gằn"; other names stay."""
    return name[:1].lower() + name[1:] if name.split(" ")[0] in KINDS_OF_NAMES else name


@register.simple_tag
def outcome(value: object, words: str = "", href: str = "") -> SafeString:
    """`{% outcome verdict.outcome %}` → "● Đạt"; `{% outcome "met" "17/19" url %}`: other words, a link."""
    return badge(value, words, href)


@register.simple_tag
def status(value: object) -> SafeString:
    """`{% status figure.status %}` → how far a figure may be trusted, in words."""
    return status_badge(value)


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """`{% query_with huyen="660" trang=None %}` → the address' query with these changed; None takes one out."""
    query = _query(context)
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = show_day(value) if isinstance(value, date) else str(value)
    return "?" + query.urlencode(safe="/")


@register.simple_tag
def day_link(url: str, day: date | None) -> str:
    """`{% day_link unit_url day %}` → the address with `ngay=…`; as it is when the page has no day."""
    if day is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}{DAY_PARAMETER}={show_day(day)}"


@register.simple_tag(takes_context=True)
def query_pairs(context: Context, *without: str) -> list[tuple[str, str]]:
    """`{% query_pairs "ngay" as kept %}` → the address' query as pairs for hidden fields, without those named."""
    query = _query(context)
    return [(key, value) for key in query if key not in without for value in query.getlist(key)]


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


@register.inclusion_tag("web/table.html")
def table(table: Any) -> dict[str, Any]:
    """`{% table rows %}` prints a `tables.Table`."""
    return {"table": table}


@register.inclusion_tag("web/chart.html")
def chart(chart: Any) -> dict[str, Any]:
    """`{% chart progress %}` prints a `charts.Chart` and the same data as a table under it."""
    return {"chart": chart}


@register.inclusion_tag("web/map.html")
def map(map: Any) -> dict[str, Any]:  # noqa: A001 - the template's word
    """`{% map communes %}` prints a `maps.Map`: legend with counts, the drawing, the same as a table."""
    return {"map": map}


@register.inclusion_tag("web/field.html")
def field(
    field: BoundField,
    unit: str = "",
    last: object = None,
    last_label: str = "Năm trước",
    threshold: object = None,
    source: str = "",
) -> dict[str, Any]:
    """`{% field form.value unit="%" last=previous threshold="≥ 95" source="Điểm 15.1, QĐ 318" %}`: one form field.

    Its label stands above, hint and last year's value beside, the error at the field. Figures are typed with a comma.
    """
    known = {"last": last, "last_label": last_label, "threshold": threshold, "source": source}
    return {"field": field, "unit": unit, **known}


@register.inclusion_tag("web/errors.html")
def form_errors(*forms: BaseForm | Iterable[BaseForm]) -> dict[str, Any]:
    """`{% form_errors form %}`: the summary above a form, each line a link to its field. Nothing when all is well.

    Several forms may be given, or lists of them, for one summary above all.
    """
    every = [one for given in forms for one in ([given] if isinstance(given, BaseForm) else given)]
    lines = [(field.auto_id, field.label, text) for form in every for field in form for text in field.errors]
    general = [text for form in every for text in form.non_field_errors()]
    return {"lines": lines, "general": general}


@register.inclusion_tag("web/reasons.html")
def reasons(
    reasons: Iterable[Any], paragraph: str = "", label: str = "Vì sao?", is_open: bool = False
) -> dict[str, Any]:
    """`{% reasons verdict.reasons verdict.paragraph %}`: outcome → rule → citation, and a paragraph to copy."""
    return {"reasons": reasons, "paragraph": paragraph, "label": label, "is_open": is_open}
