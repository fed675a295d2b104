"""Rights: role towards a unit on a day. No post means no scope, and no scope means no access."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse

from chungsuc.web.day import today

from .models import Post
from .rules import RIGHTS, ROLES

EVERYTHING = None  # a scope that is the whole lineage of the province


@dataclass(frozen=True)
class Scope:
    """The units that a right reaches: None is the whole province with its past, else exactly these ids."""

    unit_ids: frozenset[int] | None

    def covers(self, unit_id: int) -> bool:
        return self.unit_ids is None or unit_id in self.unit_ids

    @property
    def empty(self) -> bool:
        return self.unit_ids is not None and not self.unit_ids

    def filter(self, queryset: Any, field: str = "unit_id") -> Any:
        """Only the rows whose unit is in scope."""
        return queryset if self.unit_ids is None else queryset.filter(**{f"{field}__in": self.unit_ids})


NOWHERE = Scope(frozenset())
EVERYWHERE = Scope(None)


@dataclass(frozen=True)
class Person:
    """Someone signed in, with the posts held on a day. Asks one query for posts and one for the reach of own units,
    whatever the number of rights that are asked about.
    """

    account: Any
    day: date
    posts: tuple[Post, ...]
    _reached: dict[tuple[Post, ...], frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    def scope(self, right: str) -> Scope:
        """Where this person holds `right` on the day."""
        if right not in RIGHTS:
            raise ValueError(f"unknown right {right}")
        holding = [post for post in self.posts if right in ROLES[post.role].rights]
        if any(ROLES[post.role].reach in ("province", "none") for post in holding):
            return EVERYWHERE
        return Scope(self._reach_of(tuple(holding))) if holding else NOWHERE

    def own_scope(self, right: str) -> Scope:
        """The units for which this person acts: those of the posts themselves with what belongs to them and was merged
        into them. A department reads the whole province, yet writes its own plan, report or concern only.
        """
        holding = tuple(post for post in self.posts if right in ROLES[post.role].rights)
        return Scope(self._reach_of(holding)) if holding else NOWHERE

    def acts_for(self, right: str) -> frozenset[int]:
        """Exactly the units of the posts that give `right`: neither what belongs to them nor what they were made of."""
        return frozenset(post.unit_id for post in self.posts if right in ROLES[post.role].rights)

    def _reach_of(self, holding: tuple[Post, ...]) -> frozenset[int]:
        if holding not in self._reached:
            self._reached[holding] = frozenset(reach(holding))
        return self._reached[holding]

    def may(self, right: str, unit_id: int | None = None) -> bool:
        """Whether the right is held towards a unit (None: anywhere at all)."""
        scope = self.scope(right)
        return not scope.empty if unit_id is None else scope.covers(unit_id)

    @property
    def username(self) -> str:
        """Who acts, for what is written."""
        return str(self.account.get_username())

    @property
    def name(self) -> str:
        """The full name, or the user name of whom nobody named."""
        return str(self.account.get_full_name() or self.username)

    @property
    def title(self) -> str:
        """In what capacity the person acts, for the journal."""
        return "; ".join(f"{ROLES[post.role].name}" for post in self.posts)


def person_on(account: Any, day: date) -> Person:
    """The account with the posts it holds on `day`; nobody signed in holds none."""
    if not getattr(account, "is_authenticated", False) or not account.is_active:
        return Person(account, day, ())
    return Person(account, day, tuple(Post.objects.on(day).filter(account_id=account.pk)))


def person(request: HttpRequest, day: date) -> Person:
    """The person behind a request with the posts of `day` (the present day, not the day a page speaks of)."""
    kept = getattr(request, "chungsuc_person", None)
    if kept is None or kept.day != day:
        kept = person_on(request.user, day)
        request.chungsuc_person = kept  # type: ignore[attr-defined]
    return kept


def require(person: Person, right: str, unit_id: int | None = None) -> Scope:
    """The scope of a right, or PermissionDenied."""
    if not person.may(right, unit_id):
        raise PermissionDenied(right)
    return person.scope(right)


def reach(posts: tuple[Post, ...]) -> Iterable[int]:
    """The units of the posts, all that belonged to them during the post, and all that were merged into these.

    A commune official of today's unit thus reads the past of the units it was made of; a district's post ends with the
    district, and with it its reach.
    """
    roots = sorted({post.unit_id for post in posts})
    first, last = min(post.since for post in posts), max(post.until or date.max for post in posts)
    marks = ", ".join(["%s"] * len(roots))
    sql = f"""
        WITH RECURSIVE edge(lower_id, upper_id) AS (
            SELECT unit_id, parent_id FROM organisations_placement
            WHERE since <= %s AND (until IS NULL OR until >= %s)
            UNION SELECT predecessor_id, successor_id FROM organisations_lineage
        ), scope(id) AS (
            SELECT id FROM organisations_unit WHERE id IN ({marks})
            UNION SELECT edge.lower_id FROM edge JOIN scope ON edge.upper_id = scope.id
        ) SELECT id FROM scope
    """  # noqa: S608 - only placeholders are put in
    with connection.cursor() as cursor:
        cursor.execute(sql, [last, first, *roots])
        return {row[0] for row in cursor.fetchall()}


def may_somewhere(right: str) -> Callable[[HttpRequest], bool]:
    """Whether whoever asks holds a right anywhere today: for menus."""

    def asked(request: HttpRequest) -> bool:
        if not getattr(getattr(request, "user", None), "is_authenticated", False):
            return False
        return any(right in ROLES[post.role].rights for post in person(request, today()).posts)

    return asked


View = Callable[..., HttpResponse]


def needs(right: str) -> Callable[[View], View]:
    """Lets a page be opened only by who holds `right` somewhere today; who is not signed in is sent to sign in.

    The view finds `request.person` and `request.scope` (where the right reaches) and must filter by them.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            asking = person(request, today())
            request.person, request.scope = asking, require(asking, right)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.needs = right  # type: ignore[attr-defined]
        return guarded

    return decorated
