"""The law of awards of a day: regimes, forms, subjects, rules, and the bonus that goes with a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.law.citations import Citation
from chungsuc.law.pack_awards import FORM, REGIME, RULE, SUBJECT
from chungsuc.law.periods import show_day
from chungsuc.questions.asking import Asking
from chungsuc.rulebook.rule_facts import (
    RuleFact,
    Versions,
    rules_under,
    rules_under_asked,
    versions_asked,
    versions_of,
)

from ..rules.bonus import Bonus, Terms, bonus

PREFIXES = (REGIME, FORM, SUBJECT, RULE)
SALARY, TIMES, STEP = "rule:base_salary", "rule:bonus_collective", "rule:bonus_round_up"
MONEY, COEFFICIENT = (SALARY, TIMES, STEP), "rule:bonus_"


@dataclass(frozen=True)
class Law:
    """What the pack says of awards on a day, by code without prefix."""

    day: date
    regime: RuleFact | None
    forms: Mapping[str, RuleFact]
    subjects: Mapping[str, RuleFact]
    rules: Mapping[str, RuleFact]

    @property
    def regime_code(self) -> str:
        """The code of the regime, "" on a day that belongs to none."""
        return self.regime.key.removeprefix(REGIME) if self.regime else ""


def law_on(day: date) -> Law:
    """The law of awards for a dossier received on `day`. One query."""
    return _law(rules_under(PREFIXES, day), day)


def law_asked(day: date) -> Asking[Law]:
    """`law_on` for whoever asks more in the same query. One round."""
    return _law((yield from rules_under_asked(PREFIXES, day)), day)


def _law(found: Mapping[str, RuleFact], day: date) -> Law:
    by = {
        prefix: {key.removeprefix(prefix): rule for key, rule in found.items() if key.startswith(prefix)}
        for prefix in PREFIXES
    }
    return Law(day, next(iter(by[REGIME].values()), None), by[FORM], by[SUBJECT], by[RULE])


def cited(rule: RuleFact) -> Citation:
    """The rule's citation with its article."""
    article = rule.value.get("article", "") if isinstance(rule.value, dict) else ""
    told = rule.citation
    return Citation(told.document, str(article), told.source, told.status)


@dataclass(frozen=True)
class BonusFact:
    """A bonus with what it rests on. `gaps` says what is missing, each a sentence; empty when the amount is known."""

    form: str
    bonus: Bonus
    base_salary: Decimal | None
    regime: str
    sources: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why there is no amount, in one line; "" when there is one."""
        return f"Chưa đủ căn cứ để tính tiền thưởng: {' '.join(self.gaps)}" if self.gaps else ""


def _cited(rule: RuleFact) -> str:
    """A rule with where it stands; one without a document has its source in brackets only."""
    beside = rule.cited_beside
    return f"{rule.label} {beside}" if beside.startswith("(") else f"{rule.label}: {beside}"


@dataclass(frozen=True)
class Laws:
    """The law of awards of every day with what bonuses are worked out from, read once for any number of dossiers."""

    versions: Versions
    _days: dict[date, Law] = field(default_factory=dict, repr=False, compare=False)
    _bonuses: dict[tuple[str, str, date, date], BonusFact] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls) -> "Laws":
        """One query."""
        return cls(versions_of(MONEY, (*PREFIXES, COEFFICIENT)))

    @classmethod
    def asked(cls) -> Asking["Laws"]:
        """`read` for whoever asks more in the same query. One round."""
        return cls((yield from versions_asked(MONEY, (*PREFIXES, COEFFICIENT))))

    def on(self, day: date) -> Law:
        """`law_on` a day, worked out once. No query."""
        if day not in self._days:
            self._days[day] = _law(self.versions.under(PREFIXES, day), day)
        return self._days[day]

    def bonus(self, form: str, subject_kind: str, decided: date, received: date) -> BonusFact:
        """As `bonus_on`, worked out once. No query."""
        key = (form, subject_kind, decided, received)
        if key not in self._bonuses:
            self._bonuses[key] = _bonus(self, *key)
        return self._bonuses[key]


def coefficient_key(form: str) -> str:
    """The key of the figure that says a form's coefficient."""
    return f"{COEFFICIENT}{form.lower()}"


def known_forms() -> list[str]:
    """The codes of every form that the pack knows, of whatever days. One query."""
    from chungsuc.rulebook.models import Figure

    keys = Figure.objects.current().filter(key__startswith=FORM).order_by("file", "line").values_list("key", flat=True)
    return list(dict.fromkeys(key.removeprefix(FORM) for key in keys))


def bonus_on(form: str, subject_kind: str, decided: date, received: date | None = None) -> BonusFact:
    """The bonus of a form decided on a day: salary and rounding of that day, coefficient of the regime of the dossier.

    Without `received` the dossier is taken to be received on the day of the decision. ValueError when the form is not
    given to that kind of subject. One query.
    """
    return Laws.read().bonus(form, subject_kind, decided, received or decided)


def _bonus(laws: Laws, form: str, subject_kind: str, decided: date, on: date) -> BonusFact:
    law = laws.on(on)
    money = {key: laws.versions.on(key, decided) for key in MONEY}
    coefficient = laws.versions.on(coefficient_key(form), on)
    shape: Mapping[str, Any] = law.forms[form].value if form in law.forms else {}
    gaps = []
    if law.regime is None:
        gaps.append(f"Ngày {show_day(on)} không thuộc thời kỳ pháp luật khen thưởng nào đã ghi.")
    if not shape:
        gaps.append(f"Ngày {show_day(on)} không có hình thức này.")
    known = law.regime is not None and bool(shape)
    terms = Terms(
        coefficient.value if known else None, money[SALARY].value, money[TIMES].value, money[STEP].value,
        bool(shape.get("doubles")), str(shape.get("only", "")),
    )  # fmt: skip
    found = bonus(terms, subject_kind)
    used = [coefficient, *(rule for rule in money.values() if rule.key != TIMES or shape.get("doubles"))]
    if known:
        gaps += [
            f"Chưa có «{r.label}» của ngày {show_day(on if r is coefficient else decided)}." for r in used if r.missing
        ]
    told = [law.regime, *used] if law.regime else used
    sources = tuple(_cited(rule) for rule in told if not rule.missing)
    return BonusFact(form, found, money[SALARY].value, law.regime_code, sources, tuple(gaps))
