"""The house inspects itself: what import-linter cannot see."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "chungsuc"
ROOMS = sorted(path.name for path in HOUSE.iterdir() if path.is_dir() and (path / "__init__.py").exists())
NOT_ROOMS = {"cli"}
WRITES = {"create", "bulk_create", "update", "bulk_update", "delete", "save", "get_or_create", "update_or_create"}
# a picture's `save` (evidence/content/pictures) writes into memory;
# the furniture of signing in is allauth's and axes' own; sessions are written by their signal receivers
MAY_WRITE = re.compile(
    r"/(actions(/\w+)?|migrations/\w+|jobs/tasks|audit/(actions|triggers)|evidence/content/pictures)\.py$"
)


def sources(pattern: str = "*.py") -> Iterator[Path]:
    for path in HOUSE.rglob(pattern):
        if not {"tests", "__pycache__"} & set(path.parts):
            yield path


def test_the_order_of_the_rooms_is_kept() -> None:
    found = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
                           cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert found.returncode == 0, found.stdout[-3000:]


def test_every_room_is_on_the_map_with_its_order() -> None:
    told = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/map.md").read_text(), re.MULTILINE)
    assert sorted(told) == sorted(set(ROOMS) - NOT_ROOMS)


def test_no_room_has_a_drawer_for_everything() -> None:
    named = {path.stem for path in sources()} | set(ROOMS)
    assert not named & {"utils", "util", "helpers", "helper", "common", "core", "misc", "tools"}


def _writing_calls(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "change_where":
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} change_where")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            text = ast.unparse(node.func)
            is_query = ".objects" in text or node.func.attr in (
                "save",
                "bulk_create",
                "get_or_create",
                "update_or_create",
            )
            if is_query and "hashlib" not in text and "sha256" not in text and "form" not in text.lower():
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {text}")
    return found


def test_only_actions_write() -> None:
    written = [call for path in sources() if not MAY_WRITE.search(str(path)) for call in _writing_calls(path)]
    assert written == []


def _functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield node


def _calls(function: ast.FunctionDef) -> set[str]:
    return {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }


# Each of these is a part of an act: whoever calls it holds the transaction and records the event (its docstring says so).
PARTS_OF_ACTS = {
    "write_values", "write_rows", "current_versions", "current_values", "same_as", "insert", "millionths", "keep", "judge",
    "readings_after", "judged_units", "rejudge_unit", "judge_after", "sharing", "assessed", "follow_figures", "standing_entries",
    "differs", "identity_row", "attribute_row", "as_json", "split", "path_of", "rehearsal", "read", "counted", "keep_preview",
    "close_unit", "bring_along",
    "require_open", "require_all_open", "require_values_open",
}  # fmt: skip
# The councils' parts; and a vote, which leaves no entry of its own: its time would order the votes (decision 0013).
PARTS_OF_ACTS |= {"detect", "locked", "ready", "refuse", "moved", "fresh_code", "cast"}
# The surveys' parts.
PARTS_OF_ACTS |= {"held", "move", "checked", "put_in", "new_receipt", "hashed"}
# The parts of entry and verification.
PARTS_OF_ACTS |= {
    "hold_units", "start_report", "require_writable", "require_act", "require_guards", "require_reason", "move_report",
    "move_check", "stale_check", "write_returns", "close_threads", "may_file",
}  # fmt: skip
# The parts of loading a pack.
PARTS_OF_ACTS |= {
    "write_identities", "placements_of", "write_events", "write_groups", "compare_units", "end_units", "compare_attributes",
    "compare_events", "compare_groups", "compare_set", "compare_owners", "indicator_row", "measures_of", "threshold_row",
}  # fmt: skip
# The parts of papers: numbers and files of an act, and what it reads.
PARTS_OF_ACTS |= {
    "held_series", "take", "row_of", "standing_sheet", "final_sheet", "new_code", "blank_as", "trusted_roots", "once",
}  # fmt: skip
# The parts of scoring.
PARTS_OF_ACTS |= {"as_seen", "for_own_unit", "not_of_own_unit", "put"}
# The parts of exemplars and media.
PARTS_OF_ACTS |= {"nameless", "require_outlet", "standing_pieces", "said"}
# The parts of contributions.
PARTS_OF_ACTS |= {
    "held_gift", "unnamed", "require_receiver", "received_by_recorder", "terms_of", "held_by_right", "find_twins", "standing_terms", "unanswered",
}  # fmt: skip
# The parts of the budget.
PARTS_OF_ACTS |= {"held_for", "new_edition", "current_edition", "stepped", "moves_of"}
# The parts of approving a unit's plan.
PARTS_OF_ACTS |= {"put_in_force", "step_back", "find_overlaps"}
# The steps of reports, and the rows they hold while they are taken.
PARTS_OF_ACTS |= {"move_report", "move_round", "first_step", "held_round", "held_report"}
# What an award is for.
PARTS_OF_ACTS |= {"held_many", "told_kind"}
# The parts of a dossier's step, and the previews of acts on several dossiers.
PARTS_OF_ACTS |= {"said_by", "held", "plan_posting", "may_announce"}
PARTS_OF_ACTS |= {"require_own", "open_consent"}
# What one draft and many have in common: rules asked, rows and events that are not written yet.
PARTS_OF_ACTS |= {
    "new_subject",
    "subject_act",
    "new_dossier",
    "dossier_act",
    "drafted_many",
    "uses_of",
    "allowed",
    "fits",
    "standing_twin",
}
JOBS_KEEP_THEIR_OWN_ROW = {"enqueue", "run", "beat", "sweep", "report", "claim"}


def test_every_public_action_records_an_event() -> None:
    silent = []
    acting = [
        path
        for path in sources("*.py")
        if re.search(r"/actions(/\w+)?\.py$", str(path)) and not {"audit", "jobs"} & set(path.parts)
    ]
    everywhere = {f.name: f for path in acting for f in _functions_of(path)}
    for path in acting:
        functions = {**everywhere, **{f.name: f for f in _functions_of(path)}}
        for name in [f.name for f in _functions_of(path)]:
            if name.startswith("_") or name in PARTS_OF_ACTS:
                continue
            reached, todo = set(), {name}
            while todo:
                at = todo.pop()
                if at in functions and at not in reached:
                    reached.add(at)
                    todo |= _calls(functions[at])
                else:
                    reached.add(at)
            if not reached & {"record", "record_many"}:
                silent.append(f"{path.relative_to(ROOT)}:{name}")
    assert silent == []


def test_every_public_function_says_what_it_does() -> None:
    wordless = [
        f"{path.relative_to(ROOT)}:{f.name}"
        for path in sources()
        if re.search(r"/(actions|facts|rules|access|queries)(/\w+)?\.py$", str(path))
        for f in _functions_of(path)
        if not f.name.startswith("_") and not ast.get_docstring(f)
    ]
    assert wordless == []


def test_pages_carry_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    found = [str(p.relative_to(ROOT)) for p in sources("*.html") if inline.search(p.read_text())]
    assert found == []


def test_pages_call_no_outside_host() -> None:
    outside = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)
    found = [str(p.relative_to(ROOT)) for p in [*sources("*.html"), *sources("*.css")] if outside.search(p.read_text())]
    assert found == []


def test_files_functions_views_and_templates_keep_their_size() -> None:
    too_long = [f"{p.relative_to(ROOT)}" for p in sources() if len(p.read_text().splitlines()) > 400]
    too_long += [f"{p.relative_to(ROOT)}" for p in sources("*.html") if len(p.read_text().splitlines()) > 200]
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            is_view = isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args[:1]] == ["request"]
            limit = 25 if is_view and re.search(r"/views(/\w+)?\.py$", str(path)) else 60
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= limit:
                too_long.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert too_long == []


def test_every_state_and_outcome_is_in_the_glossary() -> None:
    from chungsuc.councils.workflow import STATES as SESSION_STATES
    from chungsuc.criteria import workflow as entry
    from chungsuc.documents import workflow as papers
    from chungsuc.imports.workflow import STATES
    from chungsuc.law.citations import Status
    from chungsuc.law.verdicts import Outcome
    from chungsuc.scoring import workflow as scoring

    glossary = (ROOT / "docs/glossary.md").read_text()
    labels = (
        [
            s.label
            for s in (*STATES.values(), *SESSION_STATES.values(), *entry.STATES.values(), *entry.CHECK_STATES.values())
        ]
        + [
            s.label
            for table in (papers.STATES, papers.NUMBER_STATES, papers.BATCH_STATES, papers.CERTIFICATE_STATES)
            for s in table.values()
        ]
        + [s.label for s in scoring.STATES.values()]
        + [o.label for o in Outcome]
        + [s.label for s in Status]
    )
    assert [label for label in labels if label not in glossary] == []


def test_every_table_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()
    models = [m.__name__ for m in apps.get_models() if m.__module__.startswith("chungsuc.")]
    assert [name for name in models if f"`{name}`" not in glossary] == []


def test_every_act_has_words_for_people() -> None:
    unnamed = []
    for room in ROOMS:
        if (HOUSE / room / "events.py").exists():
            events = import_module(f"chungsuc.{room}.events")
            codes = {v for k, v in vars(events).items() if k.isupper() and isinstance(v, str)}
            unnamed += [code for code in codes if code not in events.LABELS]
    assert unnamed == []


def test_every_figure_of_a_pack_has_a_source_and_a_status() -> None:
    from chungsuc.law.packs import read_pack

    pack = read_pack(ROOT / "packs/dak_nong_2021_2025").pack
    assert pack is not None
    assert [f.key for f in pack.figures if not f.source or not f.status] == []


def test_the_packs_are_readable_files_of_moderate_size() -> None:
    for path in (ROOT / "packs").rglob("*.yaml"):
        assert yaml.safe_load(path.read_text()) is not None, path


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    hosts = re.compile(r"files\.pythonhosted\.org|registry\.npmjs|pypi\.org/simple|/work/(main|shared)|/root/")
    found = []
    for name in filter(None, listed):
        path = ROOT / name
        if (
            (
                path.suffix in (".py", ".md", ".txt", ".toml", ".yaml", ".html", ".css", ".js", ".in", "")
                and path.is_file()
            )
            and path != Path(__file__)
            and hosts.search(path.read_text(errors="replace"))
        ):
            found.append(name)
    assert found == []


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


OPEN_TO_ALL = {
    "my_work", "service_worker", "ballot", "check_home", "check", "account_login", "account_logout", "account_inactive", "account_change_password", "job",
    "notices", "notice_settings", "calendar_feed", "award_consent",
    "award_public_posting",
}  # fmt: skip


def test_every_address_names_the_right_it_needs() -> None:
    open_addresses = [
        str(entry.name or entry.pattern)
        for entry in patterns(get_resolver())
        if not hasattr(entry.callback, "needs") and entry.name not in OPEN_TO_ALL
    ]
    assert open_addresses == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/map.md", "docs/glossary.md"])
def test_the_papers_of_the_house_are_there(name: str) -> None:
    assert len((ROOT / name).read_text()) > 400
