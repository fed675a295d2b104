"""Pure decisions of the room: mergers, the public posting, dates, papers, re-checks. No clock, no tables."""

from .merging import ALL_PARTS, NO_RULE, MergerRule, Part, after_merger, after_split

__all__ = ["ALL_PARTS", "NO_RULE", "MergerRule", "Part", "after_merger", "after_split"]
