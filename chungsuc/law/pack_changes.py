"""What loading a pack changed and what it left as it was, as rooms tell it; and what a pack holds, by name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .dated import Reconciled, Why
from .pack_shapes import Pack, Place
from .periods import show_day


@dataclass(frozen=True)
class Change:
    """One thing that an edited pack changed: its code, its name, and from what to what, in words."""

    subject: str
    label: str
    before: str
    after: str
    unit_code: str = ""

    @property
    def said(self) -> str:
        return f"{self.label}: {self.before or 'chưa có'} → {self.after or 'không còn'}"


@dataclass(frozen=True)
class Kept:
    """Something of the pack that was not taken: where it stands (None: nowhere any more), why, and what to do."""

    place: Place | None
    said: str

    def __str__(self) -> str:
        return f"{self.place.file}:{self.place.line}: {self.said}" if self.place else self.said


@dataclass
class Loaded:
    """What one room took of a pack: new rows, changes, and what was not taken. False: nothing was written."""

    new: int = 0
    changes: list[Change] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)  # names of facts that the pack no longer names and that end

    def __bool__(self) -> bool:
        return bool(self.new or self.changes)

    def keep(self, place: Place | None, said: str) -> None:
        self.kept.append(Kept(place, said))


def why_kept(why: Why, since: date, held: str, published: date | None) -> str:
    """Why a dated fact of the pack is not taken, and what to do about it. `held`: what is recorded for that day."""
    if why is Why.OTHER_VALUE:
        return (
            f"từ {show_day(since)} đã ghi là {held}; điều đã ghi cho những ngày trước không sửa lại. Để nguyên dòng cũ "
            "và thêm một dòng có ngày bắt đầu mới."
        )
    if why is Why.MOVED:
        return f"đã ghi {held} từ ngày khác; không dời ngày bắt đầu. Ghi lại ngày bắt đầu cũ."
    if why is Why.PUBLISHED and published is not None:
        return f"đã có kết quả đến {show_day(published)} dựa vào điều này. Ghi ngày bắt đầu sau {show_day(published)}."
    return f"khoảng này đã có điều khác được ghi ({held}). Xem nhật ký rồi sửa ngày trong gói."


@dataclass(frozen=True)
class Retirement:
    """What becomes of dated facts that the pack no longer names.

    `day`: the first day on which they no longer hold; None: they stay and are told. `before`: the names of those that
    were retired earlier; nobody is told of them again.
    """

    day: date | None = None
    before: Collection[str] = ()

    def settled(self, name: str) -> bool:
        """Whether the fact was retired by an earlier reload."""
        return name in self.before

    def reaches(self, since: date, published: date | None = None) -> bool:
        """Whether the fact ends: a day is given, it begins before, and no result of that day is out."""
        return self.day is not None and since < self.day and (published is None or self.day > published)

    def last_day(self, until: date | None) -> date:
        """The last day of a fact that this reaches; one that ends earlier keeps its own."""
        assert self.day is not None
        last = self.day - timedelta(days=1)
        return last if until is None else min(until, last)


NO_RETIREMENT = Retirement()


def retire(
    found: Reconciled,
    kind: str,
    place: tuple[str, str],
    loaded: Loaded,
    retirement: Retirement,
    published: date | None = None,
) -> Reconciled:
    """Dated facts (of a kind, at a subject and its part) with those that the pack no longer names ended where the
    retirement reaches them; silent once they are. Names them in `loaded`; the others stay in `gone`, to be told.
    """
    ends, left = list(found.ends), []
    for fact in found.gone:
        name = retired_name(kind, fact_name(*place, fact.since))
        if retirement.settled(name):
            continue
        if not retirement.reaches(fact.since, published):
            left.append(fact)
            continue
        loaded.retired.append(name)
        if (last := retirement.last_day(fact.until)) != fact.until:
            ends.append((fact, last))
    return replace(found, ends=tuple(ends), gone=tuple(left))


GONE = "gói không còn ghi; vẫn giữ như đã nạp. Muốn thôi dùng thì nạp lại với --retire-from NGÀY, bỏ nhầm thì ghi lại."
RETIRED = "retired"
Contents = Mapping[str, Collection[str]]
NAMES = {
    "documents": "văn bản",
    "units": "đơn vị",
    "events": "sự kiện đơn vị",
    "groups": "cụm, khối thi đua",
    "levels": "mức công nhận",
    "sets": "bộ tiêu chí",
    "criteria": "tiêu chí",
    "indicators": "chỉ tiêu của bộ tiêu chí",
    "thresholds": "mức yêu cầu",
    "targets": "chỉ tiêu của kế hoạch",
    "subjects": "đối tượng thi đua",
    "milestones": "việc phải làm",
    "days_off": "ngày nghỉ, ngày làm bù",
}
RETIRABLE = ("groups",)  # of those above; figures, owners, members and attributes are told by their rooms


def contents_of(pack: Pack) -> dict[str, list[str]]:
    """The names of everything that a pack holds, by kind; dated facts with their first day ("SNV|role|2021-01-01")."""
    sets = pack.sets
    return {
        "documents": [d.code for d in pack.documents],
        "units": [u.code for u in pack.units],
        "events": [e.code for e in pack.events],
        "groups": [g.code for g in pack.groups],
        "levels": [level.code for level in pack.levels],
        "sets": [s.code for s in sets],
        "criteria": [f"{s.code}|{c.no}" for s in sets for c in s.criteria],
        "indicators": [f"{s.code}|{i.code}" for s in sets for i in s.indicators],
        "thresholds": [t.figure for s in sets for t in s.thresholds],
        "targets": [t.code for t in pack.targets],
        "subjects": [s.code for s in pack.subjects],
        "milestones": [m.code for m in pack.milestones],
        "days_off": [d.day.isoformat() for d in pack.days_off],
        "figures": [fact_name(f.key, "", f.since) for f in pack.figures],
        "owners": [fact_name(o.set_code, o.part, o.since) for o in pack.owners],
        "members": [fact_name(g.code, code, since) for g in pack.groups for code, since, _ in g.members],
        "attributes": [fact_name(u.code, a.key, a.since) for u in pack.units for a in u.attributes],
    }


def fact_name(subject: str, part: str, since: date) -> str:
    """The name of a dated fact among a pack's contents."""
    return f"{subject}|{part}|{since.isoformat()}"


