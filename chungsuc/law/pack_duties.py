"""Reading whom the plan binds to what: audiences, milestones, instructions, launches, phases; and their checks."""

from collections.abc import Iterator
from itertools import combinations

from .pack_nodes import Ledger
from .pack_plan_shapes import (
    AudienceShape,
    InstructionShape,
    LaunchShape,
    MilestoneShape,
    PhaseShape,
    SubjectShape,
)
from .pack_rows import STATUSES, Row
from .pack_shapes import Pack, Place
from .pack_units import UNIT_KINDS, overlap

SENDERS = ("province", "district")
AUDIENCE = "đối tượng giao việc"


def read_subject(row: Row) -> SubjectShape:
    """One group of section IV, its criteria word for word."""
    return SubjectShape(
        code=row.text("code"),
        letter=row.text("letter"),
        name=row.text("name"),
        criteria=row.texts("criteria"),
        place=row.place,
        binds=row.texts("binds"),
    )


def read_milestone(row: Row) -> MilestoneShape:
    """Something due by a day, whom it binds, and the article of the plan that says so."""
    opens, due = row.day_or_none("opens"), row.day("due")
    if opens is not None and opens > due:
        row.refuse("Ngày bắt đầu “opens” sau hạn “due”; xem lại hai ngày.", row.find("opens"))
    return MilestoneShape(
        code=row.text("code"),
        name=row.text("name"),
        who=row.text("who"),
        due=due,
        every_year=row.flag("every_year"),
        article=row.text("article"),
        status=row.one_of("status", STATUSES),
        place=row.place,
        binds=row.texts("binds"),
        opens=opens,
    )


def read_audience(row: Row) -> AudienceShape:
    """Whom the plan binds in a period, by kind or by name."""
    kinds, units = row.texts("kinds"), row.texts("units")
    for kind in kinds:
        if kind not in UNIT_KINDS:
            row.refuse(f"Loại đơn vị “{kind}” không dùng được; chọn trong: {', '.join(UNIT_KINDS)}.", row.find("kinds"))
    if not kinds and not units:
        row.refuse("Đối tượng giao việc chưa có đơn vị nào; ghi kinds (loại đơn vị) hoặc units (mã đơn vị).")
    since, until = row.period()
    return AudienceShape(
        code=row.text("code"),
        name=row.text("name"),
        kinds=kinds,
        units=units,
        but=row.texts("but"),
        since=since,
        until=until,
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def read_instruction(row: Row) -> InstructionShape:
    """What the plan tells an audience, word for word."""
    return InstructionShape(
        code=row.text("code"),
        article=row.text("article"),
        text=row.text("text"),
        binds=row.texts("binds"),
        place=row.place,
    )


def read_launch(row: Row) -> LaunchShape:
    """Who is told by a launch of the province or of a district."""
    return LaunchShape(
        by=row.one_of("by", SENDERS), to=row.texts("to"), source=row.source(), status=row.status(), place=row.place
    )


def read_phase(row: Row) -> PhaseShape:
    """A phase of the movement, as the plan tells it."""
    since, until = row.period()
    if until is None:
        row.refuse("Thiếu “until”; ghi ngày cuối của giai đoạn.")
    return PhaseShape(
        code=row.text("code"),
        name=row.text("name"),
        since=since,
        until=until or since,
        text=row.text("text"),
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def named_audiences(pack: Pack) -> Iterator[tuple[str, Place]]:
    """Every audience that something of the plan names, and where."""
    binding: tuple[SubjectShape | MilestoneShape | InstructionShape, ...]
    binding = (*pack.subjects, *pack.milestones, *pack.instructions)
    for shape in binding:
        yield from ((code, shape.place) for code in shape.binds)
    for launch in pack.launches:
        yield from ((code, launch.place) for code in launch.to)


def check_duties(pack: Pack, ledger: Ledger) -> None:
    """An audience speaks of somebody, is named somewhere, and nobody is bound twice by one milestone at a time."""
    named = {code for code, _ in named_audiences(pack)}
    known = {audience.code: audience for audience in pack.audiences}
    kinds = {unit.kind for unit in pack.units}
    for audience in pack.audiences:
        if audience.code not in named:
            ledger.say(audience.place, "warning", f"Không mục nào dùng đối tượng “{audience.code}”; dùng hoặc bỏ.")
        if not audience.units and not kinds & set(audience.kinds):
            ledger.say(audience.place, "warning", f"Đối tượng “{audience.code}” không trúng đơn vị nào; xem lại kinds.")
    for milestone in pack.milestones:
        bound = [known[code] for code in milestone.binds if code in known]
        for one, other in combinations(bound, 2):
            twice = sorted({*one.kinds} & {*other.kinds}) or sorted({*one.units} & {*other.units})
            if twice and overlap(one.since, one.until, other.since, other.until):
                ledger.error(
                    milestone.place,
                    f"Mốc “{milestone.code}” giao cho {', '.join(twice)} hai lần cùng lúc ({one.code}, {other.code}); "
                    "bỏ một đối tượng hoặc sửa since, until.",
                )
