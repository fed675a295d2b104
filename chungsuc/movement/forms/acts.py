"""What every form of the room can: take a refusal at its field."""

from django import forms

from ..actions import MovementRefused


def area(label: str, missing: str = "", help_text: str = "", longest: int = 5000) -> forms.CharField:
    """A text of several lines; `missing` says what to type when it must not stay empty."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": f"Dài quá {longest} ký tự. Hãy rút ngắn lại."},
    )


class RefusableForm(forms.Form):
    """A form whose act may be refused: the reason stands at its field, or above all."""

    def refuse(self, refused: MovementRefused) -> None:
        """Puts a refusal where it belongs."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


class ReasonForm(RefusableForm):
    """Why something is taken back or ended."""

    reason = area("Lý do", "Chưa ghi lý do. Hãy ghi vì sao.", longest=1000)
