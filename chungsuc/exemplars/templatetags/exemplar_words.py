"""Words of this room's pages."""

from django import template

from chungsuc.web.numbers import plain

from ..rules.counting import minutes_of
from ..rules.naming import withheld_title

register = template.Library()


@register.filter
def withheld(number: int) -> str:
    """`{{ row.pk|withheld }}` → what stands for a title that may not be shown."""
    return withheld_title(number)


@register.filter
def minutes(seconds: int) -> str:
    """`{{ row.seconds|minutes }}` → "12,5"."""
    return plain(minutes_of(seconds))
