"""Names of units and bodies: written as the list of units writes them, and there on the day that is spoken of."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from chungsuc.law.spelling import UNIT_PREFIXES, fold, nfc, unit_form

from .lint_dates import days_in
from .lint_parts import HEAD, RECIPIENTS, TO, Paper, Piece
from .lint_shapes import Finding, LintFacts, NamedUnit

LEVELS = {
    "tỉnh": "province", "huyện": "district", "thị xã": "district", "thành phố": "district", "xã": "commune",
    "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
BODY_LEVEL = "body"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´][^\W\d_]+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LONGEST_NAME = 4  # words
_NEAR = 300  # letters of a sentence that are looked at around a name
_FORMER = re.compile(
    r"\s*(?:\(\s*)?(?:cũ\b|trước đây|trước khi|trước sắp xếp|nay là|đã sáp nhập|sau đây)", re.IGNORECASE
)
_OF = re.compile(r"\s*[,)]?\s*(?:của|do)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm|từ|đến|trước)\s+(?:ngày\s+)?(?:\d{1,2}/\d{1,2}/)?(\d{4})", re.IGNORECASE)
_PLACE = re.compile(r"(?P<place>[^,]{2,40}),\s*ngày\b")
_DISTRICT_LEVEL = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Phòng Nội vụ)\s+(?:các\s+|cấp\s+)?huyện\b(?!\s+(?-i:[A-ZĐ]))",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def exact_key(name: str) -> str:
    """What two spellings share that differ only in typing: case, apostrophes, where a tone stands ("hoà", "hòa")."""
    words = unicodedata.normalize("NFD", nfc(name).lower().translate(_APOSTROPHES)).split()
    return " ".join(_word_key(word) for word in words)


def _word_key(word: str) -> str:
    tone = "".join(_TONES[letter] for letter in word if letter in _TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in word if letter not in _TONES)) + tone


@lru_cache(maxsize=8192)
def loose_key(name: str) -> str:
    """What a name shares with its misspellings: no marks, and c, k, q as one ("Đắc Nông", "Đắk Nông")."""
    return re.sub(r"c(?!h)|q", "k", fold(name))


@dataclass(frozen=True)
class Mention:
    """A name in a text, from `start` to `end`, with the form before it ("" for none)."""

    start: int
    end: int
    text: str
    form: str
    level: str


class Gazetteer:
    """All names of units over all time, found by how they sound."""

    def __init__(self, units: Iterable[NamedUnit]) -> None:
        self.loose: dict[str, list[NamedUnit]] = defaultdict(list)
        self.exact: dict[tuple[str, str], list[NamedUnit]] = defaultdict(list)
        self.spelled: dict[NamedUnit, set[str]] = {}
        self.firsts: set[str] = set()  # how names begin: most words of a text begin none
        for unit in units:
            if unit.level == BODY_LEVEL:
                continue
            own = bare_name(unit.name)
            names = {own, *map(bare_name, unit.spellings)}
            self.spelled[unit] = {exact_key(name) for name in names}
            for key in {loose_key(name) for name in names}:
                self.loose[key].append(unit)
                self.firsts.add(key.split(" ")[0])
            for exact in self.spelled[unit]:
                self.exact[unit.level, exact].append(unit)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every name in a text: after a form whatever the level; without one only provinces and districts."""
        tokens = list(_TOKEN.finditer(text))
        joined = [text[one.end() : two.start()] == " " for one, two in pairwise(tokens)] + [False]
        at, following = 0, ""
        while at < len(tokens):
            form, first = _form_at(tokens, joined, at)
            level = LEVELS.get(form, "")
            if not form and following and _list_goes_on(text, tokens, at):
                level = following  # "các xã Đắk Ha, Quảng Sơn"
            found = self._name_at(tokens, joined, first, level)
            following = ""
            if found is None:
                at = first if form else at + 1
                continue
            last, level = found
            following = level if form or level else ""
            yield Mention(tokens[at].start(), tokens[last].end(), _span(text, tokens[first], tokens[last]), form, level)
            at = last + 1

    def _name_at(
        self, tokens: list[re.Match[str]], joined: list[bool], first: int, level: str
    ) -> tuple[int, str] | None:
        """The longest name that begins at a token: its last token and its level."""
        if first >= len(tokens) or not tokens[first][0][0].isupper():
            return None
        if loose_key(tokens[first][0]) not in self.firsts:
            return None
        longest = first
        while longest < len(tokens) - 1 and joined[longest] and longest - first < _LONGEST_NAME - 1:
            longest += 1
        for last in range(longest, first - 1, -1):
            name = " ".join(token[0] for token in tokens[first : last + 1])
            if not tokens[last][0][0].isupper():
                continue
            units = self.loose.get(loose_key(name), ())
            levels = {unit.level for unit in units}
            if level and level in levels:
                return last, level
            if not level and last > first and levels & {"province", "district"}:
                return last, "province" if "province" in levels else "district"
        return None

    def of(self, level: str, name: str) -> list[NamedUnit]:
        """The units of a level that bear exactly this name, on whichever day."""
        return self.exact.get((level, exact_key(name)), [])

    def near(self, level: str, name: str) -> list[NamedUnit]:
        """The units of a level whose names sound like this one."""
        return [unit for unit in self.loose.get(loose_key(name), ()) if unit.level == level]


