"""Tables to take away: who gets what, in which form."""

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse

from chungsuc.organisations.access import person_on
from chungsuc.organisations.facts import known_as
from chungsuc.web.day import today
from chungsuc.workbooks.reading import read_workbook
from tests.province import Province

VALUES = ("xa_ntm_2021_2025", 2023)


def address(name: str, ending: str) -> str:
    return reverse(name, args=[*VALUES, ending] if name == "export_values" else [ending])


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))


@pytest.mark.parametrize("name", ["export_values", "export_register"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_is_sent_to_be_saved_under_a_proper_name(
    province: Province, client_as, name: str, ending: str, tmp_path: Path
) -> None:
    answer = client_as(province.account("leader")).get(address(name, ending))
    stem = "bieu-xa-ntm-2021-2025-2023" if name == "export_values" else "so-cong-nhan"
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{stem}.{ending}"')
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    path = tmp_path / f"x.{ending}"
    path.write_bytes(body(answer))
    assert len(read_workbook(path).sheets[0].rows) >= 40


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


@pytest.mark.parametrize("name", ["export_values", "export_register"])
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
