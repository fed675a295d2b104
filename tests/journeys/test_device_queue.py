"""The queue on the device through many random days: it equals what its events tell, and nothing that was typed is lost.

The real script runs on the real form, in a browser with its own store; the wire, the clock and the other people are the
test's (device_queue.js). A tab is killed between any two events; what it had sent may still arrive, or never.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.province import load_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
FORM = "/khai/ld-24751/xa_ntm_2021_2025/2025/9/"
SCRIPT = Path("chungsuc/criteria/static/criteria/entry.js")
TAB = "const boot = function (window, document, fetch, navigator, setTimeout, setInterval, clearTimeout, location) {"
HAPPENED = {"entered", "accepted", "answered", "lost answer", "killed", "arrived late", "again", "given up"}


def days(page: Any, seeds: range, script: str, steps: int = 40) -> dict[str, Any]:
    """Lives through a day for each seed: what went wrong first, and how often each event came."""
    play = Path(__file__).with_name("device_queue.js").read_text(encoding="utf-8")
    play = play[play.index("async ({") :]
    page.reload()  # else a tab of the days before may hold the store open, and its deletion waits for ever
    html = page.evaluate("address => fetch(address).then(answer => answer.text())", FORM)
    assert 'data-indicator="9.1"' in html
    page.evaluate("new Promise(done => { indexedDB.deleteDatabase('chungsuc-khai').onsuccess = done; })")
    given = {"html": html, "address": page.url.rsplit("/", 2)[0] + FORM, "seeds": list(seeds), "steps": steps}
    return dict(page.evaluate(f"(given) => {{ {TAB}\n{script}\n}}; return ({play})(given); }}", given))


@pytest.fixture
def device(transactional_db: None, settings: Any, page: Any, page_as: Any) -> Any:
    """A page of the service's origin on which the script itself does not run."""
    settings.TODAY = "2025-12-01"
    page_as(load_province(samples=False).account("commune")).goto("/khong-co/")
    return page


def test_random_days_lose_nothing_and_equal_the_replay_of_their_events(device: Any) -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    found = days(device, range(1, 26), script)
    assert found["faults"] == []
    assert set(found["reached"]) >= HAPPENED, found["reached"]
    for fault in FAULTS:
        assert fault[0] in script
        spoilt = script.replace(*fault)
        assert any(days(device, range(seed, seed + 10), spoilt)["faults"] for seed in range(1, 120, 10)), fault


SUPERSEDED = "item.supersedes = item.supersedes.concat(old.supersedes, [old.client_id]).slice(-40);"
# planted, to be found (how a browser's store and timers fall in turn differs from run to run, so ten days may miss one;
# twelve times ten do not): a reopened page overwrites what was typed at once; what was accepted stays in the queue; an entry
# whose answer was lost is not named by the next one, or only by the next but not by the one after, so that the person
# is told of a conflict with the own figure
FAULTS = (
    ("if (touched[box.id]) { return; }", ""),
    (SUPERSEDED, ""),
    (SUPERSEDED, "item.supersedes = [old.client_id];"),
    ("supersedes: item.supersedes, unit", "supersedes: [], unit"),
    ("queue.delete(item.client_id);\n      if (item.place && told.id)", "if (item.place && told.id)"),
)
