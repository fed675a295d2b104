import json
import random
import string
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.audit.rules import (
    COLUMNS,
    EMPTY,
    FIELDS,
    GENESIS,
    Head,
    canonical,
    check,
    details_text,
    link,
    linked,
    moment,
)

MORNING = datetime(2025, 7, 1, 3, 0, tzinfo=UTC)


def fields(seq=1, **changed):
    texts = {name: f"{name} {seq}" for name in FIELDS}
    texts |= {"seq": seq, "details": {"after": f"{seq},5"}, "recorded_at": MORNING + timedelta(seconds=seq)}
    return texts | changed


def row(given, previous):
    return linked(previous, given)


def chain(length):
    rows, previous = [], GENESIS
    for seq in range(1, length + 1):
        rows.append(row(fields(seq), previous))
        previous = rows[-1][-1]
    return rows


def head_of(rows):
    return Head(len(rows), rows[-1][-1]) if rows else EMPTY


def put(row, name, value):
    changed = list(row)
    changed[COLUMNS.index(name)] = value
    return tuple(changed)


def test_canonical_bytes_are_the_sorted_json_of_the_texts():
    given = fields(7, subject_label='Xã "Đắk Wil"\n\\ 😀', reason="\x01")
    texts = given | {"details": '{"after":"7,5"}', "recorded_at": "2025-07-01T03:00:07.000000"}
    expected = json.dumps(texts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert canonical(given) == expected.encode()


def test_a_link_hashes_the_previous_hash_before_the_canonical_bytes():
    assert link(GENESIS, fields()) == sha256(b"0" * 64 + canonical(fields())).hexdigest()


def test_a_row_is_the_texts_that_were_hashed_and_both_hashes():
    named = dict(zip(COLUMNS, linked("a" * 64, fields(7)), strict=True))
    assert (named["previous_hash"], named["hash"]) == ("a" * 64, link("a" * 64, fields(7)))
    assert (named["seq"], named["details"], named["recorded_at"]) == (
        7,
        '{"after":"7,5"}',
        "2025-07-01T03:00:07.000000",
    )
    assert (named["subject_id"], named["paper"]) == ("subject_id 7", "paper 7")


def test_one_instant_has_one_spelling_whatever_its_zone():
    in_hanoi = MORNING.astimezone(timezone(timedelta(hours=7)))
    assert moment(in_hanoi) == moment(MORNING) == "2025-07-01T03:00:00.000000"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2025, 7, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("details", "where"),
    [
        ({"after": 12.5}, r"details\.after: float"),
        ({"rows": ["a", {"day": MORNING}]}, r"details\.rows\[1\]\.day: datetime"),
        ({"by year": {2024: "x"}}, r"details\.by year: key 2024"),
    ],
)
def test_details_without_one_spelling_are_refused_with_their_place(details, where):
    with pytest.raises(TypeError, match=where):
        details_text(details)


def test_a_missing_and_an_unknown_field_are_refused():
    with pytest.raises(ValueError, match="exactly these fields"):
        canonical({name: value for name, value in fields().items() if name != "paper"})
    with pytest.raises(ValueError, match="exactly these fields"):
        canonical(fields(colour="đỏ"))


@pytest.mark.parametrize(("name", "value"), [("subject_id", 12), ("seq", "1"), ("recorded_at", 5)])
def test_a_field_of_another_type_is_refused_by_name(name, value):
    with pytest.raises(TypeError, match=name):
        canonical(fields() | {name: value})


leaf = st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8"), max_size=8)
details = st.dictionaries(
    st.text(alphabet=string.ascii_letters + '",:{}', max_size=6),
    st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner)),
    max_size=3,
)
text = st.sampled_from(["", "a", '"', '","', "\\", '","paper":"']) | st.text(st.characters(codec="utf-8"), max_size=6)
entries = st.fixed_dictionaries(
    {name: text for name in FIELDS if name not in ("seq", "recorded_at", "details")}
    | {"seq": st.integers(1, 5), "details": details, "recorded_at": st.datetimes(timezones=st.just(UTC))}
)


def spelled(value):
    """Equality that keeps True and 1 apart, and forgets the order of keys."""
    if isinstance(value, dict):
        return sorted((key, spelled(item)) for key, item in value.items())
    return [spelled(item) for item in value] if isinstance(value, list) else repr(value)


@settings(deadline=None)
@given(entries, entries)
def test_equal_fields_and_only_they_have_equal_bytes(one, other):
    assert (canonical(one) == canonical(other)) == (spelled(one) == spelled(other))


@settings(deadline=None)
@given(entries, entries, st.sampled_from(FIELDS))
def test_one_field_taken_from_another_entry_shows_in_the_bytes(one, other, name):
    mixed = one | {name: other[name]}
    assert (canonical(one) == canonical(mixed)) == (spelled(one) == spelled(mixed))


@settings(deadline=None)
@given(entries)
def test_the_order_in_which_fields_are_given_does_not_matter(one):
    turned = dict(reversed(one.items())) | {"details": dict(reversed(one["details"].items()))}
    assert canonical(turned) == canonical(one)


@pytest.mark.parametrize("length", [0, 1, 3])
def test_a_whole_chain_has_no_break(length):
    rows = chain(length)
    assert check(rows, head_of(rows), [head_of(rows)] if rows else []) is None


