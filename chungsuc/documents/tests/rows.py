"""Papers, numbers, templates and certificates made as rows: for tests that only look, and must find nothing in the journal."""

from datetime import date
from typing import Any

from django.utils import timezone

from chungsuc.documents import storage
from chungsuc.documents.models import (
    Blank,
    Bundle,
    Certificate,
    CertificateBatch,
    KeptFile,
    Paper,
    Series,
    SeriesNumber,
    SignedCopy,
    Template,
    TemplateVersion,
)
from chungsuc.documents.models.numbers import key_of
from chungsuc.organisations.models import Unit
from chungsuc.typesetting.content import Letterhead, Paragraph, Sheet, Signature
from chungsuc.typesetting.frozen import as_data

DAY = date(2026, 2, 5)


def office(code: str = "SNV") -> Unit:
    """The office of that code, else the first department of this province."""
    return Unit.objects.filter(code=code).first() or Unit.objects.filter(kind="department").order_by("code")[0]


def committee() -> Unit:
    """The newest People's Committee of the province."""
    return Unit.objects.filter(kind="province").order_by("-since")[0]


def kept(data: bytes, extension: str) -> KeptFile:
    sha256 = storage.keep(data)
    given = {"size": len(data), "extension": extension, "kept_at": timezone.now()}
    return KeptFile.objects.get_or_create(sha256=sha256, defaults=given)[0]


def number(unit: Unit, kind: str = "bao-cao", state: str = "used") -> SeriesNumber:
    """The next number of a series."""
    given = {"kind_name": "Báo cáo", "last": 0}
    series, _ = Series.objects.get_or_create(unit=unit, kind=kind, year=DAY.year, defaults=given)
    at = series.last + 1
    Series.objects.filter(pk=series.pk).update(last=at)
    return SeriesNumber.objects.create(
        series=series, number=at, key=key_of(series.pk, at), after_id=key_of(series.pk, at - 1) if at > 1 else None,
        state=state, printed=f"{at:02d}/BC-{unit.code}", purpose="Báo cáo", given_on=DAY, given_by="x",
        given_at=timezone.now(),
    )  # fmt: skip


def paper(state: str = "draft", unit: Unit | None = None) -> Paper:
    """A paper of an office in a state, with kept files once it is issued."""
    body = unit or office()
    sheet = Sheet(
        "bao-cao", "BÁO CÁO", Letterhead("SỞ NỘI VỤ", place="Nơi ban hành"), f"Kết quả {state}", number="/BC-SNV",
        blocks=(Paragraph("Nội dung."),), signatures=(Signature("GIÁM ĐỐC", "Nguyễn Văn A"),), recipients=("Lưu: VT",),
        draft=True,
    )  # fmt: skip
    fields: dict[str, Any] = {}
    if state in ("issued", "superseded"):
        fields = {"number": number(body), "day": DAY, "docx": kept(b"PK" + b"x" * 600, "docx")}
        fields |= {"pdf": kept(b"%PDF-" + b"x" * 600, "pdf"), "issued_by": "x", "issued_at": timezone.now()}
    return Paper.objects.create(
        unit=body, kind="bao-cao", kind_name="Báo cáo", subject=f"Kết quả {state}", sheet=as_data(sheet), state=state,
        drafted_by="x", drafted_at=timezone.now(), **fields,
    )  # fmt: skip


def signed_copy(of: Paper) -> SignedCopy:
    signers = [
        {"name": "Nguyễn Văn A", "issuer": "Gốc", "at": "", "covers": "file", "intact": True, "chain": "trusted"}
    ]
    return SignedCopy.objects.create(
        paper=of, file=kept(b"%PDF-" + b"k" * 600, "pdf"), outcome="sound", signers=signers, added_by="x",
        added_at=timezone.now(),
    )  # fmt: skip


def template() -> TemplateVersion:
    made = Template.objects.create(unit=office(), kind="bao-cao", kind_name="Báo cáo", name="Báo cáo quý")
    return TemplateVersion.objects.create(
        template=made, number=1, file=kept(b"PK" + b"m" * 600, "docx"), file_name="mau.docx", since=DAY, uploaded_by="x",
        uploaded_at=timezone.now(),
    )  # fmt: skip


FIELD = {"name": "recipient", "x": 60.0, "y": 90.0, "width": 180.0, "height": 14.0, "size": 26.0, "align": "centre"}


def blank() -> Blank:
    return Blank.objects.create(
        unit=office(), name="Giấy khen A4", width=297, height=210, fields=[FIELD], kept_by="x", kept_at=timezone.now()
    )


def bundle() -> Bundle:
    """A bundle of one draft."""
    made = Bundle.objects.create(
        unit=office(), title="Mời họp", count=1, state="standing", made_by="x", made_at=timezone.now()
    )
    Paper.objects.filter(pk=paper().pk).update(bundle=made)
    return made


def certificate() -> Certificate:
    """A printed batch of one."""
    now = timezone.now()
    common = {"issuer": "GIÁM ĐỐC SỞ NỘI VỤ", "verb": "TẶNG", "decision": "Quyết định số 1", "reason": "Thành tích"}
    batch = CertificateBatch.objects.create(
        unit=office(), kind="giay-khen", kind_name="Giấy khen", day=DAY, common=common,
        entries=[{"recipient": "Lê Thị Hoa", "detail": "", "reason": ""}], state="printed",
        file=kept(b"%PDF-" + b"b" * 600, "pdf"), prepared_by="x", prepared_at=now, numbered_by="x", numbered_at=now,
    )  # fmt: skip
    return Certificate.objects.create(
        batch=batch, order=1, recipient="Lê Thị Hoa", number=number(office(), "giay-khen"), code="7KM2QX9D4TPA"
    )
