"""R3: sixteen people write at once; how many fail, and how long the unluckiest wait."""

from benchmarks import nation
from benchmarks.board import Line, against, at_most, in_turns, unmeasured
from benchmarks.serving import Asked, ask, free_port, granian, running
from benchmarks.surroundings import collect, on_both, postgresql_missing, service

WRITERS = 16
APPLICATION, PLAIN = "benchmarks.writing_app:application", "benchmarks.plain_writing_app:application"


def measure(quick: bool) -> list[Line]:
    lines: list[Line] = []
    rounds, duration = (1, 2) if quick else (3, 20)
    for title, found in on_both("benchmarks.measures.writers:written", rounds, duration):
        if found is None:
            lines.append(unmeasured("R3", f"{WRITERS} người ghi cùng lúc, {title}", postgresql_missing()))
            continue
        note = (
            f"{found['writes']} lần ghi, {found['rate']:.0f} lần mỗi giây; mốc {found['anchor_rate']:.0f} lần mỗi giây"
        )
        lines.append(
            at_most("R3", f"lần ghi hỏng khi {WRITERS} người ghi cùng lúc, {title}", found["failed"], 0, "lần", note)
        )
        what = f"p99 của một lần ghi, {title}"
        if title == "SQLite":
            name = "ghi trần bằng Django, 2 tiến trình × 4 luồng"
            lines.append(against("R3", what, found["ours"], found["anchor"], unit="ms", anchor_name=name, limit=0.4))
        else:
            lines.append(at_most("R3", what, sorted(found["ours"])[len(found["ours"]) // 2], 100, "ms"))
    return lines


def written(database: str, rounds: int, duration: int) -> dict[str, object]:
    """Both ways of writing in turns, each on its server, both on the same database."""
    with service(database):
        from chungsuc.criteria.actions import judge

        nation.make_country(60, 1)
        judge(nation.CODE, nation.FIRST_YEAR)
        collect()
        one, other = free_port(), free_port()
        kept: dict[str, list[Asked]] = {"ghi": [], "moc": []}
        # ours as `chungsuc serve` does; the anchor as a Django service is usually run
        with (
            running(granian(APPLICATION, one), one) as ours,
            running(granian(PLAIN, other, threads=4), other) as plain,
        ):

            def once(address: str, way: str) -> float:
                kept[way].append(ask(f"{address}/{way}/", {}, at_once=WRITERS, duration=duration))
                return kept[way][-1].p99

            for address, way in ((ours, "ghi"), (plain, "moc")):
                ask(f"{address}/{way}/", {}, at_once=2, duration=1)
            mine, anchor = in_turns(lambda: once(ours, "ghi"), lambda: once(plain, "moc"), rounds)
        return {
            "ours": mine,
            "anchor": anchor,
            "failed": sum(found.failed for found in kept["ghi"]),
            "rate": sum(found.rate for found in kept["ghi"]) / rounds,
            "anchor_rate": sum(found.rate for found in kept["moc"]) / rounds,
            "writes": round(sum(found.rate * duration for found in kept["ghi"])),
        }
