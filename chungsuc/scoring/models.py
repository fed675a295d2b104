"""Rounds of scoring in clusters and blocks. Marks are never changed: the newest counts; a closing is kept for ever."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.criteria.models.sets import ExactField
from chungsuc.organisations.models import Group, Unit

from .queries import ScoreRoundQuerySet
from .rules.scores import ADD, COUNCIL, DEDUCT, PAPER, STAGES
from .workflow import CANCELLED, STATES


class Round(models.Model):
    """One group's scoring of one year by one scoring table, kept as it stood on the day of opening."""

    code = models.CharField("mã", max_length=80, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("bước", max_length=20, choices=[(s.code, s.label) for s in STATES.values()])
    version = models.PositiveIntegerField("lần ghi", default=1)
    organiser = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="organised_rounds")
    member_day = models.DateField("thành viên của ngày")
    table_key = models.CharField("khóa bảng điểm", max_length=160)
    table_json = models.TextField("bảng điểm")
    table_source = models.TextField("nguồn của bảng điểm", blank=True)
    table_status = models.CharField("tình trạng của bảng điểm", max_length=20)
    opened_on = models.DateField("mở ngày")
    opened_by = models.CharField("người mở", max_length=150)
    paper = models.CharField("theo văn bản", max_length=200, blank=True)
    self_until = models.DateField("hạn tự chấm", null=True)
    cross_until = models.DateField("hạn chấm chéo", null=True)
    council_until = models.DateField("hạn quyết định", null=True)
    closed_on = models.DateField("chốt ngày", null=True)
    note = models.TextField("ghi chú", blank=True)

    objects = ScoreRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "group_id", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_round_a_group_and_year", fields=["group", "year"], condition=~Q(state=CANCELLED)
            ),
            models.CheckConstraint(
                name="a_closed_round_has_its_day",
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group.name}, năm {self.year}"

    @property
    def state_label(self) -> str:
        return STATES[self.state].label


class Contestant(models.Model):
    """A unit of a round: ranked, or only named because it left before the day that counts; on which ground."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contestants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scored_in")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên", max_length=3000)
    ranked = models.BooleanField("được xếp hạng")
    ground = models.TextField("căn cứ")

    class Meta:
        ordering: ClassVar = ["round_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_contestant_a_round_and_unit", fields=["round", "unit"]),
            models.CheckConstraint(name="a_contestant_says_on_which_ground", condition=~Q(ground="")),
        ]

    def __str__(self) -> str:
        return self.name


class Pair(models.Model):
    """Who cross-scores whom, or who must not and why (`barred`, which holds both ways)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pairs")
    scorer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pairs_to_score")
    scored = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pairs_scored_in")
    barred = models.BooleanField("không chấm chéo", default=False)
    reason = models.TextField("lý do", blank=True)

    class Meta:
        ordering: ClassVar = ["round_id", "scored_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_pair_a_round_scorer_and_scored", fields=["round", "scorer", "scored"]),
            models.CheckConstraint(name="no_unit_cross_scores_itself", condition=~Q(scorer=F("scored"))),
            models.CheckConstraint(name="a_barred_pair_has_a_reason", condition=Q(barred=False) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.scorer} → {self.scored}"


class Sheet(models.Model):
    """A sheet that was handed in: a unit's own (`scorer` is the unit) or one of a cross-scorer. Given back, it is open
    again; handed in anew, the row goes on with the next version.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    scorer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sheets_handed_in")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sheets_about")
    version = models.PositiveIntegerField("lần nộp", default=1)
    handed_in_on = models.DateField("nộp ngày", null=True)
    by_name = models.CharField("người nộp", max_length=200)
    paper = models.CharField("nhập thay theo phiếu giấy", max_length=200, blank=True)
    given_back_reason = models.TextField("lý do trả lại", blank=True)

    class Meta:
        ordering: ClassVar = ["round_id", "unit_id", "scorer_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_sheet_a_round_scorer_and_unit", fields=["round", "scorer", "unit"]),
            models.CheckConstraint(
                name="a_sheet_is_in_or_was_given_back_with_a_reason",
                condition=Q(handed_in_on__isnull=False) | ~Q(given_back_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer} → {self.unit}"


class Mark(models.Model):
    """One mark, append-only. `points` on the item's own scale; None: it cannot be told, or is taken back."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="marks")
    seq = models.PositiveIntegerField("thứ tự")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="marks")
    item = models.CharField("mục", max_length=60)
    stage = models.CharField("loại điểm", max_length=10, choices=list(STAGES.items()))
    scorer = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="marks_given")
    points = ExactField("điểm", null=True)
    reason = models.TextField("lý do", blank=True)
    paper = models.CharField("theo văn bản", max_length=200, blank=True)
    on = models.DateField("ngày")
    by = models.CharField("người ghi", max_length=150)

    class Meta:
        ordering: ClassVar = ["round_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_mark_a_round_and_seq", fields=["round", "seq"]),
            models.CheckConstraint(name="a_mark_is_not_negative", condition=Q(points=None) | Q(points__gte=0)),
            models.CheckConstraint(
                name="a_decided_mark_has_a_reason", condition=~Q(stage__in=(COUNCIL, DEDUCT, ADD)) | ~Q(reason="")
            ),
            models.CheckConstraint(name="an_entered_mark_names_its_paper", condition=~Q(stage=PAPER) | ~Q(paper="")),
            models.CheckConstraint(
                name="only_sheets_have_a_scorer",
                condition=Q(stage__in=("self", "cross"), scorer__isnull=False)
                | (~Q(stage__in=("self", "cross")) & Q(scorer=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.item} {self.points}"


class Closing(models.Model):
    """A result as it was frozen, with the marks it rests on (up to `last_seq`). Reopening leaves it and says why."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField("lần chốt")
    on = models.DateField("ngày")
    by = models.CharField("người chốt", max_length=150)
    by_name = models.CharField("họ tên", max_length=200)
    paper = models.CharField("theo biên bản", max_length=200)
    last_seq = models.PositiveIntegerField("đến điểm thứ")
    body = models.TextField("kết quả")
    reopened_on = models.DateField("mở lại ngày", null=True)
    reopened_by = models.CharField("người mở lại", max_length=150, blank=True)
    reopened_reason = models.TextField("lý do mở lại", blank=True)

    class Meta:
        ordering: ClassVar = ["round_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_closing_a_round_and_number", fields=["round", "number"]),
            models.UniqueConstraint(
                name="one_standing_closing_a_round", fields=["round"], condition=Q(reopened_on=None)
            ),
            models.CheckConstraint(name="a_closing_names_its_paper", condition=~Q(paper="")),
            models.CheckConstraint(
                name="a_reopened_closing_has_a_reason",
                condition=Q(reopened_on=None, reopened_reason="")
                | (Q(reopened_on__isnull=False) & ~Q(reopened_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} ({self.number})"
