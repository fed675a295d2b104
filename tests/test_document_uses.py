"""What documents are used for: named and linked on their page, whoever may see the document sees where it went."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chungsuc.councils import actions as councils
from chungsuc.councils.actions.refusals import CouncilRefused
from chungsuc.councils.tests.hall import BY, CONVENED, Hall, matter
from chungsuc.councils.uses import SUBJECT as PAPER
from chungsuc.evidence.facts import documents_for, uses
from chungsuc.evidence.tests.documents import put
from chungsuc.organisations.models import Unit
from chungsuc.recognition import actions
from chungsuc.recognition.models.cases import SUBJECT as CASE
from chungsuc.recognition.refusals import StepRefused
from chungsuc.recognition.tests.casework import COMMUNE, Office, Walk
from tests.province import Province

EARLY = {"uploaded_at": datetime(2024, 1, 5, tzinfo=UTC)}


def test_a_paper_of_a_dossier_leads_to_its_document_and_back(
    province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    walk = Walk(Office())
    case = walk.to("completing")
    document, foreign = put(COMMUNE, "Tờ trình", **EARLY), put("dn-24751", "Của xã khác", **EARLY)
    given = {"code": "to_trinh", "paper": "01/TTr-UBND", "on": walk.day, **walk.hand()}
    with pytest.raises(StepRefused, match="không phải của đơn vị"):
        actions.put_in(case, document=foreign.pk, **given)
    assert not case.items.exists()
    settings.TODAY = walk.day.isoformat()
    client = client_as(walk.office.account("commune"))
    page = client.post(
        f"/cong-nhan/{case.pk}/ho-so/",
        {"code": "to_trinh", "paper": "01/TTr-UBND", "on": "15/02/2024", "document": document.pk},
    )
    assert page.status_code == 303, page.content.decode()
    assert [each.id for each in documents_for(CASE, [str(case.pk)])[str(case.pk)]] == [document.pk]
    [use] = uses(document.pk)
    assert (use.label, use.use.words) == ("hồ sơ xét công nhận", "Xã Đắk Gằn: Xã nông thôn mới, năm 2023")
    shown = client.get(f"/minh-chung/{document.pk}/").content.decode()
    assert f'href="/cong-nhan/{case.pk}/"' in shown and "Xã Đắk Gằn: Xã nông thôn mới, năm 2023" in shown
    assert f'href="/minh-chung/{document.pk}/"' in client.get(f"/cong-nhan/{case.pk}/ho-so/").content.decode()


def test_a_paper_of_a_session_leads_to_a_document_of_the_unit_that_is_judged(
    bare_province: Province, client_as: Callable[[Any], Any], settings: Any
) -> None:
    settings.TODAY = CONVENED.isoformat()
    unit = Unit.objects.get(code="dn-24751")
    document, foreign = put("dn-24751", "Báo cáo thẩm định", **EARLY), put(COMMUNE, "Của xã khác")
    with matter():
        hall = Hall()
        session = hall.convened(unit_id=unit.pk)
        with pytest.raises(CouncilRefused, match="không phải của đơn vị"):
            councils.add_paper(session, title="Khác", by=BY, document=foreign.pk)
        client = client_as(bare_province.account("coordinator"))
        here = f"/hoi-dong/phien/{session.pk}/"
        sent = {"viec": "tai-lieu", "tai-lieu-title": "Báo cáo", "tai-lieu-document": document.pk}
        page = client.get(here)
        seen = re.findall(r'name="(\w+)" value="([^"]*)"', page.content.decode())
        assert client.post(here, {**dict(seen), **sent}).status_code == 303
        paper = session.papers.get()
        assert [each.id for each in documents_for(PAPER, [str(paper.pk)])[str(paper.pk)]] == [document.pk]
        assert f'href="/minh-chung/{document.pk}/"' in client.get(here).content.decode()
        [use] = uses(document.pk)
        assert use.use.url == here and use.use.words.endswith(": Báo cáo")
