"""The search of every page: without accents, in the spellings of the papers, as people type the name of a unit."""

from typing import Any

import pytest

from tests.province import Province


@pytest.mark.parametrize("typed", ["dak nong", "Đắk Nông", "Đăk Nông", "Đắc Nông", "tinh dak nong", "DAC NONG"])
def test_the_province_is_found_in_every_spelling_of_the_papers(province: Province, client_as: Any, typed: str) -> None:
    client = client_as(province.account("coordinator"))
    assert "Tỉnh Đắk Nông" in client.get("/tim/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["xa dak wer", "Xã Đắk Wer", "XÃ ĐẮK WER", "x. dak wer", "dakwer"])
def test_a_commune_is_found_with_its_form_typed_in_any_way(province: Province, client_as: Any, typed: str) -> None:
    client = client_as(province.account("coordinator"))
    assert "/don-vi/dn-24750/" in client.get("/tim/", {"q": typed}).content.decode()
