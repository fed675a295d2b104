"""What is examined of a dossier: checks, clocks that stop, opinions asked, postings with objections, visits."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chungsuc.organisations.models import Unit

from .dossiers import Dossier
from .rounds import Round

FORMAL, CONTENT, NTM = "formal", "content", "ntm"
CHECKS = [
    (FORMAL, "kiểm tra thể thức"), (CONTENT, "thẩm định nội dung"), (NTM, "xác nhận kết quả xây dựng nông thôn mới"),
]  # fmt: skip
CLOCKS = [(FORMAL, "thời hạn kiểm tra thể thức"), (CONTENT, "thời hạn thẩm định")]
AGREES, OBJECTS, NO_VIEW = "agrees", "objects", "no_view"
ANSWERS = [(AGREES, "nhất trí"), (OBJECTS, "không nhất trí"), (NO_VIEW, "không có ý kiến")]
FINALIST, SAMPLED, OTHER = "finalist", "sample", "other"
WHYS = [(FINALIST, "hồ sơ được đề nghị"), (SAMPLED, "chọn ngẫu nhiên"), (OTHER, "có vấn đề cần xem")]


class Finding(models.Model):
    """What an examiner found on one line of a checklist; the last one on a line holds, all stay to be read."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField("loại kiểm tra", max_length=10, choices=CHECKS)
    line = models.CharField("nội dung kiểm tra", max_length=300)
    met = models.BooleanField("đạt")
    note = models.TextField("ghi chú", blank=True)
    on = models.DateField("ngày")
    by = models.CharField("người kiểm tra", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_findings")
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="what_is_not_met_says_why", condition=Q(met=True) | ~Q(note=""))
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.line}"


