"""Roles and rights, and how a written name finds its unit. Pure: no clock, no tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chungsuc.law.spelling import fold, from_tcvn3, looks_like_tcvn3, nfc, unit_form, unit_key


@dataclass(frozen=True)
class Role:
    """What a post allows. `reach`: "province" (the whole lineage), "own" (its unit and what belongs to it), "none"."""

    code: str
    name: str
    reach: str
    rights: frozenset[str]


OWN = frozenset(
    {
        "duty.read", "report.read",
        "unit.read", "value.read", "recognition.read", "history.read", "figure.read",
        "evidence.read", "survey.read", "case.read", "exemplar.read", "score.read", "plan.read", "contribution.read",
        "award.read",
    }
)  # fmt: skip
READ = OWN | {"progress.read"}
SCORES = frozenset({"score.self"})
PAPERS = frozenset({"paper.read", "paper.draft", "paper.number", "paper.template"})
OWN_PAPERS = frozenset({"paper.read", "paper.draft", "paper.number"})
"""What whoever acts for one unit does with that unit's papers: its plans, giao ước and reports."""
DUTIES = frozenset({"duty.explain"})
GIFTS = frozenset({"contribution.write"})  # who records what was contributed
RECEIVED = GIFTS | {"contribution.confirm", "contribution.names"}
"""What whoever acts for a place does with what it received."""
EXEMPLARS = frozenset({"exemplar.write", "exemplar.verify", "exemplar.names"})
AWARDS = frozenset({"award.file", "award.confirm"})
MOVED = frozenset({"launch.open", "concern.read", "concern.raise"})  # a unit in the movement
MOVING = frozenset({"launch.open", "guidance.manage", "concern.read", "concern.oversee", "concern.answer"})
OVERSEEING = frozenset({"concern.read", "concern.oversee"})
RIGHTS = {
    "progress.read": "xem tiến độ toàn tỉnh",
    "unit.read": "xem đơn vị",
    "value.read": "xem số liệu tiêu chí",
    "value.import": "nhập số liệu tiêu chí từ tệp",
    "recognition.read": "xem sổ công nhận",
    "recognition.import": "nhập sổ công nhận từ tệp",
    "figure.read": "xem số liệu quy định",
    "figure.confirm": "xác nhận số liệu quy định, số văn bản",
    "history.read": "xem lịch sử",
    "journal.read": "xem toàn bộ nhật ký",
    "unit.manage": "ghi sự kiện về đơn vị",
    "post.manage": "giao và thu chức vụ",
    "evidence.read": "xem minh chứng",
    "evidence.add": "đưa minh chứng lên",
    "value.declare": "khai số liệu tiêu chí",
    "value.check": "thẩm tra số liệu ở cấp huyện",
    "value.verify": "thẩm định số liệu theo tiêu chí phụ trách",
    "value.conclude": "kết luận số liệu",
    "lock.manage": "khóa và mở khóa",
    "survey.read": "xem kết quả lấy ý kiến",
    "survey.manage": "tổ chức lấy ý kiến sự hài lòng",
    "council.read": "xem phiên họp hội đồng",
    "council.manage": "tổ chức phiên họp hội đồng",
    "council.vote": "biểu quyết tại hội đồng",
    "case.read": "xem hồ sơ xét công nhận",
    "case.submit": "lập và trình hồ sơ xét công nhận",
    "case.check": "thẩm tra hồ sơ xét công nhận",
    "case.appraise": "thẩm định hồ sơ theo tiêu chí phụ trách",
    "case.manage": "điều hành việc xét công nhận",
    "case.decide": "quyết định công nhận, thu hồi",
    "duty.read": "xem việc đến hạn",
    "duty.explain": "nêu lý do chậm, đề nghị gia hạn cho đơn vị mình",
    "duty.excuse": "trả lời đề nghị gia hạn",
    "score.read": "xem điểm, xếp hạng thi đua của cụm, khối",
    "score.self": "chấm điểm thi đua cho đơn vị mình",
    "score.manage": "tổ chức đợt chấm điểm thi đua",
    "score.council": "quyết định điểm, chốt xếp hạng thi đua",
    "launch.manage": "phát động phong trào ở cấp tỉnh, nhắc đơn vị",
    "launch.cascade": "phát động phong trào trên địa bàn huyện",
    "launch.open": "xác nhận đơn vị mình đã nhận, đã đọc",
    "guidance.manage": "gửi văn bản hướng dẫn phong trào",
    "concern.read": "xem khó khăn, kiến nghị của đơn vị mình",
    "concern.raise": "gửi khó khăn, kiến nghị của đơn vị mình",
    "concern.answer": "trả lời khó khăn, kiến nghị",
    "concern.oversee": "xem khó khăn, kiến nghị của mọi đơn vị",
    "paper.read": "xem văn bản của cơ quan mình",
    "paper.draft": "soạn văn bản",
    "paper.number": "cấp số văn bản",
    "paper.template": "quản lý mẫu văn bản",
    "report.read": "xem báo cáo gửi lên",
    "report.write": "viết, gửi báo cáo của đơn vị mình",
    "report.receive": "mở kỳ báo cáo, nhận, tổng hợp báo cáo",
    "report.approve": "duyệt báo cáo của tỉnh",
    "exemplar.read": "xem điển hình, tin bài",
    "exemplar.public": "xem điển hình đã đồng ý công khai của toàn tỉnh",
    "exemplar.names": "xem tên, ảnh của điển hình khi chưa có đồng ý",
    "exemplar.write": "ghi điển hình",
    "exemplar.verify": "xác minh điển hình",
    "exemplar.manage": "quản lý sổ điển hình, cơ quan báo chí",
    "coverage.write": "ghi tin, bài",
    "contribution.read": "xem đóng góp nguồn lực",
    "contribution.write": "ghi đóng góp nguồn lực",
    "contribution.confirm": "xác nhận đóng góp đơn vị mình nhận",
    "contribution.oversee": "xác nhận đóng góp nơi nhận tự ghi, kết luận đóng góp trùng",
    "contribution.names": "xem tên người đóng góp khi chưa có đồng ý",
    "award.read": "xem hồ sơ thành tích",
    "award.file": "ghi đối tượng khen thưởng, thành tích",
    "award.confirm": "xác nhận thành tích khi được nêu là cơ quan xác nhận",
    "award.manage": "quản lý mọi hồ sơ thành tích",
    "budget.read": "xem dự toán, kinh phí phong trào",
    "budget.draft": "lập, trình dự toán kinh phí phong trào",
    "budget.collate": "tổng hợp, trả lại dự toán kinh phí",
    "budget.approve": "ghi quyết định phê duyệt dự toán kinh phí",
    "budget.spend": "ghi kinh phí được bố trí và đã chi",
    "budget.override": "cho phép chi vượt số bố trí, kèm lý do",
    "plan.read": "xem kế hoạch, nhiệm vụ, việc giúp đỡ xã",
    "plan.write": "lập kế hoạch của đơn vị mình, báo cáo nhiệm vụ",
    "plan.approve": "duyệt kế hoạch của các đơn vị",
    "pledge.assign": "ghi phân công giúp đỡ xã",
    "pledge.sponsor": "ghi việc giúp đỡ xã được phân công",
    "pledge.confirm": "xác nhận việc xã mình được giúp đỡ",
}
ROLES: Mapping[str, Role] = {
    role.code: role
    for role in (
        Role(
            "province_leader",
            "Lãnh đạo UBND tỉnh",
            "province",
            READ
            | OVERSEEING
            | {"score.council"}
            | {"budget.read", "budget.approve", "budget.override"}
            | {"case.decide", "council.read", "paper.read", "paper.number", "plan.approve", "report.approve"},
        ),
        Role(
            "ntm_coordinator",
            "Văn phòng Điều phối nông thôn mới",
            "province",
            READ
            | MOVING
            | {"value.import", "recognition.import", "figure.confirm", "unit.manage", "value.conclude", "lock.manage"}
            | {"council.read", "council.manage", "case.manage", "plan.write", "pledge.assign"}
            | PAPERS
            | EXEMPLARS
            | GIFTS
            | {"contribution.oversee", "contribution.names"}
            | {"budget.read", "budget.collate", "budget.spend"}
            | AWARDS
            | DUTIES
            | {"duty.excuse"},
        ),
        Role(
            "emulation_officer",
            "Ban Thi đua - Khen thưởng, Sở Nội vụ",
            "province",
            READ
            | MOVING
            | {"launch.manage"}
            | {"score.manage", "score.council"}
            | {"recognition.import", "figure.confirm", "council.read", "council.manage"}
            | {"plan.write", "plan.approve", "pledge.assign"}
            | PAPERS
            | EXEMPLARS
            | {"contribution.names"}
            | {"budget.read", "budget.draft", "budget.spend"}
            | AWARDS
            | DUTIES
            | {"duty.excuse"}
            | {"exemplar.manage", "coverage.write", "report.receive", "award.manage"},
        ),
        Role(
            "department",
            "Sở, ban, ngành phụ trách tiêu chí",
            "province",
            READ
            | MOVED
            | SCORES
            | {"value.verify", "case.appraise", "evidence.add", "plan.write", "report.write", "pledge.sponsor"}
            | OWN_PAPERS
            | EXEMPLARS
            | GIFTS
            | AWARDS
            | DUTIES
            | {"coverage.write"},
        ),
        Role(
            "fatherland_front",
            "Mặt trận Tổ quốc",
            "province",
            READ
            | MOVED
            | SCORES
            | {"survey.manage", "evidence.add", "plan.write", "report.write", "pledge.sponsor"}
            | PAPERS
            | EXEMPLARS
            | GIFTS
            | AWARDS
            | DUTIES,
        ),
        Role("council_member", "Thành viên Hội đồng", "province", READ | {"council.read", "council.vote"}),
        Role(
            "inspector",
            "Thanh tra, kiểm tra",
            "province",
            READ | OVERSEEING | {"journal.read", "council.read", "paper.read", "budget.read"},
        ),
        Role(
            "district",
            "UBND huyện, thành phố",
            "own",
            OWN
            | MOVED
            | {"launch.cascade"}
            | SCORES
            | {"value.check", "case.check", "case.submit", "evidence.add", "plan.write", "report.write"}
            | OWN_PAPERS
            | EXEMPLARS
            | RECEIVED
            | AWARDS
            | DUTIES
            | {"coverage.write"},
        ),
        Role(
            "commune",
            "UBND xã",
            "own",
            OWN
            | MOVED
            | SCORES
            | {"value.declare", "case.submit", "evidence.add", "plan.write", "report.write", "pledge.confirm"}
            | OWN_PAPERS
            | EXEMPLARS
            | RECEIVED
            | AWARDS
            | DUTIES
            | {"coverage.write"},
        ),
        Role(
            "press",
            "Cơ quan báo chí",
            "own",
            frozenset({"exemplar.read", "exemplar.public", "exemplar.write", "coverage.write"}) | MOVED | {"duty.read"},
        ),
        Role("administrator", "Quản trị hệ thống", "none", frozenset({"post.manage"})),
    )
}


