"""What a file really is: kept, drawn anew or refused with a sentence; nothing dies of it."""

import io
import resource
import struct
import time
import zipfile
import zlib
from typing import Any

import pytest

from chungsuc.evidence.content.child import looked_at
from chungsuc.evidence.content.inspecting import Inspected, inspect
from chungsuc.evidence.content.limits import Limits
from chungsuc.evidence.content.refusals import SENTENCES, FileRefused

from .fuzzing import damaged, originals
from .making import BODY, RELS, SHEET, TYPES, WORD, office, pdf, photograph, picture

LIMITS = Limits()
EXTERNAL = '<Relationship Id="a" Type="http://x/{}" Target="http://la.example/x" TargetMode="External"/>'


def answer(data: bytes, limits: Limits = LIMITS) -> str:
    """The extension a file is kept with, or the code it is refused with."""
    (verdict, told), picture = looked_at(io.BytesIO(data), limits)
    if verdict == "kept":
        assert bool(picture) is (told["extension"] in ("jpg", "png"))
        return str(told["extension"])
    assert told in SENTENCES and not picture
    return str(told)


def word(inner: str) -> bytes:
    return office({"word/document.xml": BODY.format(inner)})


def _png_of(width: int, height: int, rows: int = 1) -> bytes:
    """A picture that says it is far larger than its bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(rows * (width * 3 + 1)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _overlapping() -> bytes:
    """Two entries of the directory that give the same bytes."""
    data = bytearray(office({"word/a.xml": "x" * 5000, "word/b.xml": "y" * 5000}, compress=zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        first = archive.getinfo("word/a.xml").header_offset
    place = data.rfind(b"word/b.xml") - 46
    data[place + 42 : place + 46] = struct.pack("<I", first)
    return bytes(data)


JS = b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"
CASES: dict[str, tuple[Any, str]] = {
    "a photograph": (photograph, "jpg"),
    "a see-through picture": (lambda: picture("PNG", colour="#ff000080"), "png"),
    "a webp": (lambda: picture("WEBP"), "jpg"),
    "a paper": (pdf, "pdf"),
    "a paper with compressed objects": (lambda: pdf(objects=b"5 0 <</Type /Annot>>"), "pdf"),
    "a signed paper": (lambda: pdf(b"/AcroForm <</SigFlags 3 /Fields []>> /Perms <</DocMDP 9 0 R>>"), "pdf"),
    "a paper with links to click": (lambda: pdf(b"/X <</S /URI /URI (http://a.example)>>"), "pdf"),
    "a word document": (office, "docx"),
    "a workbook": (lambda: office(types=SHEET), "xlsx"),
    "a document with links to click": (lambda: office({"word/_rels/document.xml.rels": RELS.format(EXTERNAL.format("hyperlink"))}), "docx"),
    "nothing": (lambda: b"", "empty"),
    "text": (lambda: b"bao cao ket qua", "unknown"),
    "a web page": (lambda: b"\xef\xbb\xbf \n<!DOCTYPE html><script>1</script>", "web_page"),
    "a drawing with commands": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "web_page"),
    "an iPhone's picture": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), "heic"),
    "a film": (lambda: b"\0\0\0\x18ftypisom" + bytes(50), "video"),
    "an animation": (lambda: b"GIF89a" + bytes(50), "picture"),
    "a program": (lambda: b"MZ" + bytes(200), "program"),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
    "a cut photograph": (lambda: photograph()[:200], "damaged"),
    "a picture larger than its bytes": (lambda: _png_of(60_000, 60_000), "too_many_pixels"),
    "a picture of 30 million points": (lambda: _png_of(6_000, 5_000), "too_many_pixels"),
    "a paper without its end": (lambda: pdf(end=b""), "damaged"),
    "a paper that is only a head": (lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    "a paper with a script": (lambda: pdf(JS), "pdf_active"),
    "a paper whose script is spelled out": (lambda: pdf(JS.replace(b"JavaScript", b"J#61vaScrip#74")), "pdf_active"),
    "a paper with a script in compressed objects": (lambda: pdf(objects=b"5 0 <<" + JS + b">>"), "pdf_active"),
    "a paper that starts a program": (lambda: pdf(b"/A <</S /Launch /F (x)>>"), "pdf_active"),
    "a paper that sends a form": (lambda: pdf(b"/A <</S /SubmitForm>>"), "pdf_active"),
    "a paper with a form of its own language": (lambda: pdf(b"/AcroForm <</XFA 5 0 R>>"), "pdf_active"),
    "a paper with a file in it": (lambda: pdf(b"/Names <</EmbeddedFiles 5 0 R>>"), "pdf_embedded"),
    "a paper with a password": (lambda: pdf(end=b"trailer <</Encrypt 9 0 R>> %%EOF"), "pdf_encrypted"),
    "a paper that is a zip as well": (lambda: pdf() + office() + b"\n%%EOF", "two_in_one"),
    "a paper whose objects burst": (lambda: pdf(objects=bytes(210 << 20)), "bomb"),
    "an archive": (lambda: _archive({"a.txt": "x"}), "program"),
    "a zip cut short": (lambda: office()[:-30], "damaged"),
    "a zip with a paper before it": (lambda: pdf() + office(), "two_in_one"),
    "a zip with something after it": (lambda: office() + b"<script>", "two_in_one"),
    "a document with macros": (lambda: office({"word/vbaProject.bin": "x"}), "macros"),
    "a document that says it has macros": (lambda: office(types=WORD.replace("document.main", "document.macroEnabled.main")), "macros"),
    "a document with a control": (lambda: office({"word/activeX/activeX1.xml": "<x/>"}), "macros"),
    "a document with a file in it": (lambda: office({"word/embeddings/oleObject1.bin": "x"}), "embedded"),
    "a document with a template elsewhere": (lambda: office({"word/_rels/settings.xml.rels": RELS.format(EXTERNAL.format("attachedTemplate"))}), "external_links"),
    "a document with a link to a disk": (lambda: office({"word/_rels/a.rels": RELS.format(EXTERNAL.format("hyperlink").replace("http://la", "file://la"))}), "external_links"),
    "a link spelled as an entity": (lambda: office({"word/_rels/a.rels": RELS.format(EXTERNAL.format("oleObject").replace("External", "E&#120;ternal"))}), "external_links"),
    "a document that asks other programs": (lambda: word("<w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\x</w:instrText>"), "external_links"),
    "a field that asks other programs": (lambda: word('<w:fldSimple w:instr=" DDEAUTO x "/>'), "external_links"),
    "a workbook with data from elsewhere": (lambda: office({"xl/externalLinks/externalLink1.xml": "<x/>"}, types=SHEET), "external_links"),
    "a workbook with a connection": (lambda: office({"xl/connections.xml": "<x/>"}, types=SHEET), "external_links"),
    "entities that multiply": (lambda: office({"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "xxxx">]><Types>&b;</Types>'}), "damaged"),
    "a part outside of the package": (lambda: office({"../../etc/passwd": "x"}), "damaged"),
    "two main parts": (lambda: office(types=WORD + SHEET), "two_in_one"),
    "a bomb": (lambda: office({"word/media/a.xml": "0" * (60 << 20)}), "bomb"),
    "overlapping parts": (_overlapping, "damaged"),
}  # fmt: skip


def _archive(content: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_file_is_kept_or_refused_for_its_reason(name: str) -> None:
    make, wanted = CASES[name]
    if name == "overlapping parts":
        assert answer(make()) in ("damaged", "bomb")
        return
    assert answer(make()) == wanted


def test_every_sentence_says_what_to_do() -> None:
    assert all("Hãy " in sentence for sentence in SENTENCES.values())


def seen(data: bytes, tmp_path: Any, limits: Limits = LIMITS) -> Inspected:
    """The same through the child."""
    path = tmp_path / "tep"
    path.write_bytes(data)
    with path.open("rb") as file:
        return inspect(file, limits)


def test_the_child_tells_what_it_drew(tmp_path: Any) -> None:
    found = seen(photograph(), tmp_path)
    assert (found.extension, found.width, found.height, str(found.latitude)) == ("jpg", 60, 40, "12.25833")
    assert seen(pdf(), tmp_path) == Inspected("pdf", "application/pdf")


@pytest.mark.parametrize(
    "name", ["a picture larger than its bytes", "a paper whose objects burst", "a bomb", "a paper with a script"]
)
def test_hurtful_files_are_refused_within_time_and_memory(tmp_path: Any, name: str) -> None:
    make, wanted = CASES[name]
    data = make()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(FileRefused) as refused:
        seen(data, tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refused.value.code == wanted
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
    # the largest of all children there ever were, and a child begins as large as the process that forks it
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after.ru_maxrss <= max(512 * 1024, before.ru_maxrss, own)


def test_a_child_out_of_memory_or_time_ends_alone(tmp_path: Any) -> None:
    big = picture("PNG", size=(4000, 4000))
    with pytest.raises(FileRefused) as refused:
        seen(big, tmp_path, Limits(memory_bytes=80 << 20))
    assert refused.value.code in ("bomb", "damaged")
    began = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        seen(big, tmp_path, Limits(seconds=0))
    assert refused.value.code == "timeout" and time.monotonic() - began < 10


@pytest.mark.parametrize("kind", sorted(originals()))
def test_damaged_files_are_kept_or_refused_and_nothing_else_happens(kind: str) -> None:
    assert answer(originals()[kind]) in (kind, "jpg")
    met = [answer(data) for data in damaged(kind, 80)]
    assert set(met) - {"jpg", "png", "pdf", "docx", "xlsx"} <= set(SENTENCES)
    assert len(met) == 80


def test_a_child_taken_over_is_not_believed() -> None:
    from chungsuc.evidence.content.inspecting import _understood

    lies = [
        b"", b"[]\n", b'["kept", {"extension": "exe"}]\n', b'["kept", {"extension": "pdf"}]\nmore', b'["kept", 1]\n',
        b'["kept", {"extension": "jpg"}]\n<html>', b'["kept", {"extension": "jpg"}]\n' + picture("PNG"), b"{}" * 9999,
    ]  # fmt: skip
    for lie in lies:
        with pytest.raises(FileRefused):
            _understood(lie, LIMITS)
    said = b'["kept", {"extension": "jpg", "latitude": "x", "taken_on": "hom qua", "width": "9"}]\n' + picture()
    assert _understood(said, LIMITS).latitude is None


def test_types_with_macros_are_told_by_their_names() -> None:
    assert (
        answer(
            office(
                {
                    "[Content_Types].xml": TYPES.format(
                        WORD + '<Override ContentType="application/vnd.ms-office.vbaProject"/>'
                    )
                }
            )
        )
        == "macros"
    )
