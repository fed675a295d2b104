"""Templates of papers that an officer edits in Word: made, checked when uploaded, filled when a paper is due.

A template says only what `template_tags` allows. That is read twice: from its text, to tell faults at their places, and
from what the filling program will run, so that nothing hidden in the file is ever run. Values are text everywhere.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import jinja2
from docx.opc.pkgwriter import PackageWriter
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from . import docx_in, template_table
from .content import Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from .docx_limits import TEMPLATE
from .docx_out import Looped, set_words
from .docx_package import Properties, zipped
from .kinds import PaperKind
from .layout import Layout
from .plain_text import printable
from .template_faults import Fault, hides, tag_faults
from .template_fields import FIELDS, Field, sample, values, values_of
from .template_tags import FILTERS
from .wording import Worded, WordedAnnex, day_in_words, worded

__all__ = ["FIELDS", "Fault", "Field", "TemplateFaulty", "faults", "fill", "paper", "standard", "values", "values_of"]

_SAID = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Filter,
    nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const,
)  # fmt: skip
_PARTS = (("word/document.xml", ""), ("word/header", "đầu trang, "), ("word/footer", "chân trang, "))
_UNSEEN = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml", "docProps/core.xml", "docProps/app.xml")
_FILE = "tệp"
_HIDDEN = "có biểu thức không được phép ở phần không in ra (tên dấu trang, chữ đã xóa, mã trường); xóa phần ấy."


class TemplateFaulty(ValueError):
    """A template that cannot be filled; `faults` say where and why."""

    def __init__(self, found: Iterable[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__("; ".join(map(str, self.faults)))


def standard(kind: PaperKind, layout: Layout) -> bytes:
    """The house's template of a kind: the layout of the day, with a field wherever a paper has its own words."""
    return set_words(_words(kind), layout, Properties(f"Mẫu {kind.label or kind.name}", None), _each_annex())


def faults(content: bytes, fields: Mapping[str, Field] = FIELDS) -> list[Fault]:
    """Everything that keeps an uploaded file from being a template, with its place; empty when it may be used.

    The last step fills it with a trial value in every field, so that what passes here is filled when a paper is due.
    """
    try:
        docx_in.read(content, TEMPLATE, strict=True)
    except docx_in.DocxRefused as refused:
        return [Fault(_FILE, str(refused))]
    found = [
        Fault(_FILE, f"có dấu {{{{ hoặc {{% ở {name}; chỉ đặt trường trong nội dung, đầu trang, chân trang.")
        for name in _hidden(content)
    ]
    try:
        parts = {place: _xml(content, name) for name, place in _parts(content).items()}
    except etree.XMLSyntaxError:  # the program that fills is stricter than the one that reads
        return [Fault(_FILE, str(docx_in.DocxRefused("damaged")))]
    if any(map(hides, parts.values())):
        found.append(Fault("cả mẫu", _HIDDEN))
    found += tag_faults(parts, fields)
    if found:
        return found
    try:
        _filled(content, sample(fields))
    except TemplateFaulty as faulty:
        return list(faulty.faults)
    return []


def paper(content: bytes, sheet: Sheet, day: date, layout: Layout) -> bytes:
    """The paper that a template makes of a sheet, its tables' columns set as the sheet has them. Raises as `fill`."""
    words = worded(sheet)
    blocks = [*words.blocks, *(block for annex in words.annexes for block in annex.blocks)]
    tables = [block for block in blocks if isinstance(block, Table)]
    given = values_of(words, number=sheet.number, day=day_in_words(sheet.day))
    return fill(content, given, day, layout, tables)


def fill(
    content: bytes, given: Mapping[str, Any], day: date | None = None, layout: Layout | None = None,
    tables: Sequence[Table] = (),
) -> bytes:  # fmt: skip
    """The paper that a template makes of the values (as `values` gives them): the same bytes for the same input.

    `layout`: the rules under names are drawn anew, as long as its share says; `tables`: whose rows come out of the
    template as they are gets its columns' widths and sides. TemplateFaulty when it cannot be filled.
    """
    made = _filled(content, given)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = template_table.fitted(parts["word/document.xml"], layout, tables)
    return zipped(parts, day)


def _filled(content: bytes, given: Mapping[str, Any]) -> bytes:
    template = DocxTemplate(io.BytesIO(content))
    environment = _environment()
    try:
        _refuse_unsaid(template, environment)
        template.render(_as_text(given), environment, autoescape=True)
    except jinja2.UndefinedError as error:
        raise TemplateFaulty([Fault("cả mẫu", f"thiếu giá trị cho một trường ({error.message}).")]) from error
    except TemplateFaulty:
        raise
    except Exception as error:  # what the two programs that read and fill it trip over means one thing to the author
        raise TemplateFaulty([Fault("cả mẫu", "không điền được; mở mẫu bằng Word, lưu lại rồi thử lại.")]) from error
    stream, package = io.BytesIO(), template.docx.part.package
    for part in package.parts:
        part.before_marshal()
    PackageWriter.write(stream, package.rels, package.parts)
    return stream.getvalue()


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests.clear()
    return environment