class ClockStop(models.Model):
    """Time that does not count, while the unit supplements: from `since` until `until` (None: still)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="stops")
    clock = models.CharField("thời hạn", max_length=10, choices=CLOCKS)
    since = models.DateField("dừng từ ngày")
    until = models.DateField("chạy lại ngày", null=True)
    asked = models.TextField("phải bổ sung")
    by = models.CharField("người yêu cầu", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_running_stop_a_dossier", fields=["dossier"], condition=Q(until=None)),
            models.CheckConstraint(
                name="a_stop_ends_after_it_began", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="a_stop_says_what_is_missing", condition=~Q(asked="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.clock}"


class Consultation(models.Model):
    """Another agency is asked for its opinion. Silence is recorded as silence, never as consent."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="consultations")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_consultations")
    about = models.CharField("hỏi về", max_length=300)
    asked_on = models.DateField("hỏi ngày")
    due_on = models.DateField("trả lời đến hết ngày")
    by = models.CharField("người hỏi", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    answered_on = models.DateField("trả lời ngày", null=True)
    answer = models.CharField("ý kiến", max_length=10, blank=True, choices=ANSWERS)
    words = models.TextField("nội dung trả lời", blank=True)
    paper = models.CharField("văn bản trả lời", max_length=300, blank=True)
    answered_by = models.CharField("người trả lời", max_length=150, blank=True)
    silent_on = models.DateField("ghi nhận không trả lời ngày", null=True)
    silent_by = models.CharField("người ghi nhận", max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_question_a_dossier_agency", fields=["dossier", "agency", "about"]),
            models.CheckConstraint(name="an_answer_is_due_after_it_was_asked", condition=Q(due_on__gte=F("asked_on"))),
            models.CheckConstraint(
                name="an_opinion_is_whole", condition=Q(answered_on=None, answer="") | Q(answered_on__isnull=False)
                & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="silence_is_recorded_after_the_day",
                condition=Q(silent_on=None) | Q(silent_on__gt=F("due_on")) & ~Q(silent_by=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.about}"


class Posting(models.Model):
    """A list made public before the council meets. `rule` cites what demands the days; None days: nothing does."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="postings")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="award_postings")
    form = models.CharField("hình thức", max_length=60)
    title = models.CharField("tiêu đề", max_length=300)
    since = models.DateField("công khai từ ngày")
    days = models.PositiveSmallIntegerField("số ngày làm việc", null=True)
    until = models.DateField("đến hết ngày")
    rule = models.CharField("căn cứ", max_length=400)
    by = models.CharField("người công khai", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    proof = models.CharField("mã băm của danh sách", max_length=64)
    withdrawn_on = models.DateField("rút ngày", null=True)
    withdrawn_by = models.CharField("người rút", max_length=150, blank=True)
    withdrawn_reason = models.TextField("lý do rút", blank=True)

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_posting_lasts", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(
                name="a_withdrawn_posting_says_why",
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_by="") & ~Q(withdrawn_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PostedLine(models.Model):
    """One line of a posted list, as it was shown: name, place, what for."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveIntegerField("thứ tự")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="posted")
    name = models.CharField("tên", max_length=300)
    place = models.CharField("đơn vị", max_length=400, blank=True)
    merit = models.TextField("thành tích")

    class Meta:
        ordering: ClassVar = ["posting_id", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_posted_line_a_dossier", fields=["posting", "dossier"]),
            models.UniqueConstraint(name="one_posted_line_a_place", fields=["posting", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}/{self.order}"


class Objection(models.Model):
    """What somebody said against a posted line, or the whole list. Who said it is kept for whoever answers, shown to
    nobody else.

    `kept_…`: who wrote, and why, that the list stands although an objection to the whole of it was found right.
    """

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="objections")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="objections")
    received_on = models.DateField("nhận ngày")
    sender = models.CharField("người gửi", max_length=300, blank=True)
    words = models.TextField("nội dung")
    by = models.CharField("người ghi", max_length=150, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    answered_on = models.DateField("trả lời ngày", null=True)
    upheld = models.BooleanField("ý kiến đúng", null=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.CharField("người trả lời", max_length=150, blank=True)
    kept_on = models.DateField("giữ danh sách ngày", null=True)
    kept_by = models.CharField("người quyết định giữ", max_length=150, blank=True)
    kept_by_name = models.CharField("họ tên, chức vụ người quyết định giữ", max_length=300, blank=True)
    kept_reason = models.TextField("vì sao giữ", blank=True)

    class Meta:
        ordering: ClassVar = ["posting_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="an_award_objection_says_what", condition=~Q(words="")),
            models.CheckConstraint(
                name="an_answered_award_objection_is_whole",
                condition=Q(answered_on=None, upheld=None) | Q(answered_on__isnull=False, upheld__isnull=False)
                & ~Q(answer="") & ~Q(answered_by=""),
            ),
            models.CheckConstraint(
                name="a_list_is_kept_by_a_named_person_with_a_reason",
                condition=Q(kept_on=None) | Q(upheld=True, dossier=None) & ~Q(kept_by="") & ~Q(kept_reason=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Ý kiến số {self.pk}"

    @property
    def unsettled(self) -> bool:
        """Whether it was against the whole list, found right, and nobody wrote that the list stands."""
        return bool(self.upheld) and self.dossier_id is None and self.kept_on is None


class Sample(models.Model):
    """Dossiers drawn for a visit: with the seed and the pool anybody can draw again and find the same.

    The pool and where the seed will be published are fixed on a day before that: until then nobody knows the seed, and
    nothing is drawn (`drawn_on` None). `note`: why another publication was named, "" where it was not.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="samples")
    announced_on = models.DateField("chốt danh sách ngày", null=True)  # None: drawn before it had to be announced
    seed_day = models.DateField("số gieo công bố ngày", null=True)
    note = models.CharField("vì sao đổi nơi công bố", max_length=600, blank=True)
    drawn_on = models.DateField("chọn ngày", null=True)
    seed = models.CharField("số gieo", max_length=200, blank=True)
    seed_source = models.CharField("số gieo lấy từ", max_length=300)
    share = models.CharField("tỷ lệ", max_length=40)
    rule = models.CharField("căn cứ", max_length=400)
    pool: models.JSONField = models.JSONField("danh sách để chọn")
    drawn: models.JSONField = models.JSONField("được chọn")
    by = models.CharField("người chọn", max_length=150)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_sample_is_drawn_by_its_seed",
                condition=~Q(seed_source="") & (Q(drawn_on=None, seed="") | (Q(drawn_on__isnull=False) & ~Q(seed=""))),
            ),
            models.CheckConstraint(
                name="a_seed_is_known_after_its_announcement",
                condition=Q(announced_on=None, seed_day=None, drawn_on__isnull=False)
                | (
                    Q(announced_on__isnull=False, seed_day__isnull=False, seed_day__gt=F("announced_on"))
                    & (Q(drawn_on=None) | Q(drawn_on__gte=F("seed_day")))
                ),
            ),
            models.UniqueConstraint(name="one_draw_at_a_time", fields=["round"], condition=Q(drawn_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.seed or self.seed_source}"


class FieldVisit(models.Model):
    """A visit to where the achievement is, with the word of the commune under it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="visits")
    why = models.CharField("vì sao đến", max_length=10, choices=WHYS)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, null=True, related_name="visits")
    visited_on = models.DateField("đến ngày")
    right = models.BooleanField("đúng như hồ sơ")
    report = models.TextField("ghi nhận")
    by = models.CharField("người đi", max_length=150)
    by_name = models.CharField("họ tên", max_length=200, blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    countersigned_on = models.DateField("xã ký xác nhận ngày", null=True)
    countersigned_by = models.CharField("người ký của xã", max_length=150, blank=True)
    countersigned_words = models.TextField("ý kiến của xã", blank=True)

    class Meta:
        ordering: ClassVar = ["dossier_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_visit_says_what_was_seen", condition=~Q(report="")),
            models.CheckConstraint(
                name="a_countersigned_visit_names_who", condition=Q(countersigned_on=None) | ~Q(countersigned_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.visited_on}"