def bare_name(name: str) -> str:
    """A unit's name without its form."""
    form = unit_form(name)
    text = nfc(name)
    return text[len(form) :].strip() if form and text.lower().startswith(form) else text


def _span(text: str, first: re.Match[str], last: re.Match[str]) -> str:
    return text[first.start() : last.end()]


def _form_at(tokens: list[re.Match[str]], joined: list[bool], at: int) -> tuple[str, int]:
    """The form that stands at a token and where the name behind it begins; ("", at) when none stands there."""
    one = tokens[at][0].lower()
    if joined[at] and at + 2 < len(tokens) and joined[at + 1]:
        two = f"{one} {tokens[at + 1][0].lower()}"
        if two in LEVELS:
            return two, at + 2
    if one in LEVELS and joined[at]:
        return one, at + 1
    if one in ("tp", "tx", "tt") and at + 1 < len(tokens):
        return UNIT_PREFIXES[one], at + 1
    return "", at


def _list_goes_on(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a token is the next of a list: after a comma, or after "và"."""
    start = tokens[at].start()
    return bool(re.search(r"(?:,|\bvà|,\s*và)\s+$", text[max(0, start - 6) : start]))


# --- what is asked of each name ---


def check_names(paper: Paper, facts: LintFacts, day: date | None) -> Iterator[Finding]:
    """Names that no unit writes so, and units, bodies and levels that were not there on the day spoken of."""
    gazetteer = Gazetteer(facts.units)
    bodies = [unit for unit in facts.units if unit.level == BODY_LEVEL]
    pattern = _any_of(unit.name for unit in bodies)
    for piece in paper.pieces():
        yield from _units(piece, gazetteer, day)
        if day is None:
            continue
        if piece.zone == HEAD:
            yield from _place(piece, gazetteer, day)
        if pattern:
            yield from _bodies(piece, pattern, bodies, day)
        yield from _levels(piece, facts, day)


def _units(piece: Piece, gazetteer: Gazetteer, day: date | None) -> Iterator[Finding]:
    for mention in gazetteer.mentions(piece.text):
        known = gazetteer.of(mention.level, mention.text)
        near = gazetteer.near(mention.level, mention.text)
        if not known:
            yield _misspelled(piece, mention, near)
            known = near
        if day is None or not mention.form:
            continue
        if mention.level == "province" and not any(unit.until and unit.until < day for unit in known):
            continue  # a name of the pack's later province was another province's before
        if not _was_there(piece.text, mention, known, day):
            yield _gone(piece, f"{mention.form} {bare_name(known[0].name)}", known, day)
            continue
        forms = {unit.form for unit in known if unit.holds(day)}
        if forms and mention.form not in forms and not _speaks_of_a_former_day(piece.text, mention, day):
            name, right = bare_name(known[0].name), " hoặc ".join(sorted(forms))
            message = f"Ghi “{mention.form} {name}”; {name} là {right} vào ngày {day:%d/%m/%Y}. Sửa lại."
            yield _finding(piece, "unit-spelling", message)


def _speaks_of_a_former_day(text: str, mention: Mention, day: date) -> bool:
    """Whether the sentence names a year before the day's: a town may have been called otherwise then."""
    around = text[max(0, mention.start - _NEAR) : mention.end + _NEAR]
    former = any(int(year) < day.year for year in _YEAR.findall(around)) or bool(_FORMER.match(text, mention.end))
    return former or any(said.day and said.day < day for said in days_in(around))


def _misspelled(piece: Piece, mention: Mention, near: list[NamedUnit]) -> Finding:
    right = " hoặc ".join(dict.fromkeys(f"“{bare_name(unit.name)}”" for unit in near[:3]))
    message = f"Viết “{mention.text}”; danh mục đơn vị viết {right}. Sửa lại tên."
    return _finding(piece, "unit-spelling", message)


def _gone(piece: Piece, name: str, known: list[NamedUnit], on: date) -> Finding:
    rule = "body-gone" if known[0].level == BODY_LEVEL else "unit-gone"
    name = name[0].upper() + name[1:]
    ends = [unit.until for unit in known if unit.until and unit.until < on]
    if ends:
        after = max(ends) + timedelta(days=1)
        message = (
            f"{name} không còn từ {after:%d/%m/%Y}, văn bản này ngày {on:%d/%m/%Y}. "
            "Ghi tên hiện nay, hoặc ghi rõ “(cũ)” nếu nói về trước ngày ấy."
        )
    else:
        begins = min(unit.since for unit in known)
        message = f"{name} có từ {begins:%d/%m/%Y}, sau ngày của văn bản ({on:%d/%m/%Y}). Ghi tên vào ngày ấy."
    return _finding(piece, rule, message)


def _was_there(text: str, mention: Mention, known: list[NamedUnit], day: date) -> bool:
    """Whether a unit of this name was there on the paper's day, or on the former day that the text speaks of."""
    on = _day_spoken_of(text, mention, day)
    there = any(unit.holds(day) or unit.holds(on) for unit in known)
    return there or _is_past(text, mention, known, day)


def _day_spoken_of(text: str, mention: Mention, day: date) -> date:
    """The day of the paper, or of the cited one that the name belongs to: "ngày 25/4/2022 của UBND tỉnh …"."""
    before = text[max(0, mention.start - _NEAR) : mention.start]
    for said in reversed(list(days_in(before))):
        between = before[said.end :]
        if said.day and _OF.match(between) and ";" not in between and not re.search(r"[.!?]\s", between):
            return min(said.day, day)
    return day


def _is_past(text: str, mention: Mention, known: list[NamedUnit], on: date) -> bool:
    """Whether the sentence itself says that it speaks of a former time, or the name is called a former one."""
    if _FORMER.match(text, mention.end):
        return True
    first = max(0, mention.start - _NEAR)
    start = max(text.rfind(". ", first, mention.start), text.rfind("; ", first, mention.start), first - 1) + 1
    sentence = re.split(r"[.;]\s", text[start : mention.end + _NEAR], maxsplit=1)[0]
    lasts = [unit.until for unit in known if unit.until and unit.until < on]
    if not lasts:
        return False
    if any(said.day and said.day <= max(lasts) + timedelta(days=1) for said in days_in(sentence)):
        return True
    return any(int(year) <= max(lasts).year and int(year) < on.year for year in _YEAR.findall(sentence))


def _place(piece: Piece, gazetteer: Gazetteer, day: date) -> Iterator[Finding]:
    """The place before the date is named after a unit of the day."""
    found = _PLACE.search(piece.text)
    if not found:
        return
    words = bare_name(found["place"]).split()
    for first in range(max(0, len(words) - _LONGEST_NAME), len(words)):  # a number may stand on the same line
        name = " ".join(words[first:])
        known = [unit for level in ("province", "district", "commune") for unit in gazetteer.of(level, name)]
        if known and not any(unit.holds(day) for unit in known):
            yield _gone(piece, f"địa danh {name}", known, day)
        if known:
            return


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted({re.escape(nfc(name)) for name in names if name}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE) if longest_first else None


def _bodies(piece: Piece, pattern: re.Pattern[str], bodies: list[NamedUnit], day: date) -> Iterator[Finding]:
    for found in pattern.finditer(piece.text):
        known = [unit for unit in bodies if unit.name.lower() == found[0].lower()]
        mention = Mention(found.start(), found.end(), found[0], "", BODY_LEVEL)
        if known and not _was_there(piece.text, mention, known, day):
            yield _gone(piece, known[0].name, known, day)


def _levels(piece: Piece, facts: LintFacts, day: date) -> Iterator[Finding]:
    """Whoever a paper is sent to exists: no district is addressed where there is none."""
    if piece.zone not in (RECIPIENTS, TO):
        return
    districts = [unit for unit in facts.units if unit.level == "district"]
    ends = [unit.until for unit in districts if unit.until and unit.until < day]
    if ends and not any(unit.holds(day) for unit in districts) and (found := _DISTRICT_LEVEL.search(piece.text)):
        after = max(ends) + timedelta(days=1)
        message = f"Gửi “{found[0]}” nhưng từ {after:%d/%m/%Y} không còn đơn vị cấp huyện. Ghi nơi nhận hiện nay."
        yield _finding(piece, "level-gone", message)


def _finding(piece: Piece, rule: str, message: str) -> Finding:
    return Finding(piece.place, rule, message, article=piece.article, order=piece.order)