def _refuse_unsaid(template: DocxTemplate, environment: jinja2.Environment) -> None:
    """Reads what will be run as it will be run, and refuses everything outside the few words of a template."""
    template.init_docx()
    sources = [template.patch_xml(template.get_xml())]
    for address in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
        parts = (part for _, part in template.get_headers_footers(address))
        sources += [template.patch_xml(template.get_part_xml(part)) for part in parts]
    for source in sources:
        for node in environment.parse(source).find_all(nodes.Node):
            beyond = not isinstance(node, _SAID) or (isinstance(node, nodes.Filter) and node.name not in FILTERS)
            if beyond or (isinstance(node, nodes.Getattr) and node.attr.startswith("_")):
                raise TemplateFaulty([Fault("cả mẫu", "có biểu thức không được phép; chỉ dùng tên trường, for và if.")])


def _as_text(given: Any) -> Any:
    """The values with every text a plain one: nothing that calls itself safe, nothing a file cannot hold."""
    if isinstance(given, Mapping):
        return {str(key): _as_text(one) for key, one in given.items()}
    if isinstance(given, list | tuple):
        return [_as_text(one) for one in given]
    return given if isinstance(given, bool) else printable("".join(list(str(given))))


def _parts(content: bytes) -> dict[str, str]:
    """The parts whose fields are filled, each with the words that begin a place in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist())
    found = {}
    for start, said in _PARTS:
        for number, name in enumerate((name for name in names if name.startswith(start) and name.endswith(".xml")), 1):
            found[name] = said if number == 1 or not said else said.replace("trang", f"trang {number}")
    return found


def _xml(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _hidden(content: bytes) -> list[str]:
    """The parts that hold braces where nobody would see what they do."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        there = [name for name in _UNSEEN if name in archive.namelist()]
        return [name for name in there if b"{{" in archive.read(name) or b"{%" in archive.read(name)]


def _words(kind: PaperKind) -> Worded:
    """The words of a standard template: a field, or a loop of three paragraphs, where a paper has its own."""
    several = kind.code == "bien-ban"
    right = _signed("ky_phai")
    return Worded(
        letterhead=_head(),
        number_line="Số: {{ so_ky_hieu }}",
        place_and_day="{{ dia_danh_ngay }}",
        kind_name=kind.name,
        subject="{{ trich_yeu }}",
        addressed=_each("dong", "kinh_gui") if kind.has_to else (),
        authority_line="{{ tham_quyen }}" if kind.needs_bases else "",
        bases=_each("can_cu", "cac_can_cu") if kind.needs_bases else (),
        enacting="{{ lenh }}" if kind.needs_bases else "",
        blocks=_content(),
        signatures=(_signed("ky_trai"), right) if several else (right,),
        recipients=_each("noi", "noi_nhan"),
        annexes=(),
        urgency=_when("do_khan"),
        draft="",
        marks=(),
    )


def _when(name: str) -> str:
    return f"{{%p if {name} %}}\n{{{{ {name} }}}}\n{{%p endif %}}"


def _each(item: str, name: str) -> tuple[str, ...]:
    return (f"{{%p for {item} in {name} %}}", f"{{{{ {item} }}}}", "{%p endfor %}")


def _signed(who: str) -> Signature:
    return Signature(
        office=f"{{{{ {who}.chuc_vu }}}}", name=f"{{{{ {who}.ho_ten }}}}", of=_when(f"{who}.quyen_han"), label=""
    )


def _content(name: str = "noi_dung") -> tuple[Paragraph | Heading | Table, ...]:
    table = Table(
        columns=(Column("{%tc for cot in khoi.cot %}"), Column("{{ cot }}"), Column("{%tc endfor %}")),
        rows=(
            ("{%tr for dong in khoi.dong %}", "", ""),
            ("{%tc for o in dong.o %}", "{{ o }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", ""),
        ),
        caption="{{ khoi.loi }}",
    )
    return (
        Paragraph(f"{{%p for khoi in {name} %}}"), Paragraph("{%p if khoi.la_bang %}"), table,
        Paragraph("{%p elif khoi.la_de_muc %}"), Heading("{{ khoi.loi }}"), Paragraph("{%p elif khoi.dau %}"),
        Paragraph("{{ khoi.loi }}", "{{ khoi.dau }}"), Paragraph("{%p else %}"), Paragraph("{{ khoi.loi }}"),
        Paragraph("{%p endif %}"), Paragraph("{%p endfor %}"),
    )  # fmt: skip


def _each_annex() -> Looped:
    """Every annex, with its own head where it is a paper issued with this one."""
    content, note = _content("phan.noi_dung"), _when("phan.ghi_chu")
    annex = WordedAnnex("{{ phan.nhan }}", "{{ phan.ten }}", note, content, None)
    title = f"{{{{ phan.ten_loai }}}}\n{_when('phan.trich_yeu')}"
    headed = WordedAnnex("", title, note, content, _head())
    choice = ("{%p if phan.ten_loai %}", "{%p else %}", "{%p endif %}")
    return Looped("{%p for phan in phu_luc %}", annex, headed, choice, "{%p endfor %}")


def _head() -> Letterhead:
    return Letterhead("{{ co_quan }}", _when("co_quan_cap_tren"), "")
