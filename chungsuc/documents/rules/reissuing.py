"""When a certificate may be given again, and what the new one may say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("recipient", "detail", "achievement")


@dataclass(frozen=True)
class Why:
    """A reason of the rule: lost, damaged, misprinted; `corrects` when the new certificate says something else."""

    code: str
    name: str
    corrects: bool = False


def unfit(why: Why, before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, str]:
    """(field, sentence) of what is asked wrongly, ("", "") when it is right: only a misprint changes the words."""
    if not after["recipient"]:
        return "recipient", "Chưa ghi người hoặc đơn vị nhận."
    changed = [part for part in PARTS if before[part] != after[part]]
    if why.corrects and not changed:
        return "recipient", "Bằng in sai thì ghi lại cho đúng ở chỗ sai; hiện chưa có chỗ nào khác bằng cũ."
    if not why.corrects and changed:
        return (
            changed[0],
            f"Bằng {why.name} được cấp lại đúng như bằng cũ. Hãy giữ nguyên chỗ này, hoặc chọn lý do in sai.",
        )
    return "", ""


def register_mark(pattern: str, old: str) -> str:
    """What the new certificate says of the one in whose place it stands: "Cấp lại, thay bằng số 03/GK-SNV"."""
    return pattern.replace("{old}", old)