def days_loaded(contents: Contents, kind: str, subject: str, part: str, stored: Iterable[date]) -> set[date]:
    """Which of the stored first days came with the pack; none while its contents are not known."""
    known = set(contents.get(kind, ()))
    return {day for day in stored if fact_name(subject, part, day) in known}


def left_out(contents: Contents, pack: Pack, retired: Collection[str] = ()) -> list[Kept]:
    """What a pack held when it was last loaded and holds no more. It stays as it is: nothing is deleted.

    `retired`: names of what was ended for that reason; they are not told again.
    """
    now = contents_of(pack)
    found = []
    for kind, name in NAMES.items():
        for code in sorted(set(contents.get(kind, ())) - set(now[kind])):
            if retired_name(kind, code) in retired:
                continue
            advice = GONE if kind in RETIRABLE else "gói không còn ghi; vẫn giữ như đã nạp. Nếu bỏ nhầm, hãy ghi lại."
            found.append(Kept(None, f"{name} {code}: {advice}"))
    return found


def retired_name(kind: str, name: str) -> str:
    """The name of a fact among those that were retired: its kind, and its name in a pack's contents."""
    return f"{kind}:{name}"


def merged(contents: Contents, pack: Pack, retired: Collection[str] = ()) -> dict[str, list[str]]:
    """What a pack ever held, and what of it was retired and is not named again, to be kept for the next time."""
    now = contents_of(pack)
    held = {kind: sorted({*contents.get(kind, ()), *codes}) for kind, codes in now.items()}
    named = {retired_name(kind, name) for kind, names in now.items() for name in names}
    return held | {RETIRED: sorted({*contents.get(RETIRED, ()), *retired} - named)}
