"""A lock made at once, for pages of other tests. It leaves nothing in the journal."""

from chungsuc.locks.models import Lock
from chungsuc.organisations.models import Unit
from chungsuc.web.day import now


def put(code: str | None = None, what: str = "values", year: int | None = 2009) -> Lock:
    """A lock of one unit (None: of all), found again when it is there."""
    unit = Unit.objects.get(code=code) if code else None
    known = Lock.objects.filter(what=what, unit=unit, year=year, lifted_at=None).first()
    return known or Lock.objects.create(
        what=what,
        unit=unit,
        year=year,
        reason="Hết hạn báo cáo",
        how_to_ask="Gửi đề nghị ở trang này",
        since=now(),
        set_by="coordinator",
        set_by_name="Văn phòng Điều phối",
        set_at=now(),
    )
