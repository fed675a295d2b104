"""S0: finding a unit by a name typed without its marks, among a hundred thousand."""

import random
from time import perf_counter

from benchmarks import nation
from benchmarks.board import Line, at_most, share, unmeasured
from benchmarks.surroundings import collect, on_both, postgresql_missing, service

WHAT = "tìm “dak nong” trong {count} tên, p95"
WORDS = (
    "An Bình Châu Cư Đại Đông Giang Hà Hòa Hưng Khánh Krông Lâm Lộc Mỹ Nam Ninh Phú Phước Quảng Sơn Tân Thạnh Trung Yên"
)
WANTED = "Đắk Nông"


def measure(quick: bool) -> list[Line]:
    count = 2_000 if quick else 100_000
    lines = []
    for title, found in on_both("benchmarks.measures.finding:searches", count):
        what = f"{WHAT.format(count=f'{count:,}'.replace(',', '.'))}, {title}"
        if found is None:
            lines.append(unmeasured("S0", what, postgresql_missing()))
        else:
            note = f"{found['hits']} tên khớp; “khong co ten nay”: {found['nothing']:.0f} ms"
            lines.append(at_most("S0", what, share(found["ms"], 0.95), 20, "ms", note))
    return lines


def searches(database: str, count: int) -> dict[str, object]:
    """Makes `count` named units and asks the search page's own function."""
    with service(database):
        from datetime import date

        from chungsuc.accounts.models import User
        from chungsuc.organisations.access import person_on
        from chungsuc.organisations.models import Post, Unit
        from chungsuc.reports.facts.search import find

        _make(count)
        collect()
        user = User.objects.create(username="do", full_name="Người đo")
        Post.objects.create(account=user, role="ntm_coordinator", unit=Unit.objects.first(), since=nation.SINCE)
        person = person_on(user, date(2026, 1, 1))

        def search(words: str) -> tuple[float, int]:
            began = perf_counter()
            found = find(words, person)
            return (perf_counter() - began) * 1000, found.count

        search("dak nong")
        runs = [search("dak nong") for _ in range(40)]
        return {"ms": [took for took, _ in runs], "hits": runs[0][1], "nothing": search("khong co ten nay")[0]}


def _make(count: int) -> None:
    from chungsuc.law.spelling import sort_key, unit_key
    from chungsuc.organisations.models import Identity, Unit

    chance, words = random.Random(1), WORDS.split()
    units = Unit.objects.bulk_create(
        [Unit(code=f"t-{n}", kind="village", since=nation.SINCE) for n in range(count)], batch_size=2000
    )
    rows = []
    for n, unit in enumerate(units):
        name = WANTED if n % (count // 20) == 7 else " ".join(chance.choice(words) for _ in range(2))
        name = f"Thôn {name} {n % 50 + 1}"
        rows.append(
            Identity(unit=unit, name=name, name_key=unit_key(name), sort_key=sort_key(name), since=nation.SINCE)
        )
    Identity.objects.bulk_create(rows, batch_size=2000)
