"""What a value says, whoever says it: official, declared by a commune, or verified by a responsible body."""

from django.db import models
from django.db.models import Q

from .sets import ExactField

NUMBER_OR_FLAG = (
    Q(state="given", number=None, flag__isnull=False) | Q(state="given", number__isnull=False, flag=None)
) | (~Q(state="given") & Q(number=None, flag=None))
"""What is given is a number or a yes or no, never both; what is not given is neither."""
BOTH_OR_NONE = Q(numerator=None, denominator=None) | Q(numerator__isnull=False, denominator__isnull=False)
"""Both numbers of a share, or none of them."""


class Figures(models.Model):
    """A number, or a yes or no; of a share both its numbers where they are known. `state` says whether it was given."""

    state: "models.CharField[str, str]"
    number = ExactField("số", null=True)
    flag = models.BooleanField("đạt", null=True)
    numerator = ExactField("tử số", null=True)
    denominator = ExactField("mẫu số", null=True)

    class Meta:
        abstract = True

    @property
    def figures(self) -> tuple:
        """What it says, to be compared with another version, or with what somebody else said."""
        return (self.state, self.number, self.flag, self.numerator, self.denominator)
