"""What a form of this room does with a refusal: the words go to the form, an act that came too late goes up."""

from typing import Any

from django import forms

from ..actions import CouncilRefused, Stale


class ActForm(forms.Form):
    """One act. `carry_out` gives the sentence that says what was done, or "" with the reasons in the form's errors."""

    def carry_out(self, *, by: str) -> str:
        try:
            return self.act(by)
        except Stale:
            raise
        except CouncilRefused as refused:
            for reason in refused.reasons:
                self.add_error(None, reason)
            return ""

    def act(self, by: str) -> str:
        """Does the act and says what was done."""
        raise NotImplementedError


def filled(form: type[ActForm], posted: Any, asked: bool, **given: Any) -> Any:
    """The form with what was posted when this act was asked for, empty otherwise."""
    return form(posted if asked else None, **given)
