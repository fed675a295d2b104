"""Empty lists to fill in: the headings are those that the reader knows, so that what is filled comes in again."""

from collections.abc import Sequence

from chungsuc.imports.kinds import SampleFile
from chungsuc.web.day import today

from .reading.columns import TITLES

ORDINAL, YEARS = "TT", 5
WIDE = {"merit": 48.0, "name": 30.0, "place": 36.0, "form": 36.0, "kind": 30.0}
REGISTER = (
    "name", "place", "kind", "form", "number", "day", "signer", "merit", "since", "until", "bonus", "merit_kind",
)  # fmt: skip
COLLECTIVES = ("name", "place", "kind", "form", "merit", "merit_kind")
PEOPLE = ("name", "place", "kind", "woman", "form", "merit", "merit_kind")
SUMMARIES = ("name", "place", "kind", "form")


def _sample(code: str, title: str, fields: Sequence[str], more: Sequence[str] = ()) -> SampleFile:
    header = (ORDINAL, *(TITLES[name] for name in fields), *more)
    widths = {1: 6.0, **{at: WIDE.get(name, 16.0) for at, name in enumerate(fields, 2)}}
    return SampleFile(code, title, header, widths | {at: 24.0 for at in range(len(fields) + 2, len(header) + 1)})


def of_awards() -> tuple[SampleFile, ...]:
    """The list of former awards, with the headings of the register's own file."""
    return (_sample("da-khen-thuong", "Danh sách đã khen thưởng", REGISTER),)


def of_nominations() -> tuple[SampleFile, ...]:
    """The three layouts in which units propose: collectives, people, achievements year by year."""
    years = [f"Năm {year}" for year in range(today().year - YEARS + 1, today().year + 1)]
    return (
        _sample("tap-the", "Danh sách tập thể đề nghị khen thưởng", COLLECTIVES),
        _sample("ca-nhan", "Danh sách cá nhân đề nghị khen thưởng", PEOPLE),
        _sample("trich-ngang", "Trích ngang thành tích từng năm", SUMMARIES, years),
    )
