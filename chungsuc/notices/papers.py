"""A message as a mail: who must do what by when, and where; the page asks to sign in."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings

from .models import Message

FOOT = "Thư do hệ thống Chung Sức gửi, không cần trả lời. Đổi cách nhận: {address}"


def as_mail(message: Message, to: str) -> dict[str, Any]:
    """What Django's EmailMessage is made of. Its Message-ID is the same on every try."""
    home = settings.PUBLIC_ADDRESS.rstrip("/")
    parts = [message.title, "", *message.lines]
    if message.address:
        parts += ["", f"Mở (cần đăng nhập): {home}{message.address}"]
    parts += ["", "--", FOOT.format(address=f"{home}/thong-bao/cai-dat/")]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return {
        "subject": f"Chung Sức: {message.title}",
        "body": "\n".join(parts),
        "from_email": settings.DEFAULT_FROM_EMAIL,
        "to": [to],
        "headers": {
            "Message-ID": f"<notice-{message.pk}-{message.created_at:%Y%m%d%H%M%S}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    }
