"""Who may see, keep, verify and enter what, on a day. What is out of reach does not exist."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from chungsuc.organisations.access import Person, Scope

from .models import Consent, Coverage, Exemplar, Outlet, Photo
from .queries import NAME, PHOTO, consents
from .rules.naming import PRIVATE, needs_consent, public_label

READ, OPEN, NAMES = "exemplar.read", "exemplar.public", "exemplar.names"
WRITE, VERIFY, MANAGE, COVER = "exemplar.write", "exemplar.verify", "exemplar.manage", "coverage.write"
PHOTO_KIND, CONSENT_KIND = "anh_dien_hinh", "giay_dong_y"
CLOSED_KINDS = (PHOTO_KIND, CONSENT_KIND)


@dataclass(frozen=True)
class Desk:
    """What one person may do with exemplars and coverage today. One query for each set of posts asked about."""

    person: Person

    @property
    def day(self) -> date:
        return self.person.day

    @cached_property
    def own(self) -> Scope:
        """The units for which the person finds and keeps: those of the posts, not the whole reach of a department."""
        return self.person.own_scope(WRITE)

    # --- exemplars ---

    def visible(self) -> Q:
        """The exemplars that the person may open: in reach, found by the own unit, or open to all for the press."""
        scope = self.person.scope(READ)
        if scope.unit_ids is None:
            return Q()
        seen = Q(unit_id__in=scope.unit_ids) | Q(finder_id__in=self.own.unit_ids or ())
        if self.person.may(OPEN):
            seen |= Q(pk__in=Exemplar.objects.publishable(self.day).values("pk"))
        return seen

    def named(self) -> Q:
        """The exemplars whose name the person may see: with consent, found by the own unit, or by right."""
        scope = self.person.scope(NAMES)
        if scope.unit_ids is None:
            return Q()
        own = Q(unit_id__in=scope.unit_ids) | Q(finder_id__in=self.own.unit_ids or ())
        return ~Q(kind__in=PRIVATE) | own | Q(consents(NAME, public=False, day=self.day))

    def by_right(self, exemplar: Exemplar) -> bool:
        """Whether the person sees name and photographs without anybody's consent."""
        return self.person.scope(NAMES).covers(exemplar.unit_id) or self.own.covers(exemplar.finder_id)

    def sees_name(self, exemplar: Any) -> bool:
        """Whether the name may be shown; the row comes from `told`."""
        return not needs_consent(exemplar.kind) or bool(exemplar.name_agreed) or self.by_right(exemplar)

    def sees_photos(self, exemplar: Any) -> bool:
        """Whether the photographs may be shown; the row comes from `told`."""
        return bool(exemplar.photo_agreed) or self.by_right(exemplar)

    def called(self, exemplar: Any) -> str:
        """What the exemplar is called to this person."""
        return exemplar.name if self.sees_name(exemplar) else public_label(exemplar.kind, exemplar.unit_name or "")

    def keeps(self, exemplar: Exemplar) -> bool:
        """Whether the person keeps this exemplar: the unit where it is, that found it, or who keeps all."""
        if self.person.may(MANAGE):
            return True
        return self.own.covers(exemplar.unit_id) or self.own.covers(exemplar.finder_id)

    def verifies(self, exemplar: Exemplar) -> bool:
        """Whether the person may verify this exemplar: never one that the same person found."""
        return self.person.may(VERIFY, exemplar.unit_id) and exemplar.found_by != self.person.username

    # --- media ---

    def enters_for(self, outlet: Outlet, body: int | None) -> bool:
        """Whether the person may enter what this outlet told; `body` is the unit that answers for media on the day."""
        if self.person.may(MANAGE):
            return True
        acting = self.person.acts_for(COVER)
        if body is not None and body in acting:
            return True
        own = self.person.own_scope(COVER)
        return own.covers(outlet.unit_id)

    def coverage_scope(self) -> Scope:
        """The units whose outlets and exemplars the person reads about."""
        scope = self.person.scope(READ)
        return scope if scope.unit_ids is None else Scope(scope.unit_ids | (self.own.unit_ids or frozenset()))


def exemplar_for(desk: Desk, pk: int) -> Any:
    """The exemplar with what may be told of it, or Http404 when it is not within the person's reach."""
    found = Exemplar.objects.told(desk.day).filter(desk.visible(), pk=pk).first()
    if found is None:
        raise Http404("exemplar")
    return found


def coverage_for(desk: Desk, pk: int) -> Any:
    """The piece with outlet, programme and exemplar, or Http404 when it is not within the person's reach."""
    rows = Coverage.objects.within(desk.coverage_scope().unit_ids).whole(desk.day)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("coverage")
    return found


def open_to(person: Person) -> Q:
    """The documents of this room's closed kinds that a person may open, as a condition on documents.

    A photograph opens with the consent of everybody whom it is kept for, or by right; a paper of consent by right only.
    """
    desk = Desk(person)
    scope = person.scope(NAMES)
    if scope.unit_ids is None:
        return Q()
    agreed = Consent.objects.filter(
        exemplar=OuterRef("exemplar_id"), about=PHOTO, withdrawn_at=None, given_on__lte=person.day
    )
    photos = Photo.objects.filter(document=OuterRef("pk"), removed_at=None)
    consented = Q(Exists(photos)) & ~Q(Exists(photos.exclude(Exists(agreed))))
    found = desk.own.unit_ids or frozenset()
    own = Q(exemplar_photos__exemplar__finder_id__in=found) | Q(exemplar_consents__exemplar__finder_id__in=found)
    return Q(unit_id__in=scope.unit_ids) | (Q(kind__code=PHOTO_KIND) & consented) | own
