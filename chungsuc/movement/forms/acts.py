"""What every form of the room can: take a refusal at its field."""

from chungsuc.web.fields import Refusable, paragraph


class ReasonForm(Refusable):
    """Why something is taken back or ended."""

    reason = paragraph("Lý do", missing="Chưa ghi lý do. Hãy ghi vì sao.", longest=1000)
