"""Who may be rewarded, and what each achieved over the years. Achievements are added and judged, never changed.

What comes later hangs on these: a dossier is about one AwardSubject and names the achievements it rests on.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chungsuc.organisations.models import Unit

from ..queries import AchievementQuerySet, SubjectQuerySet
from ..rules.naming import ACHIEVEMENTS, MERIT_KINDS, REWARD, UNITS
from ..workflow import STATES, UNVERIFIED


class AwardSubject(models.Model):
    """A collective or a person that may be rewarded. `kind` is a code of the pack (`award-subject:<kind>`).

    `itself`: the subject is the unit; else `unit` is where it is. `private`: the name is a person's or a family's. Of a
    person nothing but the name and a few words that tell namesakes apart is kept.
    """

    kind = models.CharField("loại đối tượng", max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_subjects")
    itself = models.BooleanField("chính là đơn vị")
    private = models.BooleanField("tên người")
    name = models.CharField("tên", max_length=300)
    name_key = models.CharField("tên để tìm", max_length=400)
    told_apart = models.CharField("để phân biệt", max_length=200, blank=True)
    registered_by = models.CharField("người ghi", max_length=150)
    registered_on = models.DateField("ngày ghi")
    recorded_at = models.DateTimeField("ghi lúc")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name_key", "id"]
        indexes: ClassVar = [models.Index(name="award_subject_name", fields=["name_key"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_award_subject_has_a_name", condition=~Q(kind="") & ~Q(name="") & ~Q(name_key="")
            ),
            models.UniqueConstraint(name="one_award_subject_a_unit", fields=["unit"], condition=Q(itself=True)),
            models.UniqueConstraint(
                name="one_award_subject_a_name_and_place",
                fields=["unit", "kind", "name_key", "told_apart"],
                condition=Q(itself=False),
            ),
            models.CheckConstraint(name="a_unit_is_no_person", condition=Q(itself=False) | Q(private=False)),
        ]

    def __str__(self) -> str:
        return f"Đối tượng khen thưởng số {self.pk}"


class NameVariant(models.Model):
    """Another name under which a subject was written: a former name, a spelling of an old decision."""

    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="variants")
    name = models.CharField("tên khác", max_length=300)
    name_key = models.CharField("tên để tìm", max_length=400)
    source = models.CharField("thấy ở", max_length=300)
    added_by = models.CharField("người ghi", max_length=150)
    added_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["subject_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_variant_a_subject_and_name", fields=["subject", "name_key"]),
            models.CheckConstraint(name="a_variant_has_a_name_and_a_source", condition=~Q(name="") & ~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"Tên khác của {self.subject}"


class Achievement(models.Model):
    """Something that a subject achieved, or a reward it was given. `version` grows with every act on it.

    `amount` counts contributions in the unit of their kind (đồng, ngày công, m²). `form`, `paper`: of a reward, the
    form's code ("" when the pack knows none such) and the decision; `merit_kind`: for what it was given, "" where
    nobody said it.
    """

    subject = models.ForeignKey(AwardSubject, on_delete=models.PROTECT, related_name="achievements")
    kind = models.CharField("loại", max_length=20, choices=list(ACHIEVEMENTS.items()))
    on = models.DateField("ngày")
    title = models.CharField("việc làm được", max_length=300)
    amount = models.DecimalField("số lượng", max_digits=20, decimal_places=2, null=True)
    form = models.CharField("hình thức", max_length=60, blank=True)
    paper = models.CharField("văn bản", max_length=200, blank=True)
    merit_kind = models.CharField("khen theo", max_length=20, blank=True, choices=list(MERIT_KINDS.items()))
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="achievements_to_confirm")
    state = models.CharField("tình trạng", max_length=20, default=UNVERIFIED)
    version = models.PositiveIntegerField("lần thay đổi", default=1)
    recorded_by = models.CharField("người ghi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc")

    objects = AchievementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["subject_id", "on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="achievement_kind_is_known", condition=Q(kind__in=list(ACHIEVEMENTS))),
            models.CheckConstraint(name="achievement_state_is_known", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(name="an_achievement_says_what", condition=~Q(title="")),
            models.CheckConstraint(
                name="a_contribution_is_counted",
                condition=Q(kind__in=list(UNITS), amount__gt=0) | (~Q(kind__in=list(UNITS)) & Q(amount=None)),
            ),
            models.CheckConstraint(
                name="a_reward_names_its_paper", condition=~Q(kind=REWARD) | (~Q(paper="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class AchievementStep(models.Model):
    """What somebody said about an achievement: confirmed, contested, withdrawn or put back, and why. Only added."""

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("việc", max_length=20)
    state = models.CharField("tình trạng mới", max_length=20)
    reason = models.TextField("căn cứ, lý do")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="achievements_judged")
    by = models.CharField("người làm", max_length=150)
    capacity = models.CharField("với tư cách", max_length=300, blank=True)
    on = models.DateField("ngày")
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        ordering: ClassVar = ["achievement_id", "id"]
        constraints: ClassVar = [models.CheckConstraint(name="an_award_step_says_why", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.achievement}: {self.act}"
