"""A world for papers of awards: cases with everything that can be found of them, and papers held beside golden texts.

After a change that is meant: `GOLDEN=write pytest chungsuc/awards/tests/test_papers_*.py`, then read the diff.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from chungsuc.awards.models import Consultation, Dossier, FieldVisit, Finding, Objection, PostedLine, Posting
from chungsuc.awards.models.appraisal import CONTENT, FORMAL, NTM
from chungsuc.councils.models import Council, Item, Session
from chungsuc.documents.actions.issuing import final_sheet
from chungsuc.documents.facts import layout_on
from chungsuc.documents.lint_facts import lint_facts
from chungsuc.documents.models import Paper
from chungsuc.documents.numbering import Numbering, numbering_of
from chungsuc.documents.rules.lint import lint
from chungsuc.organisations.facts import known_as
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Sheet, Signature
from chungsuc.typesetting.docx_in import read
from chungsuc.typesetting.docx_out import write
from chungsuc.typesetting.frozen import as_data, sheet_of
from chungsuc.typesetting.tests.measuring import lines

GOLDEN = Path(__file__).parent / "golden"
LOOKED_AT = os.environ.get("PAPERS_OUT", "")
"""A folder into which papers of the tests are written too, for whoever wants to look at them."""


def final(paper: Paper, day: date, number: str, signers: Sequence[Signature] = ()) -> Sheet:
    """The paper as it goes out: numbered, dated, signed by the first office of its body, its annexes named after it."""
    sheet, found = sheet_of(paper.sheet), numbering_of(paper.unit, paper.kind, day)
    assert isinstance(found, Numbering)
    head = found.letterhead
    signed = tuple(signers) or sheet.signatures or (head.offices[0].signed("Nguyễn Văn Bình"),)
    paper.sheet = as_data(replace(sheet, signatures=signed))
    out = final_sheet(paper, found, day, int(number.partition("/")[0]))
    assert out.number == number
    return out


def held(name: str, sheet: Sheet, day: date) -> None:
    """The paper reads line by line as its golden text, and the linter has nothing to say of it."""
    made = write(sheet, layout_on(day))
    if LOOKED_AT:
        (Path(LOOKED_AT) / f"{name}.docx").write_bytes(made)
    told(name, "\n".join(lines(made)) + "\n")
    assert [(one.place, one.rule, one.message) for one in lint(read(made), lint_facts(day))] == []


def told(name: str, words: str) -> None:
    """The words of a paper are those of its golden text."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(words, encoding="utf-8")
    assert words == file.read_text(encoding="utf-8")


def session_of(dossiers: Sequence[Dossier], on: date) -> Session:
    """A session of the province's council about these dossiers, as rows: its guards are tried where they are."""
    council = Council.objects.get_or_create(
        code="tdkt-tinh", defaults={
            "name": "Hội đồng Thi đua - Khen thưởng tỉnh", "unit": dossiers[0].body, "since": date(2021, 1, 1),
            "paper": "Quyết định số 12/QĐ-UBND", "recorded_by": "thử",
        },
    )[0]  # fmt: skip
    made = Session.objects.create(
        council=council, matter="award", number=council.sessions.count() + 1, convened_on=on - timedelta(days=5),
        held_on=on, quorum_key="share:council_quorum", convened_by="thử",
    )  # fmt: skip
    for order, one in enumerate(dossiers, 1):
        Item.objects.create(
            session=made, order=order, subject="awards.dossier", key=str(one.pk), label=f"hồ sơ số {one.pk}",
            unit=one.subject.unit, share_key="share:council_other", of_key="rule:award_vote_of",
        )  # fmt: skip
    return made


def checked(dossier: Dossier, on: date, *, ntm: bool | None = None, left: str = "") -> None:
    """What examiners found of a dossier: in form, of its merit, of a line that the rules left open, of the results."""
    at = {"dossier": dossier, "on": on, "by": "thẩm định", "body": dossier.body}
    for part in ("tờ trình kèm danh sách", "báo cáo thành tích"):
        Finding.objects.create(kind=FORMAL, line=part, met=True, **at)
    merit = "Thành tích nêu trong hồ sơ đúng với giấy tờ, minh chứng"
    Finding.objects.create(kind=CONTENT, line=merit, met=True, **at)
    if left:
        Finding.objects.create(kind=CONTENT, line="former_awards", met=True, note=left, **at)
    if ntm is not None:
        note = "" if ntm else "Năm 2024 xã mới đạt 17 tiêu chí."
        line = "Kết quả xây dựng nông thôn mới nêu trong hồ sơ đúng với số liệu"
        Finding.objects.create(kind=NTM, line=line, met=ntm, note=note, **at)


def opinion(dossier: Dossier, agency: str, on: date, answer: str = "", words: str = "") -> Consultation:
    """A question to an agency with its answer; without one its silence."""
    due = on + timedelta(days=10)
    after: dict[str, Any] = {"silent_on": due + timedelta(days=1), "silent_by": "thử"}
    if answer:
        after = {"answered_on": on + timedelta(days=4), "answer": answer, "words": words, "answered_by": "thử",
                 "paper": "Công văn số 88/STC-HCSN"}  # fmt: skip
    return Consultation.objects.create(
        dossier=dossier, agency=Unit.objects.get(code=agency), about="Nghĩa vụ tài chính", asked_on=on, due_on=due,
        by="thử", **after,
    )  # fmt: skip


def visited(dossier: Dossier, on: date, *, right: bool = True, signed: bool = True) -> FieldVisit:
    """A visit, countersigned by the commune or not yet."""
    after = {"countersigned_on": on, "countersigned_by": "xã"} if signed else {}
    return FieldVisit.objects.create(
        dossier=dossier, why="finalist", visited_on=on, right=right, report="Đường thôn dài 300 m, rộng 4 m.",
        by="thử", by_name="Trần Thị Lan", **after,
    )  # fmt: skip


def posted(dossiers: Sequence[Dossier], since: date, until: date) -> Posting:
    """A posted list of these dossiers, over on a day."""
    first = dossiers[0]
    made = Posting.objects.create(
        body=first.body, form=first.form, title="Danh sách đề nghị tặng Huân chương Lao động hạng Ba", since=since,
        days=10, until=until, rule="quyết định bằng văn bản cho đợt này", by="thử", proof="a" * 64,
    )  # fmt: skip
    named = known_as([one.subject.unit_id for one in dossiers], since)
    for order, one in enumerate(dossiers, 1):
        place = named[one.subject.unit_id].name
        PostedLine.objects.create(
            posting=made, dossier=one, order=order, name=one.subject.name, place=place, merit=one.merit
        )
    return made


def objected(posting: Posting, dossier: Dossier, on: date, *, upheld: bool | None) -> Objection:
    """Somebody's objection, answered or not."""
    after = {} if upheld is None else {
        "answered_on": on, "upheld": upheld, "answer": "Đã kiểm tra tại thôn.", "answered_by": "thử",
    }  # fmt: skip
    return Objection.objects.create(
        posting=posting, dossier=dossier, received_on=on, sender="Ông B", words="Ông B nói chưa hiến đủ.", **after
    )
