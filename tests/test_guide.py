"""The guide and the papers at the root say what is true: links lead somewhere, pictures exist, commands are there."""

import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest

from chungsuc.cli import VERBS, parser

GUIDE = Path("docs/huong-dan")
PICTURES = GUIDE / "hinh"
LARGEST = 120_000  # bytes of one picture
PAPERS = sorted({*Path().glob("*.md"), *Path("docs").rglob("*.md")})
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)\)")
IMAGE = re.compile(r'<img src="([^"]+)" width="\d+" alt="([^"]+)">')
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def targets(paper: Path) -> list[tuple[str, str]]:
    """What a paper links to and shows: the words and the address."""
    text = paper.read_text()
    return [*LINK.findall(text), *((words, address) for address, words in IMAGE.findall(text))]


def anchors(paper: Path) -> set[str]:
    """The places of a paper that a link may name, as web views of a repository make them of headings."""
    heads = re.findall(r"^#+ (.+)$", paper.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_every_link_of_a_paper_leads_somewhere(paper: Path) -> None:
    for words, address in targets(paper):
        place, _, anchor = unquote(address).partition("#")
        if re.match(r"[a-z]+:", place):
            continue
        found = (paper.parent / place).resolve() if place else paper.resolve()
        assert found.exists(), f"{paper}: “{words}” dẫn tới {address}, không có"
        assert not anchor or anchor in anchors(found), f"{paper}: {address} không có mục #{anchor}"


def test_every_page_of_the_guide_stands_in_its_contents() -> None:
    listed = {address for _, address in targets(GUIDE / "README.md")}
    pages = {page.name for page in GUIDE.glob("*.md")} - {"README.md"}
    assert pages <= listed, f"hãy thêm vào {GUIDE}/README.md: {sorted(pages - listed)}"


def test_every_picture_is_small_described_and_shown_somewhere() -> None:
    shown = {(page.parent / address).resolve() for page in PAPERS for _, address in targets(page)}
    for picture in sorted(PICTURES.iterdir()):
        assert picture.suffix == ".png" and picture.stat().st_size <= LARGEST, picture
        assert picture.resolve() in shown, f"{picture}: không trang nào dùng"
    for page in GUIDE.glob("*.md"):
        assert all(words for words, address in targets(page) if address.endswith(".png")), page
        assert page.read_text().count("<img") == len(IMAGE.findall(page.read_text())), page


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_every_command_that_a_paper_names_can_be_called_so(paper: Path) -> None:
    makefile = Path("Makefile").read_text()
    for line in "\n".join(SHELL.findall(paper.read_text())).splitlines():
        words = shlex.split(line, comments=True)
        while words and "=" in words[0]:
            words = words[1:]  # a variable in front of the command
        if words[:1] == [".venv/bin/chungsuc"]:
            parser().parse_args(words[1:])
        elif words[:1] == ["make"]:
            assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), f"{paper}: {line}"
    for verb in re.findall(r"`make ([a-z-]+)", paper.read_text()):
        assert re.search(rf"^{verb}:", makefile, re.MULTILINE), f"{paper}: make {verb}"


def test_the_technicians_page_names_every_verb_and_no_unknown_setting() -> None:
    text = (GUIDE / "ky-thuat.md").read_text()
    verbs = {name.replace("_", "-") for name in VERBS} - {"import-file"} | {"import"}
    told = set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    assert told == verbs
    (line,) = re.findall(r"`chungsuc ([^`]+)`, mỗi lệnh có", Path("README.md").read_text())
    assert sorted(line.replace("\n", " ").split(" · ")) == sorted(verbs)
    readers = ("settings.py", "cli/serve.py", "typesetting/fonts.py", "typesetting/word_pdf.py")
    settings = "".join(Path("chungsuc", name).read_text() for name in readers)
    for name in re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE):
        assert f'"{name}"' in settings or name == "DATABASE_URL", name