@pytest.mark.parametrize("name", COLUMNS)
def test_any_altered_column_is_found_at_its_entry(name):
    rows = chain(5)
    head = head_of(rows)
    rows[2] = put(rows[2], name, 99 if name == "seq" else "khác")
    assert check(rows, head).seq == 3


@pytest.mark.parametrize("value", [None, b"\xff", 5, "\ud800"])
def test_a_value_that_no_entry_ever_held_is_an_alteration(value):
    rows = chain(3)
    head = head_of(rows)
    rows[1] = put(rows[1], "reason", value)
    found = check(rows, head)
    assert (found.seq, "đã bị sửa" in found.reason) == (2, True)


def test_a_removed_entry_is_named():
    rows = chain(5)
    found = check(rows[:2] + rows[3:], head_of(rows))
    assert (found.seq, found.reason) == (3, "Không còn mục số 3: mục này đã bị xóa.")


def test_entries_out_of_order_are_found():
    rows = chain(4)
    found = check([rows[0], rows[1], rows[1], rows[2]], head_of(rows))
    assert (found.seq, found.reason) == (3, "Ở vị trí mục số 3 lại là mục số 2: có mục bị chèn hoặc đổi chỗ.")


def test_a_number_that_is_no_number_is_out_of_place():
    rows = chain(2)
    assert check([put(rows[0], "seq", "một"), rows[1]], head_of(rows)).seq == 1


def test_contents_that_changed_places_are_found():
    rows = chain(4)
    swapped = [rows[0], put(rows[2], "seq", 2), put(rows[1], "seq", 3), rows[3]]
    assert check(swapped, head_of(rows)).seq == 2


def test_a_cut_tail_is_found_by_the_head():
    rows = chain(5)
    found = check(rows[:3], head_of(rows))
    assert (found.seq, found.reason) == (4, "Không còn các mục từ số 4 đến số 5: cuối nhật ký đã bị cắt.")


def test_a_tail_cut_together_with_the_head_is_found_by_a_published_head():
    rows = chain(5)
    assert check(rows[:3], head_of(rows[:3])) is None
    assert check(rows[:3], head_of(rows[:3]), [head_of(rows)]).seq == 4


def test_an_entry_after_the_head_is_found():
    rows = chain(5)
    assert check(rows, head_of(rows[:4])).seq == 5


def test_a_chain_rewritten_without_its_head_is_found():
    rows = chain(3)
    rewritten = [*rows[:2], row(fields(3, actor="người khác"), rows[1][-1])]
    assert check(rewritten, head_of(rows)).seq == 3


def test_a_chain_rewritten_with_its_head_is_found_by_a_published_head():
    rows = chain(4)
    rewritten = [*rows[:2], row(fields(3, actor="người khác"), rows[1][-1])]
    rewritten.append(row(fields(4), rewritten[-1][-1]))
    assert check(rewritten, head_of(rewritten)) is None
    assert check(rewritten, head_of(rewritten), [head_of(rows[:2]), head_of(rows[:3])]).seq == 3


def test_two_published_heads_that_contradict_each_other_are_found():
    rows = chain(3)
    found = check(rows, head_of(rows), [Head(2, rows[1][-1]), Head(2, "f" * 64)])
    assert (found.seq, "hai mã băm" in found.reason) == (2, True)


def _changed(rows, chance):
    at = chance.randrange(len(rows))
    name = chance.choice([name for name in COLUMNS if name != "seq"])
    rows[at] = put(rows[at], name, str(rows[at][COLUMNS.index(name)]) + chance.choice(string.printable))
    return rows


def _removed(rows, chance):
    del rows[chance.randrange(len(rows) - 1)]
    return rows


def _reordered(rows, chance):
    one, other = chance.sample(range(len(rows)), 2)
    rows[one], rows[other] = put(rows[other], "seq", one + 1), put(rows[one], "seq", other + 1)
    return rows


def _inserted(rows, chance):
    at = chance.randrange(len(rows) + 1)
    rows.insert(at, row(fields(at + 1, actor="kẻ chèn"), rows[at - 1][-1] if at else GENESIS))
    return [put(stored, "seq", seq) for seq, stored in enumerate(rows, 1)]


def _cut(rows, chance):
    return rows[: chance.randrange(len(rows))]


def _linked_again(rows):
    """A forger who knows the rule and makes every entry fit the one before it."""
    linked, previous = [], GENESIS
    for seq, stored in enumerate(rows, 1):
        named = dict(zip(FIELDS, put(stored, "seq", seq), strict=False))
        previous_before, previous = previous, link(previous, named)
        linked.append((*(named[name] for name in FIELDS), previous_before, previous))
    return linked


@pytest.mark.parametrize("forger", ["plain", "clever"])
@pytest.mark.parametrize("tamper", [_changed, _removed, _reordered, _inserted, _cut])
def test_every_one_of_a_hundred_random_tamperings_is_found(tamper, forger):
    chance = random.Random(f"{tamper.__name__} {forger}")  # noqa: S311
    rows = chain(40)
    for _round in range(100):
        forged = tamper(list(rows), chance)
        if forger == "clever":
            forged = _linked_again(forged)
        if [stored[:-2] for stored in forged] == [stored[:-2] for stored in rows] and forger == "clever":
            continue  # linking again has undone the change: it was one of a hash
        assert check(forged, head_of(rows)) is not None