class Found(StrEnum):
    """How a written name met the units of a day."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A unit that a name may mean: its id, official name, and the key of the unit it belongs to."""

    unit_id: int
    name: str
    parent_key: str = ""


@dataclass(frozen=True)
class Match:
    """The answer for one written name. `legacy` says that it was typed in a pre-Unicode font (TCVN3)."""

    found: Found
    candidates: tuple[Candidate, ...] = ()
    read_as: str = ""
    legacy: bool = False

    @property
    def unit_id(self) -> int | None:
        return self.candidates[0].unit_id if self.found is Found.MATCHED else None


# What stands before a name in a list ("1. ", "2) ", "- "), and the unit above after it ("…, huyện X", "… (X)").
_LISTED = re.compile(r"^(?:\(?\d{1,3}\s*[.)/:]\s*|[-–—•*+]\s+)")
_ABOVE = re.compile(
    r"^(?P<name>.*\w.*?)\s*(?:,\s*(?P<after>.*\w.*)|\((?P<inside>[^()]*\w[^()]*)\)|\s[-–]\s(?P<dashed>.*\w.*))$"
)
_LOOSE_APOSTROPHE = re.compile(r"(?<=\w)(['’‘ʼ`´])\s+(?=\w)")
_PLAIN_FORMS = (
    ("thi tran ", "thị trấn"), ("thanh pho ", "thành phố"), ("thi xa ", "thị xã"), ("dac khu ", "đặc khu"),
    ("phuong ", "phường"), ("huyen ", "huyện"), ("tinh ", "tỉnh"), ("xa ", "xã"),
)  # fmt: skip


