"""Tables to take away: who gets what, in which form."""

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from chungsuc.cli.import_file import take_in
from chungsuc.criteria.models import Value
from chungsuc.organisations.access import person_on
from chungsuc.organisations.facts import known_as
from chungsuc.web.day import today
from chungsuc.workbooks.reading import read_workbook
from tests.province import Province

STEMS = {
    "export_values": "bieu-xa-ntm-2021-2025-2023",
    "export_register": "so-cong-nhan",
    "export_communes": "so-sanh-cac-xa",
}
MORE = {"export_values": 40, "export_register": 40, "export_communes": 25}
VALUES = ("xa_ntm_2021_2025", 2023)


def address(name: str, ending: str) -> str:
    return reverse(name, args=[*VALUES, ending] if name == "export_values" else [ending])


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))


@pytest.mark.parametrize("name", list(STEMS))
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_is_sent_to_be_saved_under_a_proper_name(
    province: Province, client_as, name: str, ending: str, tmp_path: Path
) -> None:
    answer = client_as(province.account("leader")).get(address(name, ending))
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{STEMS[name]}.{ending}"')
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    path = tmp_path / f"x.{ending}"
    path.write_bytes(body(answer))
    assert len(read_workbook(path).sheets[0].rows) >= MORE[name]


def test_the_addresses_are_those_that_were_promised() -> None:
    assert address("export_values", "xlsx") == "/xuat/so-lieu/xa_ntm_2021_2025/2023.xlsx"
    assert address("export_register", "csv") == "/xuat/so-cong-nhan.csv"


def test_a_commune_gets_its_own_past_and_nobody_elses(province: Province, client_as) -> None:
    for role in ("commune", "other_commune"):
        account = province.account(role)
        mine = person_on(account, today()).scope("value.read").unit_ids
        names = {fact.name for fact in known_as(mine).values()}
        for name in ("export_values", "export_register"):
            rows = table(client_as(account).get(address(name, "csv")))[1:]
            assert {row[1] for row in rows} <= names
    whole = table(client_as(province.account("leader")).get(address("export_values", "csv")))
    assert len(whole) == 61
    assert len(table(client_as(province.account("commune")).get(address("export_values", "csv")))) < 10


@pytest.mark.parametrize("name", list(STEMS))
def test_who_has_no_right_gets_nothing(province: Province, client_as, name: str) -> None:
    for role in ("administrator", "nobody"):
        assert client_as(province.account(role)).get(address(name, "csv")).status_code == 403
    answer = client_as(None).get(address(name, "csv"))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


def test_an_unknown_set_or_year_is_not_there(province: Province, client_as) -> None:
    client = client_as(province.account("leader"))
    for path in ("/xuat/so-lieu/khac/2023.csv", "/xuat/so-lieu/xa_ntm_2021_2025/1999.csv", "/xuat/so-cong-nhan.pdf"):
        assert client.get(path).status_code == 404
    assert client.post(address("export_register", "csv")).status_code == 405


def test_the_number_of_queries_does_not_grow(province: Province, client_as, django_assert_max_num_queries) -> None:
    client = client_as(province.account("leader"))
    with django_assert_max_num_queries(15):
        client.get(address("export_values", "csv"))
    with django_assert_max_num_queries(20):
        client.get(address("export_register", "csv"))
    with django_assert_max_num_queries(12):
        client.get(address("export_communes", "csv"), {"ngay": "31/12/2023"})


class Shown(HTMLParser):
    """The cells of the page's table as they are read, and the links above it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.files: list[str] = []
        self._cell = self._note = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "a" and "/xuat/" in (given.get("href") or ""):
            self.files.append(given["href"])
        self.rows += [[]] if tag == "tr" else []
        if tag in ("td", "th") and self.rows:
            self._cell = True
            self.rows[-1].append("")
        self._note = self._note or tag in ("details", "caption") or given.get("class") == "note"

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")
        self._note = self._note and tag not in ("details", "caption", "span", "td", "th")

    def handle_data(self, data: str) -> None:
        if self._cell and not self._note:
            self.rows[-1][-1] += data


SHORT = {"Chưa đạt": "Chưa", "Chưa đủ căn cứ": "Thiếu"}
ASKED = [
    {"ngay": "31/12/2023"},
    {"ngay": "31/12/2023", "sap": "-dat", "huyen": "dn-666"},
    {"ngay": "31/12/2023", "muc": "not_met", "sap": "huyen", "ten": "dak"},
    {"ngay": "31/12/2021", "rot": "17", "duoi": "16"},
]


@pytest.mark.parametrize("asked", ASKED, ids=["all", "a district", "words", "a criterion"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_comparison_is_taken_away_as_it_is_shown(
    province: Province, client_as, asked: dict, ending: str, tmp_path: Path
) -> None:
    client = client_as(province.account("leader"))
    page = Shown(client.get(reverse("communes"), asked).content.decode())
    [link] = [file for file in page.files if f"cac-xa.{ending}" in file]
    path = tmp_path / f"x.{ending}"
    path.write_bytes(body(client.get(link)))
    rows = [
        [str(row.cell(n).value or "") for n in range(1, len(page.rows[0]) + 1)]
        for row in read_workbook(path).sheets[0].rows
    ]
    first = next(n for n, row in enumerate(rows) if row[0] == "Xã")
    kept = [row for row in page.rows[1:] if row and row[0]]
    assert len(kept) < 60 or asked == ASKED[0]
    assert len(kept) > 1
    told = [[SHORT.get(cell, cell) for cell in row] for row in rows[first + 1 :]]
    assert [row[:3] + row[4:] for row in told] == [row[:3] + row[4:] for row in kept]


def test_a_comparison_of_criteria_comes_in_again_unchanged(province: Province, client_as, tmp_path: Path) -> None:
    client = client_as(province.account("leader"))
    for ending in ("xlsx", "csv"):
        path = tmp_path / f"so-sanh.{ending}"
        path.write_bytes(body(client.get(address("export_communes", ending), {"ngay": "31/12/2021", "sap": "-ten"})))
        told = take_in(path, kind="criterion-results", set_code="xa_ntm_2016_2020", year=2021)
        assert (told["counts"]["refused"], told["state"]) == (0, "unchanged"), told["messages"][:3]


def test_a_comparison_of_verdicts_is_not_taken_for_values(province: Province, client_as, tmp_path: Path) -> None:
    path = tmp_path / "so-sanh.xlsx"
    client = client_as(province.account("leader"))
    path.write_bytes(body(client.get(address("export_communes", "xlsx"), {"ngay": "31/12/2023"})))
    before = Value.objects.count()
    told = take_in(path, kind="indicator-values")
    assert told["counts"]["refused"] or told["state"] == "unchanged"
    assert Value.objects.count() == before
