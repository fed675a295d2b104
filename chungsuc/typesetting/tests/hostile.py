"""Hostile .docx files in number, the same for the same seed: bombs, entities, macros, two files in one, broken XML,
templates that try to run or to multiply, and damage by chance.
"""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping

from .packages import NAMES, TYPES, package, paragraph

Made = Callable[[random.Random, bytes], bytes]
SIZES = (1, 5, 25, 60)  # MiB of what a bomb unpacks to
_ENTITIES = (
    '<!DOCTYPE a [<!ENTITY b "{0}"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY d SYSTEM "{0}">]>'
_PLACES = ("file:///etc/passwd", "http://127.0.0.1:9/a", "ftp://localhost/a", "\\\\may\\a", "php://filter/a")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = (
    "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/footnotes.xml",
    "word/header1.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "docProps/core.xml", "_rels/.rels",
)  # fmt: skip
_TAGS = (
    "{{{{ {0} }}}}", "{{% {0} %}}", "{{%p {0} %}}", "{{%tr {0} %}}", "{{# {0} #}}", "{{{{ {0}", "{0} }}}}", "{{%{0}",
)  # fmt: skip
_CODE = (
    "''.__class__.__mro__[1].__subclasses__()", "cycler.__init__.__globals__.os.popen('id').read()", "7*7", "config",
    "for x in range(10**9)", "include '/etc/passwd'", "import 'os' as o", "set x = 1", "macro a()", "trich_yeu|attr('__class__')",
    "trich_yeu", "for x in noi_nhan", "endfor", "if trich_yeu", "endif", "noi_dung", "ky_phai.__dict__", "'a' * 99999999", "loop", "x" * 5000,
)  # fmt: skip


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def bomb(chance: random.Random, sound: bytes) -> bytes:
    """Much out of little: one part, many parts, an archive in an archive, many elements, many attributes."""
    size, kind = chance.choice(SIZES) << 20, chance.randrange(6)
    if kind == 0:
        return zipped(parts_of(sound) | {"word/media/a.bin": bytes(size)})
    if kind == 1:
        return zipped(parts_of(sound) | {f"customXml/item{n}.xml": b"<a/>" for n in range(chance.choice((500, 3000)))})
    if kind == 2:
        inner = zipped({"a": bytes(size)})
        for _ in range(chance.randrange(1, 5)):
            inner = zipped({"a.zip": inner, "b.zip": inner})
        return zipped(parts_of(sound) | {"word/media/a.zip": inner})
    if kind == 3:
        part = chance.choice(_PARTS)
        return zipped(parts_of(sound) | {part: b"<a>" + b"<b c='d'/>" * (size // 10) + b"</a>"})
    if kind == 4:
        return package(paragraph("a" * min(size, 6 << 20)))
    return package("".join(f'<w:p w:a{n}="x">' for n in range(chance.choice((150, 5000)))))


def entity(chance: random.Random, sound: bytes) -> bytes:
    """A part that names entities: of the machine, of the network, of themselves a thousandfold."""
    part = chance.choice(_PARTS)
    head = chance.choice((_ENTITIES, _OUTSIDE)).format(chance.choice(_PLACES))
    root = f"{head}<w:document {NAMES}><w:body><w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>"
    return zipped(parts_of(sound) | {part: root.encode(chance.choice(("utf-8", "utf-16", "utf-32")))})


def active(chance: random.Random, sound: bytes) -> bytes:
    """Macros, controls, embedded files, what is fetched from elsewhere, fields that start programs."""
    kind = chance.randrange(5)
    if kind == 0:
        name = chance.choice(
            ("word/vbaProject.bin", "word/VBADATA.xml", "word/activeX/activeX1.xml", "word/embeddings/a.bin")
        )
        return zipped(parts_of(sound) | {name: b"x"})
    if kind == 1:
        return package(paragraph("a"), types=TYPES.replace("document.main", "document.macroEnabled.main"))
    if kind == 2:
        what = chance.choice(("image", "attachedTemplate", "oleObject", "frame", "hyperlink"))
        relation = f'<Relationship Id="a" Type="x/{what}" TargetMode="External" Target="{chance.choice(_PLACES)}"/>'
        rels = f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
        return zipped(parts_of(sound) | {"word/_rels/document.xml.rels": rels.encode()})
    if kind == 3:
        code = chance.choice(("DDEAUTO c:\\\\cmd.exe", "DDE a b", "INCLUDETEXT /etc/passwd", "MACROBUTTON a"))
        return package(f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:t>a</w:t></w:r></w:p>")
    return zipped(
        parts_of(sound) | {chance.choice(("../../a", "/etc/a", "word\\a", "C:a", "word/document.xml/a")): b"x"}
    )


def double(chance: random.Random, sound: bytes) -> bytes:
    """Two files in one: something before the archive, after it, the same name twice, another kind of file."""
    other = chance.choice(
        (
            b"%PDF-1.7\n",
            b"MZ\x90\x00",
            b"\xff\xd8\xff\xe0",
            b"<html><script>",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"PK\x03\x04",
        )
    )
    kind = chance.randrange(5)
    if kind == 0:
        return other + sound
    if kind == 1:
        return sound + other * chance.randrange(1, 4000)
    if kind == 2:
        return sound + sound
    if kind == 3:
        return sound.replace(b"word/styles.xml", b"word/DOCUMENT.XM"[:15])
    return other + chance.randbytes(chance.randrange(4000))


def broken(chance: random.Random, sound: bytes) -> bytes:
    """XML that is none: cut, doubled, in a wrong encoding, with forbidden letters, too deep, too long a name."""
    parts = parts_of(sound)
    part = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    data, kind = parts[part], chance.randrange(6)
    if kind == 0:
        data = data[: chance.randrange(len(data))]
    elif kind == 1:
        data = data.decode().encode(chance.choice(("utf-16", "utf-7", "cp1258")), "replace")
    elif kind == 2:
        data = data.replace(b"<w:t", chance.choice((b"\x00<w:t", b"&#0;<w:t", b"<![CDATA[<w:t", b"\xff<w:t")), 1)
    elif kind == 3:
        deep = chance.choice((100, 1_000, 20_000))
        data = data.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * deep, 1) if deep > 100 else data + data
    elif kind == 4:
        data = data.replace(b"w:val=", b"w:" + b"v" * chance.choice((100, 100_000)) + b"=", 1)
    else:
        data = b"<?xml version='1.0' encoding='" + chance.choice((b"x", b"idna", b"zlib", b"rot13")) + b"'?>" + data
    return zipped(parts | {part: data})


def running(chance: random.Random, sound: bytes) -> bytes:
    """A template whose tags run, multiply, nest or hide."""
    parts, kind = parts_of(sound), chance.randrange(5)
    if kind == 0:
        said = paragraph(chance.choice(_TAGS).format(chance.choice(_CODE)).replace("&", "&amp;"))
    elif kind == 1:
        deep = chance.choice((3, 6, 25, 300))
        opened = "".join(
            paragraph(f"{{%p for x{n} in {chance.choice(('noi_nhan', 'kinh_gui', 'phu_luc'))} %}}") for n in range(deep)
        )
        said = opened + paragraph("{{ trich_yeu }}") + paragraph("{%p endfor %}") * deep
    elif kind == 2:
        deep = chance.choice((5, 30, 2_000))
        said = paragraph("{%p if trich_yeu %}") * deep + paragraph("a") + paragraph("{%p endif %}") * deep
    elif kind == 3:
        said = paragraph(chance.choice(("{{ trich_yeu }}", "{{ sai }}", "{", "{% ")) * chance.choice((200, 20_000)))
    else:
        cell = f"<w:tc>{paragraph(chance.choice(('{{ trich_yeu }}', '{%tr endfor %}', '{{ x }}')))}</w:tc>"
        said = f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * chance.choice((10, 1_500))}</w:tbl>"
    part = chance.choice(("word/document.xml", "word/document.xml", "word/header1.xml"))
    at = b"<w:body>" if part == "word/document.xml" else b"<w:p>"
    return zipped(parts | {part: parts[part].replace(at, said.encode() if at == b"<w:p>" else at + said.encode(), 1)})


def damaged(chance: random.Random, sound: bytes) -> bytes:
    """Bytes changed, cut, doubled."""
    out = bytearray(sound)
    for _ in range(chance.randrange(1, 20)):
        at, way = chance.randrange(len(out) or 1), chance.randrange(3)
        if way == 0:
            del out[at : at + chance.randrange(1, 80)]
        elif way == 1 and out:
            out[at % len(out)] = chance.randrange(256)
        else:
            out[at:at] = out[max(0, at - 80) : at] * chance.randrange(1, 12)
    return bytes(out)


WAYS: tuple[Made, ...] = (bomb, entity, active, double, broken, running, damaged)


def hostile(count: int, sound: bytes, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """`count` files made from a sound one (a template), each with the name of its way."""
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        yield way.__name__, way(random.Random(f"{seed} {number}"), sound)
