"""A paper's sheet set as files: by the standard setting, or by the officers' own template. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chungsuc.typesetting import docx_out, pdf, templates, word_pdf
from chungsuc.typesetting.content import Sheet
from chungsuc.typesetting.layout import MissingMeasure
from chungsuc.web.day import today

from . import storage
from .facts import layout_on
from .models import TemplateVersion

_NOT_TURNED = (
    "LibreOffice chưa chuyển được bản .docx của mẫu này thành PDF. Hãy thử lại; nếu vẫn vậy thì sửa mẫu, hoặc chọn "
    "cách trình bày chuẩn cho văn bản."
)


class NotSet(ValueError):
    """A sheet could not be set; the message says why, `at` which of several."""

    def __init__(self, told: str, at: int = 0) -> None:
        super().__init__(told)
        self.at = at


@dataclass(frozen=True)
class Rendered:
    """The files of a paper. One of an own template has a PDF where LibreOffice is installed, else none."""

    docx: bytes
    pdf: bytes | None


Order = tuple[Sheet, TemplateVersion | None]


def rendered(sheet: Sheet, template: TemplateVersion | None = None) -> Rendered:
    """Both files of a sheet; of the standard setting the same bytes for the same sheet. Raises NotSet."""
    return rendered_all([(sheet, template)])[0]


def rendered_all(orders: Sequence[Order]) -> list[Rendered]:
    """Both files of every sheet, in their order; all that need LibreOffice are turned by one start of it.

    NotSet (with `at`) when the pack lacks a measure of that day, a template cannot be filled, or its paper not turned.
    """
    docx, own = [], []
    for at, (sheet, template) in enumerate(orders):
        try:
            docx.append(docx_of(sheet, template))
        except NotSet as refused:
            raise NotSet(str(refused), at) from refused
        own += [at] if template is not None else []
    turned = dict(zip(own, _turned([docx[at] for at in own]), strict=True))
    for at, made in turned.items():
        if made is None and word_pdf.program():
            raise NotSet(_NOT_TURNED, at)
    return [Rendered(made, turned[at] if at in turned else pdf_of(orders[at][0])) for at, made in enumerate(docx)]


def _turned(papers: Sequence[bytes]) -> list[bytes | None]:
    try:
        return word_pdf.pdfs(papers)
    except word_pdf.NoOffice:
        return [None] * len(papers)


def docx_of(sheet: Sheet, template: TemplateVersion | None = None) -> bytes:
    """The sheet as .docx, by the template when one is given."""
    day = sheet.day or today()
    if template is not None:
        return _by_template(sheet, template, day)
    try:
        return docx_out.write(sheet, layout_on(day))
    except MissingMeasure as missing:
        raise NotSet(str(missing)) from missing


def _by_template(sheet: Sheet, template: TemplateVersion, day: date) -> bytes:
    content = storage.path_of(template.file.sha256).read_bytes()
    try:
        return templates.paper(content, sheet, day, layout_on(day))
    except (templates.TemplateFaulty, MissingMeasure) as fault:
        raise NotSet(f"{template}: {fault}") from fault


def pdf_of(sheet: Sheet, template: TemplateVersion | None = None) -> bytes:
    """The sheet as PDF/A: by the standard setting, or by LibreOffice when a template is given. Raises NotSet."""
    if template is not None:
        return _pdf_by_template(sheet, template)
    try:
        return pdf.pdf(sheet, layout_on(sheet.day or today()))
    except MissingMeasure as missing:
        raise NotSet(str(missing)) from missing


def _pdf_by_template(sheet: Sheet, template: TemplateVersion) -> bytes:
    try:
        made = word_pdf.pdfs([docx_of(sheet, template)])[0]
    except word_pdf.NoOffice as missing:
        raise NotSet(str(missing)) from missing
    if made is None:
        raise NotSet(_NOT_TURNED)
    return made
