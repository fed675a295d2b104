"""Reading words.yaml: ways of writing that are known to be wrong, and where each rule of the linter stands.

Both become figures: `lint:words`, `lint:right_words`, and `lint:<rule>` whose value is the article cited.
"""

from .pack_law import figure_of
from .pack_rows import Row
from .pack_shapes import FigureShape

PREFIX = "lint"


def read_words(row: Row) -> tuple[FigureShape, ...]:
    """The figures of a file of words; its lists of slips and of right words are one figure each."""
    slips = row.rows("words", _slip)
    right = row.texts("right_words")
    figures = list(row.rows("figures", _rule))
    since, until = row.period(required=bool(slips or right))
    lists = (
        ("words", "Những cách viết đã biết là sai", slips),
        ("right_words", "Những cụm từ viết đúng, không báo dù giống cách viết sai", right),
    )
    for name, label, value in lists:
        if value:
            figures.append(
                FigureShape(f"{PREFIX}:{name}", label, value, "", since, until, row.source(), row.status(), row.place)
            )
    return tuple(figures)


def _slip(row: Row) -> dict[str, str]:
    wrong, right = row.text("wrong"), row.text("right")
    if wrong and wrong == right:
        row.refuse(f"“{wrong}”: cách viết sai và đúng như nhau; sửa một trong hai.")
    return {"name": f"{wrong} → {right}", "wrong": wrong, "right": right, "source": row.source()}


def _rule(row: Row) -> FigureShape:
    key = row.text("key")
    if key and not key.startswith(f"{PREFIX}:"):
        row.refuse(f"Khóa “{key}” phải bắt đầu bằng {PREFIX}: rồi đến tên quy tắc soát.")
    return figure_of(row, key=key, label=row.text("label"), unit=row.text_or("unit"))
