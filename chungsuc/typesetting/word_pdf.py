"""A .docx that an office's own template made, turned to PDF/A-2b by LibreOffice where it is installed.

What our own sheets say is set by the press (`pdf`). Of a template the look is Word's, so only a program that reads Word
can set it. It runs in `sandbox.programs`: bounded, without network, with a profile of its own in which macros, active
content and updates of links are off. The same paper does not give the same bytes: whoever needs them keeps them.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from chungsuc.sandbox.programs import Bounds, run
from chungsuc.sandbox.starting import ChildEnded

from . import fonts

MIB = 1024 * 1024
BOUNDS = Bounds(memory_bytes=4096 * MIB, seconds=240, file_bytes=200 * MIB)  # a start maps over a GiB and uses 0.2
SECONDS, SECONDS_EACH = 60.0, 10.0
NOT_INSTALLED = (
    "Văn bản theo mẫu riêng chưa có PDF vì máy chủ chưa cài LibreOffice. Hãy tải .docx, mở bằng Word rồi lưu thành "
    "PDF; hoặc đề nghị người quản trị cài gói libreoffice-writer-nogui (Debian, Ubuntu)."
)
_WRITER = "libswlo.so"  # the part of LibreOffice that reads .docx; it may be missing while the program is there
_OFF = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "SelectPdfVersion", "2"),
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
)


class NoOffice(Exception):
    """LibreOffice is not installed; the text is one sentence for people."""

    def __init__(self) -> None:
        super().__init__(NOT_INSTALLED)


def program() -> str:
    """The whole path of LibreOffice with its Writer, "" where it is not. CHUNGSUC_OFFICE names another one, or none."""
    named = os.environ.get("CHUNGSUC_OFFICE")
    found = shutil.which(named) if named is not None else shutil.which("soffice") or shutil.which("libreoffice")
    real = Path(os.path.realpath(found)) if found else None
    return str(real) if real and (real.parent / _WRITER).exists() else ""


def pdfs(papers: Sequence[bytes]) -> list[bytes | None]:
    """The PDF/A-2b file of each .docx, in their order, by one start; None for one that could not be turned.

    Raises NoOffice. Writes nothing but a folder that is gone afterwards.
    """
    if not papers:
        return []
    office = program()
    if not office:
        raise NoOffice
    with tempfile.TemporaryDirectory(prefix="chungsuc-office-") as place:
        folder = Path(place)
        for number, paper in enumerate(papers):
            (folder / f"{number}.docx").write_bytes(paper)
        _profile(folder / "profile")
        seconds = SECONDS + SECONDS_EACH * len(papers)
        with contextlib.suppress(ChildEnded):  # the papers before the one on which it ended are whole
            run(_command(office, folder, len(papers)), folder, BOUNDS, seconds, _environment(folder))
        return [_whole(folder / f"{number}.pdf") for number in range(len(papers))]


def _command(office: str, folder: Path, count: int) -> list[str]:
    names = [str(folder / f"{number}.docx") for number in range(count)]
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nologo"]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    return [office, profile, *quiet, "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *names]


def _environment(folder: Path) -> dict[str, str]:
    """No window system; the fonts of the system, and those that our own press uses."""
    places = {str(path.parent) for path in fonts.chosen().files}
    told = "".join(f"<dir>{escape(place)}</dir>" for place in sorted(places))
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{told}</fontconfig>'
    )
    return {"SAL_USE_VCLPLUGIN": "svp", "FONTCONFIG_FILE": str(folder / "fonts.conf")}


def _profile(folder: Path) -> None:
    """The settings of a run, written before it begins: nothing in a paper runs or is fetched; PDF means PDF/A-2b."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _OFF
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _whole(file: Path) -> bytes | None:
    """A PDF file from its first mark to its last; None when there is none, or only a part of one."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:] else None
