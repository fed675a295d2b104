"""Questions about dossiers."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from chungsuc.organisations.lineage import last_name_of

from ..workflow.dossiers import APPRAISED, CONTENT, CONTENT_STOPPED, DRAFT, ENDED


class Joined(models.Aggregate):
    """Texts of several rows with a comma between, on either database."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **more)


def _last_on(**wanted: Any) -> Subquery:
    """The day of a dossier's last step of some kind."""
    steps = apps.get_model("awards", "DossierStep")._default_manager.filter(dossier=OuterRef("pk"), **wanted)
    return Subquery(steps.order_by("-seq").values("on")[:1])


def _stops(clock: str) -> Subquery:
    """When a clock of a dossier stood: "2024-03-01/2024-03-05,2024-04-01/"."""
    stops = apps.get_model("awards", "ClockStop")._default_manager.filter(dossier=OuterRef("pk"), clock=clock)
    until = Coalesce(Cast("until", CharField()), Value(""))
    told = Concat(Cast("since", CharField()), Value("/"), until, output_field=CharField())
    return Subquery(stops.order_by().values("dossier").annotate(all=Joined(told)).values("all")[:1])


class DossierQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not refused, failed or withdrawn."""
        return self.exclude(state__in=ENDED)

    def proposed_by(self, scope: Any) -> Self:
        """Those that units of a scope propose."""
        filtered: Self = scope.filter(self, "proposer_id")
        return filtered

    def handed_in(self) -> Self:
        """Those that the deciding body may see: not those that a unit is still writing."""
        return self.exclude(Q(state=DRAFT) | Q(state="withdrawn", received_on=None))

    def told(self) -> Self:
        """Adds subject, round, and the names of proposer and body. No query more."""
        return self.select_related("subject", "subject__unit", "round", "body", "proposer").annotate(
            proposer_name=last_name_of("proposer_id"),
            body_name=last_name_of("body_id"),
            subject_unit=last_name_of("subject__unit_id"),
        )

    def called(self) -> Self:
        """Of each only its step, whom it is about, what its proposer is called: for a row of a list."""
        named = self.select_related("subject").only("state", "subject__name").order_by()
        return named.annotate(proposer_name=last_name_of("proposer_id"))

    def timed(self) -> Self:
        """Adds what the clocks are worked out from: when checks began and ended, when they stood. No query more."""
        return self.annotate(
            formal_passed_on=_last_on(act="pass_formal"),
            appraised_on=_last_on(act="appraise"),
            ended_on=_last_on(to_state__in=ENDED),
            formal_stops=_stops("formal"),
            content_stops=_stops("content"),
        )

    def timed_at_desks(self) -> Self:
        """As `timed` without the stops, of dossiers that stand at a desk of the appraisal or have just left the last
        one: none has ended, and the first check of each is over once the second began. No query more.
        """
        second = Q(state__in=(CONTENT, CONTENT_STOPPED, APPRAISED))
        return self.annotate(
            formal_passed_on=Case(When(second, then=_last_on(act="pass_formal"))),
            appraised_on=Case(When(state=APPRAISED, then=_last_on(act="appraise"))),
        )
