"""What upper rooms have made of their rows gives the linter nothing to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse

from chungsuc.documents.facts import layout_on
from chungsuc.documents.lint_facts import lint_facts
from chungsuc.documents.models import Paper
from chungsuc.documents.rules.lint import lint
from chungsuc.documents.tests.desk import Desk
from chungsuc.documents.tests.test_room_papers import decided
from chungsuc.typesetting.docx_in import read
from chungsuc.typesetting.docx_out import write
from chungsuc.typesetting.frozen import sheet_of

DAY = date(2026, 3, 12)


def test_the_decision_on_a_commune_and_the_minutes_of_a_session_are_clean(
    desk: Desk, client_as: Callable[[Any], Any]
) -> None:
    from chungsuc.councils.models import Council
    from chungsuc.councils.tests.counted import counted_session

    client_as(desk.province.account("coordinator")).post(
        reverse("case_papers", args=[decided(desk).pk]), {"viec": "quyet-dinh"}
    )
    session = counted_session()
    Council.objects.update(unit=desk.unit())
    client_as(desk.province.account("emulation")).post(reverse("council_minutes_paper", args=[session.pk]))
    decision, minutes = (sheet_of(paper.sheet) for paper in Paper.objects.order_by("pk"))
    for sheet, number in ((decision, "12/QĐ-UBND"), (minutes, "12/BB-SNV")):
        final = replace(sheet, number=number, day=DAY, draft=False)
        said = lint(read(write(final, layout_on(DAY))), lint_facts(DAY))
        assert [(finding.place, finding.rule, finding.message) for finding in said] == []