def read_name(written: str) -> tuple[str, bool]:
    """The name in Unicode, and whether it was typed in a pre-Unicode font (TCVN3)."""
    legacy = looks_like_tcvn3(written)
    return nfc(from_tcvn3(written) if legacy else written), legacy


def readings(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a name may be written, the plainest first: (name, the unit above that the text itself says).

    "1. Xã Đắk Nia", "xa dak nia", "Xã Đắk R' Măng" and "Thuận An (Đắk Mil)" all name one unit and no other.
    """
    plain = _LOOSE_APOSTROPHE.sub(r"\1", _LISTED.sub("", text))
    for name in dict.fromkeys((text, plain)):
        yield name, ""
    said = _ABOVE.match(plain)
    split = (said["name"], said["after"] or said["inside"] or said["dashed"]) if said else None
    if split:
        yield split
    for name, above in ((plain, ""), *([split] if split else ())):
        bare = fold(name)
        for start, form in _PLAIN_FORMS:
            if bare.startswith(start) and not unit_form(name):
                yield f"{form} {bare.removeprefix(start)}", above


@dataclass
class NameIndex:
    """Finds the units of one day by any spelling of their names; asks when several fit, never guesses."""

    _by_key: dict[str, list[Candidate]] = field(default_factory=dict)

    def add(self, candidate: Candidate, *names: str) -> None:
        """Makes the unit findable under each of the names."""
        for name in {candidate.name, *names}:
            places = self._by_key.setdefault(unit_key(name), [])
            if all(known.unit_id != candidate.unit_id for known in places):
                places.append(candidate)

    def knows(self, written: str) -> bool:
        """Whether some unit goes under this name, however it is written."""
        text, _ = read_name(written)
        return any(self._fitting(name, above) for name, above in readings(text))

    def match(self, written: str, *, within: str = "") -> Match:
        """The unit that `written` names; `within` (the name of the unit above) settles equal names when given."""
        text, legacy = read_name(written)
        for name, above in readings(text):
            found = self._match(name, above or within, text, legacy) if self._fitting(name, above) else None
            if found is not None:
                return found
        return Match(Found.UNKNOWN, self.near(text), text, legacy)

    def _fitting(self, name: str, above: str) -> list[Candidate]:
        """Who goes under the name; where the text itself says the unit above, only those that belong to it."""
        fitting = self._by_key.get(unit_key(name), [])
        return [c for c in fitting if c.parent_key == unit_key(above)] if above else fitting

    def _match(self, name: str, within: str, text: str, legacy: bool) -> Match:
        fitting = self._by_key.get(unit_key(name), [])
        form = unit_form(name)
        if form:
            # "Huyện Đắk Mil" is not "Thị trấn Đắk Mil": another form is asked about, never taken for the same
            others, fitting = fitting, [c for c in fitting if unit_form(c.name) == form]
            if not fitting:
                return Match(Found.UNKNOWN, tuple(others), text, legacy)
        if len(fitting) > 1 and within:
            fitting = [c for c in fitting if c.parent_key == unit_key(within)] or fitting
        if len(fitting) == 1:
            return Match(Found.MATCHED, tuple(fitting), text, legacy)
        return Match(Found.AMBIGUOUS, tuple(fitting), text, legacy)

    def near(self, text: str, most: int = 3) -> tuple[Candidate, ...]:
        """Up to `most` units whose names look alike, to be offered in a question."""
        from difflib import get_close_matches

        keys = get_close_matches(unit_key(text), list(self._by_key), n=most, cutoff=0.7)
        return tuple(candidate for key in keys for candidate in self._by_key[key])[:most]


def search_words(query: str) -> list[str]:
    """The folded words of a search, without accents and in lower case."""
    return fold(query).split()
