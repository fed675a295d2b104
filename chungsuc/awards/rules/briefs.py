"""What a council is told of a case before it votes, point by point, and what speaks against it. Pure.

Silence is told as silence, what nobody recorded as not recorded; who objected is told to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chungsuc.law.periods import show_day

from .rule_names import CRITERION, line_words

FORMAL, CONTENT, NTM = "formal", "content", "ntm"
AGREES, OBJECTS = "agrees", "objects"
MET, NOT_MET, OPEN, NONE = "met", "not_met", "undetermined", "not_applicable"


@dataclass(frozen=True)
class Checked:
    """What holds on one line of a check. `about`: the text of the criterion that it is, "" of any other line."""

    kind: str
    line: str
    met: bool
    note: str
    on: date
    about: str = ""

    @property
    def words(self) -> str:
        """What was looked at, in words."""
        return line_words(self.line, self.about)


@dataclass(frozen=True)
class Opinion:
    """A question to an agency and what came of it."""

    agency: str
    about: str
    asked_on: date
    due_on: date
    answer: str = ""
    answered_on: date | None = None
    words: str = ""
    paper: str = ""
    silent_on: date | None = None


@dataclass(frozen=True)
class Visit:
    """What was seen where the achievement is."""

    on: date
    why: str
    right: bool
    report: str
    countersigned: bool


@dataclass(frozen=True)
class Brief:
    """Everything that was found of a case. `posting`: what the rule on postings says, a sentence each; `objections`:
    whether each was upheld (None: not answered) with the answer; `drawn`: chosen at random for a visit."""

    checked: tuple[Checked, ...] = ()
    asks_ntm: bool = False
    opinions: tuple[Opinion, ...] = ()
    posted: bool = True
    posting: tuple[str, ...] = ()
    objections: tuple[tuple[bool | None, str], ...] = ()
    visits: tuple[Visit, ...] = ()
    drawn: bool = False
    open_cases: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class Told:
    """One point: what it is about, how it stands (met, not_met, undetermined, not_applicable), in words; `silent`: an
    agency that was asked did not answer."""

    about: str
    sign: str
    words: str
    silent: bool = False

    @property
    def open(self) -> bool:
        """Whether it is not settled."""
        return self.sign == OPEN

    @property
    def sentence(self) -> str:
        """The point as a paper says it."""
        return f"{self.about}: {self.words}"


def points_of(brief: Brief) -> tuple[Told, ...]:
    """The points in the order in which a council reads them."""
    return (
        _formal(brief), *_content(brief), _ntm(brief), *_opinions(brief), _posting(brief), *_objections(brief),
        *_visits(brief), *_open_cases(brief),
    )  # fmt: skip


def disagreements_in(brief: Brief) -> tuple[str, ...]:
    """What speaks against a case, in a few words each: the council looks at such a case first."""
    told = [f"{one.agency} không nhất trí" for one in brief.opinions if one.answer == OBJECTS]
    told += ["phản ánh chưa trả lời" for upheld, _ in brief.objections if upheld is None]
    told += ["phản ánh đúng" for upheld, _ in brief.objections if upheld]
    told += [f"chưa đạt: {one.words}" for one in brief.checked if not one.met]
    told += ["kiểm tra thực tế không đúng như hồ sơ" for one in brief.visits[-1:] if not one.right]
    return tuple(dict.fromkeys(told))


def _formal(brief: Brief) -> Told:
    found = [one for one in brief.checked if one.kind == FORMAL]
    failed = [one for one in found if not one.met]
    if failed:
        return Told("Thể thức", NOT_MET, f"chưa đạt {_lines(failed)}.")
    if not found:
        return Told("Thể thức", OPEN, "chưa ghi kết quả kiểm tra.")
    return Told("Thể thức", MET, f"đạt cả {len(found)} nội dung, ngày {show_day(max(one.on for one in found))}.")


def _content(brief: Brief) -> Iterable[Told]:
    """What examiners concluded, line by line: what the rules left open, a person has answered for here."""
    found = [one for one in brief.checked if one.kind == CONTENT]
    if not found:
        yield Told("Thẩm định", OPEN, "chưa ghi kết quả.")
    alike = _alike(found)
    for one in found:
        said = f"đạt cả {len(alike)} tiêu chí" if one in alike else "đạt" if one.met else "chưa đạt"
        about = "Tiêu chuẩn của nhóm đối tượng" if one in alike else one.words
        if one not in alike[1:]:
            yield Told(about, MET if one.met else NOT_MET, f"{said}{_note(one)}.")


def _alike(found: Iterable[Checked]) -> tuple[Checked, ...]:
    """The criteria of the group where all are met in the same words: they are told once. () where they are not."""
    told = tuple(one for one in found if one.line.startswith(CRITERION))
    same = len({(one.met, _note(one)) for one in told}) == 1 and all(one.met for one in told)
    return told if len(told) > 1 and same else ()


def _note(one: Checked) -> str:
    return f"; {one.note.strip().rstrip('.')}" if one.note.strip() else ""


def _lines(found: Iterable[Checked]) -> str:
    return "; ".join(f"{one.words} ({one.note.strip().rstrip('.')})" for one in found)


def _ntm(brief: Brief) -> Told:
    about = "Văn phòng Điều phối"
    found = [one for one in brief.checked if one.kind == NTM]
    if found:
        last = found[-1]
        said = "xác nhận" if last.met else "không xác nhận"
        note = f" {last.note.strip().rstrip('.')}." if last.note.strip() else ""
        text = f"{said} kết quả xây dựng nông thôn mới, ngày {show_day(last.on)}.{note}"
        return Told(about, MET if last.met else NOT_MET, text)
    if brief.asks_ntm:
        return Told(about, OPEN, "chưa xác nhận kết quả xây dựng nông thôn mới.")
    return Told(about, NONE, "hồ sơ không dựa vào kết quả phải xác nhận.")


def _opinions(brief: Brief) -> Iterable[Told]:
    if not brief.opinions:
        yield Told("Ý kiến cơ quan khác", NONE, "không hỏi cơ quan nào.")
    for one in brief.opinions:
        yield Told(one.agency, *_answered(one), silent=one.silent_on is not None and one.answered_on is None)


def _answered(one: Opinion) -> tuple[str, str]:
    about = f"hỏi về “{one.about}”"
    if one.answered_on is not None:
        said = {AGREES: "nhất trí", OBJECTS: "không nhất trí"}.get(one.answer, "không có ý kiến")
        sign = {AGREES: MET, OBJECTS: NOT_MET}.get(one.answer, NONE)
        paper = f", {one.paper}" if one.paper else ""
        words = f": {one.words.strip().rstrip('.')}" if one.words.strip() else ""
        return sign, f"{about}: {said}{paper}, ngày {show_day(one.answered_on)}{words}."
    if one.silent_on is not None:
        due, seen = show_day(one.due_on), show_day(one.silent_on)
        return OPEN, f"{about}: không trả lời đến hết {due}, ghi nhận ngày {seen}; im lặng không phải là đồng ý."
    return OPEN, f"{about}: chưa trả lời, hạn đến hết {show_day(one.due_on)}."


def _posting(brief: Brief) -> Told:
    return Told("Công khai", MET if brief.posted else OPEN, " ".join(brief.posting) or "chưa công khai.")


def _objections(brief: Brief) -> Iterable[Told]:
    """What came of each objection; neither its words nor its sender."""
    for number, (upheld, answer) in enumerate(brief.objections, 1):
        about = f"Phản ánh thứ {number}"
        if upheld is None:
            yield Told(about, OPEN, "chưa trả lời.")
        else:
            said = "kết luận là đúng" if upheld else "kết luận là không đúng"
            yield Told(about, NOT_MET if upheld else MET, f"{said}; trả lời: {' '.join(answer.split()).rstrip('.')}.")


def _visits(brief: Brief) -> Iterable[Told]:
    about = "Kiểm tra thực tế"
    if not brief.visits:
        drawn = brief.drawn
        yield Told(about, OPEN if drawn else NONE, "được chọn ngẫu nhiên, chưa đến." if drawn else "chưa có lần nào.")
    for one in brief.visits:
        said = "đúng như hồ sơ" if one.right else "không đúng như hồ sơ"
        signed = "đã ký xác nhận" if one.countersigned else "chưa ký xác nhận"
        words = f"ngày {show_day(one.on)}, {one.why}: {said}; {' '.join(one.report.split()).rstrip('.')}; xã {signed}."
        yield Told(about, (MET if one.countersigned else OPEN) if one.right else NOT_MET, words)


def _open_cases(brief: Brief) -> Iterable[Told]:
    """That there is one, since when and from which source: what it is about is for who records and oversees them."""
    for since, source in brief.open_cases:
        yield Told("Việc đang làm rõ", NOT_MET, f"từ ngày {show_day(since)}, theo {source}.")
