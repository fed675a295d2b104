"""Plans, tasks and help to communes: of each unit, of the province, and as an annex."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.pledges.facts import SponsoredProgress, YearPledges, every_sponsored_progress, year_pledges

from ..registry import AnnexColumn, AnnexTable, Asked, Fact

NOTHING = YearPledges(0)
UNKNOWN = "chưa đủ căn cứ"


def _pledges(asked: Asked) -> Mapping[int, YearPledges]:
    return asked.once("pledges", lambda: year_pledges(asked.year, asked.day))


def _names(asked: Asked) -> Mapping[int, UnitFact]:
    """Whoever has a plan or tasks, and whoever reports."""
    return asked.once("pledges.names", lambda: known_as({*_pledges(asked), *asked.unit_ids}, asked.day))


def _source(asked: Asked) -> str:
    return f"Kế hoạch của đơn vị cho năm {asked.year} và cho cả giai đoạn, tính đến {show_day(asked.day)}."


def _pages(asked: Asked, unit: str = "") -> tuple[str, str]:
    """The pages of plans and of tasks, of a unit by its name."""
    query = f"?{urlencode({'don_vi': unit})}" if unit else ""
    return f"{reverse('unit_plans')}{query}", f"{reverse('unit_tasks')}{query}"


def _counts(own: YearPledges, prefix: str, asked: Asked, unit: str = "") -> Iterator[Fact]:
    """What was registered and done, as four counts under keys that begin with `prefix`."""
    plans, tasks = _pages(asked, unit)
    told = (
        ("targets", "Chỉ tiêu đã đăng ký", own.targets, "chỉ tiêu", plans),
        ("registered", "Nhiệm vụ đã đăng ký", own.tasks, "nhiệm vụ", tasks),
        ("done", "Nhiệm vụ đã hoàn thành", own.done, "nhiệm vụ", tasks),
        ("late", "Nhiệm vụ quá hạn, chưa hoàn thành", own.late, "nhiệm vụ", tasks),
    )
    for key, label, count, measure, href in told:
        said = f"{unit}: {label.lower()}" if unit and prefix != "tasks" else label
        yield Fact(f"{prefix}.{key}", said, Decimal(count), show_decimal(count), measure, _source(asked), href)


def plan_words(own: YearPledges) -> str:
    """How a unit's plan stood, in words with its day."""
    if own.approved_on is not None:
        return f"đã duyệt, từ {show_day(own.approved_on)}"
    return f"đã trình {show_day(own.submitted_on)}, chưa duyệt" if own.submitted_on else "chưa có kế hoạch"


def task_figures(asked: Asked) -> Mapping[int, tuple[Fact, ...]]:
    """The plan and the tasks of each unit; who has none is told so. Eight queries at most."""
    found, names = _pledges(asked), _names(asked)
    told = {}
    for pk in asked.unit_ids:
        own, name = found.get(pk, NOTHING), names[pk].name if pk in names else ""
        plan = Fact(
            "tasks.plan", "Kế hoạch của đơn vị", None, plan_words(own), "", _source(asked), _pages(asked, name)[0]
        )
        told[pk] = (plan, *_counts(own, "tasks", asked, name))
    return told


def province_tasks(asked: Asked) -> Iterator[Fact]:
    """How many units have a plan in force, and what all of them registered and did. Six queries at most."""
    found = _pledges(asked).values()
    plans = sum(own.approved_on is not None for own in found)
    href, source = _pages(asked)[0], _source(asked)
    yield Fact(
        "tasks.plans", "Đơn vị có kế hoạch đã duyệt", Decimal(plans), show_decimal(plans), "đơn vị", source, href
    )
    sums = (sum(getattr(own, name) for own in found) for name in ("targets", "tasks", "done", "late"))
    targets, tasks, done, late = sums
    yield from _counts(YearPledges(0, None, None, targets, tasks, done, late), "tasks", asked)


def pledges_annex(asked: Asked) -> Iterator[AnnexTable]:
    """Every unit that has a plan or tasks, and those that report and have none. Eight queries at most."""
    found, names = _pledges(asked), _names(asked)
    columns = (
        AnnexColumn("STT", 0.6, "centre"), AnnexColumn("Đơn vị", 2.4), AnnexColumn("Kế hoạch", 1.8),
        AnnexColumn("Chỉ tiêu", 0.8, "right"), AnnexColumn("Nhiệm vụ", 0.8, "right"),
        AnnexColumn("Hoàn thành", 0.9, "right"), AnnexColumn("Quá hạn", 0.8, "right"),
    )  # fmt: skip
    rows = []
    for number, unit in enumerate(sorted(names.values(), key=lambda one: (one.kind, one.sort_key, one.code)), 1):
        own = found.get(unit.id, NOTHING)
        cells = _counts(own, f"pledge.{unit.code}", asked, unit.name) if unit.id in found else ("", "", "", "")
        rows.append((str(number), unit.name, plan_words(own), *cells))
    title = f"Kế hoạch, nhiệm vụ đã đăng ký của các đơn vị năm {asked.year}"
    yield AnnexTable("pledges", title, columns, rows, "Tính cả kế hoạch của năm và kế hoạch của giai đoạn.")


def help_figures(asked: Asked) -> Mapping[int, tuple[Fact, ...]]:
    """The communes that each body helps, what they confirmed, how far they came. Ten queries at most."""
    found = every_sponsored_progress(asked.year, asked.unit_ids, until=asked.day)
    return {pk: tuple(_helped(found.get(pk, ()), asked)) for pk in asked.unit_ids}


def _helped(found: tuple[SponsoredProgress, ...], asked: Asked) -> Iterator[Fact]:
    href = reverse("sponsorships")
    names = ", ".join(one.commune_name for one in found)
    source = f"Phân công giúp đỡ tính đến {show_day(asked.day)}{f': {names}' if names else ''}."
    confirmed = f"Xã đã xác nhận, trong năm {asked.year}, đến {show_day(asked.day)}."
    counts = (
        ("communes", "Xã đang giúp đỡ", len(found), "xã", source),
        ("visits", "Lần xuống xã được xã xác nhận", sum(one.visits for one in found), "lần", confirmed),
        ("outcomes", "Kết quả giúp đỡ được xã xác nhận", sum(one.outcomes for one in found), "việc", confirmed),
    )
    for key, label, count, measure, said in counts:
        yield Fact(f"sponsorship.{key}", label, Decimal(count), show_decimal(count), measure, said, href)
    if not found:
        return
    changes = [one.change for one in found]
    known = [change for change in changes if change is not None]
    sure = len(known) == len(changes)
    number = Decimal(sum(known)) if sure else None
    text = show_decimal(number) if number is not None else UNKNOWN
    missing = "; ".join(one.missing for one in found if one.missing)
    why = (
        "Kết quả đã thẩm định của các xã, năm nay so với năm trước."
        if sure
        else missing or "Chưa so được với năm trước."
    )
    yield Fact("sponsorship.gained", "Tiêu chí các xã ấy đạt thêm trong năm", number, text, "tiêu chí", why, href)
