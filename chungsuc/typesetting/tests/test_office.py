"""Every made .docx is opened by LibreOffice, all in one start, and comes out with as many pages as our own PDF."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from chungsuc.typesetting import docx_out, fonts, templates
from chungsuc.typesetting.content import Sheet
from chungsuc.typesetting.kinds import PaperKind
from chungsuc.typesetting.pdf import pdf
from conftest import REQUIRED

from . import sample_papers, samples
from .test_docx_golden import HOSTILE, everywhere

pytestmark = [pytest.mark.office, pytest.mark.slow]
PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
WRITER = PROGRAM and (Path(os.path.realpath(PROGRAM)).parent / "libswlo.so").exists()
SHEETS: dict[str, Sheet] = {f"{kind}-a": sheet for kind, sheet in sample_papers.KINDS.items()} | {
    f"{kind}-b": sheet for kind, sheet in samples.KINDS.items()
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """What LibreOffice made of every paper and of every standard template; one start for all."""
    if not WRITER:
        if "office" in REQUIRED:
            pytest.fail("LibreOffice Writer (soffice) is missing and CHUNGSUC_REQUIRE asks for it")
        pytest.skip("LibreOffice Writer (soffice) is not installed")
    place = tmp_path_factory.mktemp("office")
    for name, sheet in SHEETS.items():
        (place / f"{name}.docx").write_bytes(docx_out.write(sheet, sample_papers.layout()))
    for n, value in enumerate(HOSTILE):
        (place / f"hostile-{n}.docx").write_bytes(docx_out.write(everywhere(value), sample_papers.layout()))
    for kind in ("quyet-dinh", "cong-van", "bien-ban"):
        sheet = sample_papers.KINDS[kind]
        asked = PaperKind(kind, sheet.kind_name, needs_bases=bool(sheet.bases), has_to=bool(sheet.to))
        template = templates.standard(asked, sample_papers.layout())
        filled = templates.fill(template, templates.values(sheet), sheet.day, sample_papers.layout())
        (place / f"{kind}-mau.docx").write_bytes(filled)
    files = sorted(map(str, place.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{place}/profile"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", "pdf", "--outdir", str(place), *files]
    done = subprocess.run(command, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr[-500:]
    return {file.stem: PdfReader(io.BytesIO(file.read_bytes())) for file in place.glob("*.pdf")}


def test_every_paper_opens(opened: dict[str, PdfReader]) -> None:
    hostile = {f"hostile-{n}" for n in range(len(HOSTILE))}
    assert set(opened) == {*SHEETS, *hostile, "quyet-dinh-mau", "cong-van-mau", "bien-ban-mau"}
    for kind in ("quyet-dinh", "cong-van", "bien-ban"):
        assert len(opened[f"{kind}-mau"].pages) == len(opened[f"{kind}-a"].pages)


@pytest.mark.parametrize("name", SHEETS)
def test_a_paper_has_as_many_pages_there_as_in_our_pdf(
    opened: dict[str, PdfReader], name: str, press_at_hand: None
) -> None:
    if not fonts.chosen().times_like:
        pytest.skip("no font with the widths of Times New Roman on this machine")
    ours = PdfReader(io.BytesIO(pdf(SHEETS[name], sample_papers.layout())))
    assert len(opened[name].pages) == len(ours.pages)
