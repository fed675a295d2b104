"""Who may open what: one row an address and object, to be read and signed by a person, and how tests walk it.

A new address must be entered here, or `test_access_sweep` fails with its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import get_resolver, reverse

# The columns, in this order; the last is somebody who has not signed in. The district's post is over by then.
ROLES = (
    "leader", "coordinator", "emulation", "department", "front", "inspector", "council",
    "district", "commune", "other_commune", "administrator", "nobody", "anonymous",
)  # fmt: skip
# 2 the page, 3 sent on elsewhere, L sent to sign in, F forbidden (403), N not found (404), H the act is answered
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
PROVINCE = " 2    2    2    2    2    2    2     F    F    F    F   F    L"
EVERYBODY_HERE = " 2    2    2    2    2    2    2     F    2    2    F   F    L"
OWN = "      2    2    2    2    2    2    2     F    2    N    F   F    L"
THEIRS = "   2    2    2    2    2    2    2     F    N    2    F   F    L"
ABOVE = "    2    2    2    2    2    2    2     F    N    N    F   F    L"
IMPORTS = "  F    2    2    2    2    F    F     F    2    2    F   F    L"  # those of tin, bài, đóng góp too
VALUES_IN = "F    2    N    N    N    F    F     F    N    N    F   F    L"
VALUES_ACT = "F   H    N    N    N    F    F     F    N    N    F   F    L"
UPLOAD = "   F    H    H    H    H    F    F     F    H    H    F   F    L"
CONFIRMS = " N    H    H    N    N    N    N     F    N    N    F   F    L"
NO_ROW = "   F    N    N    N    N    F    F     F    N    N    F   F    L"  # no row is named, so there is none
COUNCIL = "  2    2    2    F    F    2    2     F    F    F    F   F    L"
HEARING = (
    "  2    2    2    F    F    2    N     F    F    F    F   F    L"  # who only sits on councils: not on this roll
)
BALLOTS = (
    "  N    2    2    F    F    N    N     F    F    F    F   F    L"  # published to the roll, clerk and organiser
)
ORGANISES = "F    2    2    F    F    F    F     F    F    F    F   F    L"
ORGANISED = "F    H    H    F    F    F    F     F    F    F    F   F    L"
ACTS_ON = "  N    H    H    F    F    N    N     F    F    F    F   F    L"
VOTES = "    F    F    F    F    F    F    N     F    F    F    F   F    L"
SIGNING_IN = "H  H    H    H    H    H    H     H    H    H    H   H    H"
PASSWORD = " H    H    H    H    H    H    H     H    H    H    H   H    L"
MY_JOB = "   N    3    N    N    N    N    N     N    N    N    N   N    L"
FIRST_PAGE = (
    "2  2    2    2    2    2    2     2    3    3    2   2    L"  # 3: one's own unit; 2 without a post: whom to ask
)
PEOPLE = "   F    F    F    F    F    F    F     F    F    F    2   F    L"
PEOPLE_ACT = "F  F    F    F    F    F    F     F    F    F    H   F    L"
LAW_OFFICE = "F  2    F    F    F    F    F     F    F    F    F   F    L"
WAY_IN = "   3    3    3    3    3    3    3     3    3    3    3   3    2"
SIGNED_IN = "2    2    2    2    2    2    2     2    2    2    2   2    L"
ANYBODY = "  2    2    2    2    2    2    2     2    2    2    2   2    2"
SWITCHED_OFF = "F F   F    F    F    F    F     F    F    F    F   F    F"
COMMUNES_ONLY = "F F F F F F F F 2 2 F F L"
LEADER_ONLY = "2 F F F F F F F F F F F L"
LAW_OR_NOT = "N 2 N N N N N F N N F F L"
NO_ACT_HERE = "N N N N N N N F N N F F L"
CASES = {"own": OWN, "neighbour": THEIRS}
SENDERS = "  F    F    F    2    2    F    F     F    2    2    F   F    L"
SENDERS_ACT = "F  F    F    H    H    F    F     F    H    H    F   F    L"
UNITS = {"own": OWN, "closed_own": OWN, "neighbour": THEIRS, "closed_neighbour": THEIRS}

FRONT_ONLY = "F  F    F    F    2    F    F     F    F    F    F   F    L"
FRONT_ACT = " F  F    F    F    H    F    F     F    F    F    F   F    L"

# entry: the commune's own, with the units it was made of; verification: whoever reads the values
OWN_ENTRY = "  F  F    F    F    F    F    F     F    2    N    F   F    L"
THEIR_ENTRY = "F  F    F    F    F    F    F     F    N    2    F   F    L"
ENTRIES = {"own": OWN_ENTRY, "closed_own": OWN_ENTRY, "neighbour": THEIR_ENTRY, "closed_neighbour": THEIR_ENTRY}
OWN_ENTRY_ACT = "  F  F    F    F    F    F    F     F    H    N    F   F    L"
THEIR_ENTRY_ACT = "F  F    F    F    F    F    F     F    N    H    F   F    L"
ENTRY_ACTS = {
    "own": OWN_ENTRY_ACT, "closed_own": OWN_ENTRY_ACT, "neighbour": THEIR_ENTRY_ACT, "closed_neighbour": THEIR_ENTRY_ACT,
}  # fmt: skip
NO_ENTRY_ROW = "F  F    F    F    F    F    F     F    N    N    F   F    L"
NO_ENTRY_ROWS = dict.fromkeys(ENTRIES, NO_ENTRY_ROW)
DEVICE = "      F  F    F    F    F    F    F     F    H    H    F   F    L"
REPORTS = {"own": OWN, "neighbour": THEIRS}
OWN_ACT = "     H  H    H    H    H    H    H     F    H    N    F   F    L"
THEIR_ACT = "   H  H    H    H    H    H    H     F    N    H    F   F    L"
REPORT_ACTS = {"own": OWN_ACT, "neighbour": THEIR_ACT}
NO_REPORT_ROW = "N  N    N    N    N    N    N     F    N    N    F   F    L"

# papers: an office's own, the Committee's by its offices and the leaders'; issued ones by leaders and inspectors too;
# a department, a district and a commune their own alone
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
PAPERS = "  2    2    2    2    2    2    F     F    2    2    F   F    L"
PAPERS_IN = "F   2    2    2    2    F    F     F    2    2    F   F    L"
NUMBERS_OUT = "2 2    2    2    2    F    F     F    2    2    F   F    L"
OFFICE = "  N    N    2    N    N    N    F     F    N    N    F   F    L"
OFFICE_OUT = "2  N    2    N    N    2    F     F    N    N    F   F    L"
COMMITTEE = "2  2    2    N    N    N    F     F    N    N    F   F    L"
OFFICE_IN = "F  N    2    N    N    F    F     F    N    N    F   F    L"
NO_PAPER = " N  N    N    N    N    N    F     F    N    N    F   F    L"
NO_DRAFT = " F  N    N    N    N    F    F     F    N    N    F   F    L"
PAPER_ACT = "F  H    H    H    H    F    F     F    H    H    F   F    L"
TEMPLATE_ACT = "F H  H    F    H    F    F     F    F    F    F   F    L"  # templates are an office's matter
NUMBER_ACT = "H H    H    H    H    F    F     F    H    H    F   F    L"
OFFICE_ACT = "N N    H    N    N    N    F     F    N    N    F   F    L"
OFFICE_EDIT = "F N   H    N    N    F    F     F    N    N    F   F    L"
FOR_COMMITTEE = "F 2 2 F F F F F F F F F L"
SEEN = {"draft": OFFICE, "issued": OFFICE_OUT, "committee": COMMITTEE}

# scoring: a round that is closed is read by the whole province; sheets are a unit's own, or entered by the organiser
SHEETS = "   F    F    2    2    F    F    F     F    N    N    F   F    L"
SHEETS_IN = "F    F    H    H    F    F    F     F    N    N    F   F    L"
SCORING = "  F    F    2    F    F    F    F     F    F    F    F   F    L"
NO_SCORE_ACT = "N N    N    N    N    N    N     F    N    N    F   F    L"
# exemplars and media: read in reach; found and kept by the unit there, the finder, or the emulation office
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
FINDERS = "  F    2    2    2    2    F    F     F    2    2    F   F    L"
FINDERS_ACT = "F  H    H    H    H    F    F     F    H    H    F   F    L"
TELLERS = "  F    F    2    2    F    F    F     F    2    2    F   F    L"
TELLERS_ACT = "F  F    H    H    F    F    F     F    H    H    F   F    L"
KEEPERS = {
    "own": "      N    N    2    N    N    N    N     F    2    N    F   F    L",
    "neighbour": "N    N    2    N    N    N    N     F    N    2    F   F    L",
}
KEEPERS_ACT = {
    "own": "      N    N    H    N    N    N    N     F    H    N    F   F    L",
    "neighbour": "N    N    H    N    N    N    N     F    N    H    F   F    L",
}
PHOTOS = {  # of whoever has not consented: by right alone
    "own": "      N    2    2    2    2    N    N     F    2    N    F   F    L",
    "neighbour": "N    2    2    2    2    N    N     F    N    2    F   F    L",
}
AWARD_SUBJECTS = {  # persons: who keeps the file, the office named to confirm, who examines
    "own": "      2    2    2    N    N    2    N     F    2    N    F   F    L",
    "neighbour": "2    2    2    N    N    2    N     F    N    2    F   F    L",
}
AWARD_BARS = {
    "own": "      2    F    2    N    N    2    N     F    2    N    F   F    L",
    "neighbour": "2    F    2    N    N    2    N     F    N    2    F   F    L",
}
AWARD_BARS_ACT = {
    "own": "      F    F    H    N    N    H    N     F    F    N    F   F    L",
    "neighbour": "F    F    H    N    N    H    N     F    N    F    F   F    L",
}
AWARD_LIFT = "F    F    2    F    F    2    F     F    F    F    F   F    L"
AWARD_LIFT_ACT = "F F    H    F    F    H    F     F    F    F    F   F    L"
AWARD_MATCH = "F   F    2    F    F    F    F     F    F    F    F   F    L"
AWARD_MATCH_ACT = "F F   H    F    F    F    F     F    F    F    F   F    L"
AWARDS = {
    "own": "      F    N    2    N    N    F    F     F    2    N    F   F    L",
    "neighbour": "F    N    2    N    N    F    F     F    N    2    F   F    L",
}
AWARDS_ACT = {
    "own": "      F    N    H    N    N    F    F     F    H    N    F   F    L",
    "neighbour": "F    N    H    N    N    F    F     F    N    H    F   F    L",
}
# the register of awards: units for who reads them, persons for their unit, the office, who decides and oversees
AWARDS_GIVEN = {
    "own": "      2    N    2    N    N    2    N     F    2    N    F   F    L",
    "neighbour": "2    N    2    N    N    2    N     F    N    2    F   F    L",
    "unit": "     2    2    2    2    2    2    2     F    2    N    F   F    L",
}
AWARD_KEPT = "      2    N    2    N    N    N    N     F    N    N    F   F    L"
AWARD_KEPT_ACT = "  H    N    H    N    N    N    N     F    N    N    F   F    L"
DECISIONS = "       2    F    2    2    2    2    F     F    2    2    F   F    L"
DECISION = "        2    N    2    N    N    2    N     F    N    N    F   F    L"
DECISION_ACT = "    N    N    N    N    N    N    N     F    N    N    F   F    L"  # an empty form names no act
DRAWN = "           N    N    2    N    N    N    N     F    N    N    F   F    L"
DRAWN_ACT = "       N    N    H    N    N    N    N     F    N    N    F   F    L"
DRAWN_PAPER_ACT = " F    N    N    N    N    F    N     F    N    N    F   F    L"
TO_SIGN = "         2    F    F    F    F    F    F     F    F    F    F   F    L"
# award dossiers: what a unit still writes is seen by itself alone; what was handed in by who examines, oversees
OWN_DOSSIER = "     F    N    N    N    N    F    F     F    2    N    F   F    L"
OWN_DOSSIER_ACT = " F    N    N    N    N    F    F     F    H    N    F   F    L"
THEIR_DOSSIER = "   F    N    N    N    N    F    F     F    N    2    F   F    L"
THEIR_DOSSIER_ACT = "F   N    N    N    N    F    F     F    N    H    F   F    L"
DOSSIERS = {"own": OWN_DOSSIER, "neighbour": THEIR_DOSSIER, "sent": OWN_DOSSIER}
DOSSIER_ACTS = {"own": OWN_DOSSIER_ACT, "neighbour": THEIR_DOSSIER_ACT, "sent": OWN_DOSSIER_ACT}
DOSSIERS_READ = {
    "own": "      N    N    N    N    N    N    N     F    2    N    F   F    L",
    "neighbour": "N    N    N    N    N    N    N     F    N    2    F   F    L",
    "sent": "     2    2    2    N    N    2    N     F    2    N    F   F    L",
}
GOES_UP = {
    "own": OWN_DOSSIER,
    "neighbour": THEIR_DOSSIER,
    "sent": "     F    N    2    N    N    F    F     F    2    N    F   F    L",
}
GOES_UP_ACT = {
    "own": OWN_DOSSIER_ACT,
    "neighbour": THEIR_DOSSIER_ACT,
    "sent": "     F    N    H    N    N    F    F     F    H    N    F   F    L",
}
ROUNDS = {  # of the province everybody here; a commune's own: itself, who oversees, the emulation office
    "province": " 2    2    2    2    2    2    2     F    2    2    F   F    L",
    "own": "      2    N    2    N    N    2    N     F    2    N    F   F    L",
}
LISTED = {  # lines of the province's list: of own units, of all for who leads or oversees
    "own": "      2    N    2    N    N    2    N     F    2    N    F   F    L",
    "neighbour": "2    N    2    N    N    2    N     F    N    2    F   F    L",
}
DRAFTS_OF = {
    "own": "      F    2    2    N    N    F    F     F    2    N    F   F    L",
    "neighbour": "F    2    2    N    N    F    F     F    N    2    F   F    L",
}
DRAFTS_OF_ACT = {
    "own": "      F    H    H    N    N    F    F     F    H    N    F   F    L",
    "neighbour": "F    H    H    N    N    F    F     F    N    H    F   F    L",
}
RESULTS_ACT = {
    "own": "      F    F    H    F    F    F    F     F    H    N    F   F    L",
    "neighbour": "F    F    H    F    F    F    F     F    N    H    F   F    L",
}
PIECES_ACT = {
    "own": "      F    F    H    F    F    F    F     F    F    N    F   F    L",
    "neighbour": "F    F    H    F    F    F    F     F    N    F    F   F    L",
}
# reports upward: a round is everybody's, what is in it as far as one reads; the province's for who reads the province
REPORTS_UP = "2   2    2    2    2    2    2     F    N    N    F   F    L"
RECEIVES = "  F   F    2    F    F    F    F     F    F    F    F   F    L"
RECEIVES_ACT = "F F  H    F    F    F    F     F    F    F    F   F    L"
NO_ACT_OF_THE_PROVINCE = "N N N N N N N F N N F F L"
WRITES_OWN = " F  F    F    N    N    F    F     F    2    N    F   F    L"
WRITES_THEIRS = "F F   F    N    N    F    F     F    N    2    F   F    L"
WRITES_OWN_ACT = "F F F N N F F F H N F F L"
WRITES_THEIRS_ACT = "F F F N N F F F N H F F L"

# plans: who acts for a unit writes its plan; both sides of a sponsorship and everybody of the province read it
WRITERS = "   F  2    2    2    2    F    F     F    2    2    F   F    L"
WRITERS_ACT = "F H   H    H    H    F    F     F    H    H    F   F    L"
OWN_SECTION = " F F   F    F    F    F    F     F    2    N    F   F    L"
THEIR_SECTION = "F F  F    F    F    F    F     F    N    2    F   F    L"
UNIT_ACT = "  F  F    F    F    F    F    F     F    N    N    F   F    L"  # its own act is not named, so there is none
PLANS = {"own": OWN, "neighbour": THEIRS}
NO_PLAN_ACT = {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE}
UNITS_OWN_ACT = {"own": UNIT_ACT, "neighbour": UNIT_ACT}

# the movement: launched by Sở Nội vụ; a unit's concerns are its own, its offices', the leaders' and inspectors'
LAUNCHES = " F  F    2    F    F    F    F     F    F    F    F   F    L"
LAUNCH_ACT = "F F    H    F    F    F    F     F    F    F    F   F    L"
CONCERNS = " 2  2    2    2    2    2    F     F    2    2    F   F    L"
OWN_WORRY = "2  2    2    N    N    2    F     F    2    N    F   F    L"
THEIR_WORRY = "2 2   2    N    N    2    F     F    N    2    F   F    L"
NO_WORRY = " N  N    N    N    N    N    F     F    N    N    F   F    L"
OVERSEERS = "2  2    2    F    F    2    F     F    F    F    F   F    L"
NO_SUMMARY = "N N    N    F    F    N    F     F    F    F    F   F    L"

# contributions: read in reach; recorded by who gives or receives; corrected by who recorded (here the commune itself)
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
GIVERS = "   F    2    F    2    2    F    F     F    2    2    F   F    L"
GIVERS_ACT = "F   H    F    H    H    F    F     F    H    H    F   F    L"
OWN_GIFT = " F    N    F    N    N    F    F     F    2    N    F   F    L"
THEIR_GIFT = "F   N    F    N    N    F    F     F    N    2    F   F    L"
OWN_GIFT_ACT = "F N    F    N    N    F    F     F    H    N    F   F    L"
THEIR_GIFT_ACT = "F N  F    N    N    F    F     F    N    H    F   F    L"

# the budget: read by who drafts, collates, approves and inspects; money recorded, or let go beyond, by who has it in hand
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
BUDGET = "  2    2    2    F    F    2    F     F    F    F    F   F    L"
DRAFTS = "  F    F    2    F    F    F    F     F    F    F    F   F    L"
DRAFTED = " F    F    H    F    F    F    F     F    F    F    F   F    L"
MONEY = "   2    2    2    F    F    F    F     F    F    F    F   F    L"
NO_STEP = " N    N    N    F    F    N    F     F    F    F    F   F    L"
NO_MONEY = "N    N    N    F    F    F    F     F    F    F    F   F    L"

# appraisal of awards: read by who examines or oversees, or receives for the own body; done by who receives
#          lead coor emul dept fron insp coun  dist com  oth  adm nob  ano
QUEUE = "   2    2    2    2    2    2    F     F    2    2    F   F    L"
JUDGED = "  2    2    2    N    N    2    N     F    N    N    F   F    L"
JUDGE = "   F    F    2    N    N    F    N     F    N    N    F   F    L"
JUDGE_ACT = "F   F    H    N    N    F    N     F    N    N    F   F    L"
CONFIRM = " F    2    F    N    N    F    N     F    N    N    F   F    L"
CONFIRM_ACT = "F H    F    N    N    F    N     F    N    N    F   F    L"
FINDING = {"content": JUDGE, "ntm": CONFIRM}
FINDING_ACT = {"content": JUDGE_ACT, "ntm": CONFIRM_ACT}
ASKING = "  F    F    2    N    N    F    N     F    F    N    F   F    L"
ASKING_ACT = "F  F    H    N    N    F    N     F    F    N    F   F    L"
SIGNS = "   F    N    N    N    N    F    F     F    2    N    F   F    L"
SIGNS_ACT = "F   N    N    N    N    F    F     F    H    N    F   F    L"
DRAW_ACT = "F    F    H    F    F    F    F     F    F    F    F   F    L"
RULE_ON = " F    F    2    F    F    F    F     F    F    F    F   F    L"
ASKED = "   F    2    2    2    2    F    F     F    2    2    F   F    L"
ANSWERS = " F    N    N    2    N    F    F     F    N    N    F   F    L"
ANSWERS_ACT = "F N    N    H    N    F    F     F    N    N    F   F    L"
POSTED = "  2    2    2    N    N    2    F     F    N    N    F   F    L"
POSTED_ACT = "F  F    N    N    N    F    F     F    N    N    F   F    L"
PUT_FORWARD = "   2    2    2    N    N    2    N     F    N    N    F   F    L"
PUT_FORWARD_ACT = "F  F    N    N    N    F    N     F    N    N    F   F    L"  # an empty form names no paper
ASKED_PAPER = "F  F    N    N    N    F    N     F    F    N    F   F    L"
UNIT_PAPER = " N  N    N    N    N    N    N     F    N    N    F   F    L"  # an empty form names no paper
SENT_PAPER = " F  F    F    N    N    F    N     F    N    N    F   F    L"
QUEUE_ACT = "H   H    H    H    H    H    F     F    H    H    F   F    L"

# address: {object: row}; an address without an object has "it"
READING: dict[str, dict[str, str]] = {
    # accounts
    "account_login": {"it": WAY_IN},
    "account_inactive": {"it": SWITCHED_OFF},
    "account_logout": {"it": SIGNED_IN},
    "account_change_password": {"it": SIGNED_IN},
    # jobs: only whoever asked for the work
    "jobs:job": {"it": MY_JOB},
    # plans, tasks, who helps whom
    "unit_plans": {"it": EVERYBODY_HERE},
    "unit_plan_new": {"it": WRITERS},
    "unit_plan": PLANS,
    "unit_plan_section": {"own": OWN_SECTION, "neighbour": THEIR_SECTION},
    "unit_plan_editions": PLANS,
    "unit_plan_commitment": PLANS,
    "unit_plan_commitment_file": PLANS,
    "unit_plan_results": PLANS,
    "unit_plan_results_file": PLANS,
    "unit_tasks": {"it": EVERYBODY_HERE},
    "unit_task": PLANS,
    "task_overlaps": {"it": EVERYBODY_HERE},
    "task_overlap": PLANS,
    "sponsorships": {"it": EVERYBODY_HERE},
    "sponsorship_new": {"it": ORGANISES},
    "sponsorship": PLANS,
    # overview
    "home": {"it": FIRST_PAGE},
    "target": {"it": PROVINCE},
    "communes": {"it": EVERYBODY_HERE},
    "criteria": {"it": EVERYBODY_HERE},
    "criterion": {"it": EVERYBODY_HERE},
    "map": {"it": EVERYBODY_HERE},
    "plan": {"it": EVERYBODY_HERE},
    "judge": {"it": EVERYBODY_HERE},
    "my_work": {"it": SIGNED_IN},
    "notices": {"it": SIGNED_IN},
    "notice_settings": {"it": SIGNED_IN},
    # what is due: one's own units', or the province's; a calendar address is opened by whoever knows its secret
    "dues": {"it": EVERYBODY_HERE},
    "dues_file": {"it": EVERYBODY_HERE},
    "dues_late": {"it": EVERYBODY_HERE},
    "due_today": {"it": EVERYBODY_HERE},
    "due_feed": {"it": EVERYBODY_HERE},
    "due": {"own": OWN, "neighbour": THEIRS},
    "calendar_feed": {"it": ANYBODY},
    # entry and verification
    "service_worker": {"it": ANYBODY},
    "entry_home": {"it": COMMUNES_ONLY},
    "entry": ENTRIES,
    "entry_criterion": ENTRIES,
    "verifications": {"it": EVERYBODY_HERE},
    "declared_gaps": {"it": EVERYBODY_HERE},
    "verification": REPORTS,
    "verification_check": REPORTS,
    # units and their values
    "unit": {**UNITS, "district": ABOVE, "province": ABOVE, "body": ABOVE},
    "unit_criterion": UNITS,
    "unit_sums": {"own": OWN, "neighbour": THEIRS},
    "value": UNITS,
    "unit_event": {"it": LAW_OFFICE},
    # people
    "people": {"it": PEOPLE},
    "person_new": {"it": PEOPLE},
    "person": {"it": PEOPLE},
    # records
    "lineage": {"it": EVERYBODY_HERE},
    "register": {"it": EVERYBODY_HERE},
    "search": {"it": EVERYBODY_HERE},
    "journal": {"it": EVERYBODY_HERE},
    "journal_entry": {"it": ABOVE},
    "export_communes": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "export_register": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "export_values": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "figures": {"it": EVERYBODY_HERE},
    "figure": {"it": EVERYBODY_HERE},
    "documents": {"it": EVERYBODY_HERE},
    "document": {"it": EVERYBODY_HERE},
    # surveys: everybody in reach reads, the Fatherland Front alone writes
    "surveys": {"it": EVERYBODY_HERE},
    "survey_new": {"it": FRONT_ONLY},
    "survey": {"own": OWN, "neighbour": THEIRS},
    "survey_hamlets": {"own": FRONT_ONLY, "neighbour": FRONT_ONLY},
    "survey_hamlet": {"own": FRONT_ONLY, "neighbour": FRONT_ONLY},
    "survey_sheets": {"own": FRONT_ONLY, "neighbour": FRONT_ONLY},
    "ballot": {"own": ANYBODY},
    # recognition
    "cases": {"it": EVERYBODY_HERE},
    "procedure": {"it": EVERYBODY_HERE},
    "rechecks": {"it": EVERYBODY_HERE},
    "case_new": {"it": COMMUNES_ONLY},
    "cases_to_sign": {"it": LEADER_ONLY},
    "case": CASES,
    "case_posting": CASES,
    "case_posting_print": CASES,
    "case_opinions": CASES,
    "case_dossier": CASES,
    "case_appraisals": CASES,
    "case_rulings": CASES,
    "revocation_new": {"own": LAW_OR_NOT, "neighbour": LAW_OR_NOT},
    # councils: one session whose vote was counted
    "councils": {"it": COUNCIL},
    "council_new": {"it": ORGANISES},
    "council_convene": {"it": ORGANISES},
    "council_roll": {"it": HEARING},
    "council_session": {"it": HEARING},
    "council_result": {"it": HEARING},
    "council_minutes": {"it": HEARING},
    "council_attendance": {"it": ORGANISES},
    "council_rules": {"it": ORGANISES},
    "council_paper_ballots": {"it": ORGANISES},
    "council_interests": {"it": BALLOTS},
    "council_ballots": {"it": BALLOTS},
    "council_vote": {"it": VOTES},
    # scoring
    "score_rounds": {"it": EVERYBODY_HERE},
    "score_round_new": {"it": SCORING},
    "score_round": {"it": ABOVE},
    "score_ranking": {"it": ABOVE},
    "score_unit": {"it": ABOVE},
    "score_xlsx": {"it": ABOVE},
    "score_pairs": {"it": SCORING},
    "score_sheet": {"it": SHEETS},
    # reports upward
    "report_rounds": {"it": EVERYBODY_HERE},
    "report_round_open": {"it": RECEIVES},
    "report_round": {"it": EVERYBODY_HERE},
    "report_reporters_xlsx": {"it": EVERYBODY_HERE},
    "province_report": {"it": REPORTS_UP},
    "province_report_docx": {"it": REPORTS_UP},
    "province_report_xlsx": {"it": REPORTS_UP},
    "province_version_docx": {"it": REPORTS_UP},
    "province_section": {"it": RECEIVES},
    "report_changes": {"it": REPORTS_UP},
    "unit_report": {"own": OWN, "neighbour": THEIRS},
    "unit_report_docx": {"own": OWN, "neighbour": THEIRS},
    "unit_report_xlsx": {"own": OWN, "neighbour": THEIRS},
    "unit_report_write": {"own": WRITES_OWN, "neighbour": WRITES_THEIRS},
    "review_programme": {"it": REPORTS_UP},
    "review_programme_edit": {"it": RECEIVES},
    # papers
    "papers": {"it": PAPERS},
    "paper_lint": {"it": EVERYBODY_HERE},
    "paper_new": {"it": PAPERS_IN},
    "papers_number": {"it": NUMBERS_OUT},
    "paper_bundles": {"it": PAPERS_IN},
    "paper_bundle_new": {"it": PAPERS_IN},
    "paper_bundle": {"it": OFFICE_IN},
    "paper": SEEN,
    "paper_docx": SEEN,
    "paper_pdf": SEEN,
    "paper_xlsx": SEEN,
    "paper_edit": {"draft": OFFICE_IN, "issued": NO_DRAFT},
    "paper_signed": {"draft": NO_PAPER, "issued": OFFICE},
    "signed_file": {"it": OFFICE_OUT},
    "number_series": {"it": PAPERS},
    "number_series_one": {"it": OFFICE_OUT},
    "paper_templates": {"it": PAPERS},
    "paper_template": {"it": OFFICE},
    "paper_template_file": {"it": OFFICE},
    "paper_template_standard": {"it": PAPERS},
    "certificates": {"it": PAPERS},
    "certificate_batch_new": {"it": PAPERS_IN},
    "certificate_batch": {"it": OFFICE},
    "certificate_batch_file": {"it": OFFICE},
    "certificate": {"it": OFFICE},
    "certificate_reissue": {"it": OFFICE},
    "blanks": {"it": PAPERS_IN},
    "blank_new": {"it": PAPERS_IN},
    "blank": {"it": OFFICE_IN},
    "blank_grid": {"it": OFFICE_IN},
    "check_home": {"it": ANYBODY},
    "check": {"it": ANYBODY},
    "case_papers": CASES,
    "cases_decisions": {"it": FOR_COMMITTEE},
    # evidence: read in reach, sent by communes, districts, departments and the Fatherland Front
    "evidence": {"it": EVERYBODY_HERE},
    "evidence_new": {"it": SENDERS},
    "evidence_document": {"own": OWN, "neighbour": THEIRS},
    "evidence_file": {"own": OWN, "neighbour": THEIRS},
    # locks: whoever is held back reads why; the coordination office alone sets them
    "locks": {"it": EVERYBODY_HERE},
    "lock_new": {"it": LAW_OFFICE},
    "lock": {"all": EVERYBODY_HERE, "own": OWN, "neighbour": THEIRS},
    # exemplars, media
    "exemplars": {"it": EVERYBODY_HERE},
    "exemplars_file": {"it": EVERYBODY_HERE},
    "exemplar_new": {"it": FINDERS},
    "exemplar_candidates": {"it": FINDERS},
    "exemplar_candidate_aside": {"it": "F N N N N F F F N N F F L"},  # no candidate is named
    "exemplar": {"own": OWN, "neighbour": THEIRS},
    "exemplar_photo": PHOTOS,
    "exemplar_act": KEEPERS,
    "exemplar_copy": {"own": OWN, "neighbour": THEIRS},
    # achievement files: read in reach, kept by the unit or the emulation office, confirmed by the named office
    "award_subjects": {"it": EVERYBODY_HERE},
    "award_subject_new": {"it": FINDERS},
    "award_subject": AWARD_SUBJECTS,
    "award_eligibility": AWARD_SUBJECTS,
    "award_formers": AWARD_SUBJECTS,
    "award_bars": AWARD_BARS,
    "award_bar_lift": {"own": AWARD_LIFT, "neighbour": AWARD_LIFT},
    "award_match": {"own": AWARD_MATCH, "neighbour": AWARD_MATCH},
    "award_subject_name": AWARDS,
    "achievement_new": AWARDS,
    "achievement_act": KEEPERS,
    "award_rounds": {"it": EVERYBODY_HERE},
    "award_round_new": {
        "province": "F    F    2    F    F    F    F     F    F    F    F   F    L",
        "own": "     F    F    F    F    F    F    F     F    2    F    F   F    L",
    },
    "award_round": ROUNDS,
    "award_round_quotas": ROUNDS,
    "award_round_act": {
        "province": "N    N    2    N    N    N    N     F    N    N    F   F    L",
        "own": "     N    N    N    N    N    N    N     F    2    N    F   F    L",
    },
    "award_round_draft": {
        "province": "F    2    2    2    2    F    F     F    2    2    F   F    L",
        "own": "     F    N    2    N    N    F    F     F    2    N    F   F    L",
    },
    "award_listing": LISTED,
    "award_dossiers": {"it": EVERYBODY_HERE},
    "award_dossier_new": DRAFTS_OF,
    "award_dossier": DOSSIERS_READ,
    "award_dossier_print": DOSSIERS_READ,
    "award_dossier_edit": DOSSIERS,
    "award_dossier_papers": DOSSIERS,
    "award_dossier_act": DOSSIERS,
    "award_dossier_up": GOES_UP,
    "award_dossier_consent": DOSSIERS,
    "award_consent": {"it": ANYBODY},
    "award_register": {"it": EVERYBODY_HERE},
    "award_register_file": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "award": AWARDS_GIVEN,
    "award_act": {"own": AWARD_KEPT, "neighbour": AWARD_KEPT, "unit": AWARD_KEPT},
    "award_decisions": {"it": DECISIONS},
    "award_decision": {"it": DECISION},
    "award_decision_new": {"it": DRAWN},
    "awards_to_sign": {"it": TO_SIGN},
    "award_queue": {"it": EVERYBODY_HERE},
    "award_appraisal": {"it": JUDGED},
    "award_appraisal_act": {"it": JUDGE},
    "award_finding": FINDING,
    "award_ask": {"it": ASKING},
    "award_visit_new": {"it": ASKING},
    "award_visit": {"it": SIGNS},
    "award_sample": {"it": EVERYBODY_HERE},
    "award_opinions": {"it": ASKED},
    "award_opinion": {"it": ANSWERS},
    "award_silence": {"it": ASKING},
    "award_postings": {"it": QUEUE},
    "award_posting_new": {"it": QUEUE},
    "award_posted": {"it": POSTED},
    "award_posting_ruling": {"it": RULE_ON},
    "award_announce": {"it": QUEUE},
    "award_session": {"it": PUT_FORWARD},
    "award_public_posting": {"it": ANYBODY},
    "coverage": {"it": EVERYBODY_HERE},
    "coverage_file": {"it": EVERYBODY_HERE},
    "coverage_new": {"it": TELLERS},
    "coverage_quarters": {"it": EVERYBODY_HERE},
    "coverage_quarters_file": {"it": EVERYBODY_HERE},
    "outlets": {"it": EVERYBODY_HERE},
    "coverage_piece": {"own": OWN, "neighbour": THEIRS},
    # contributions
    "contributions": {"it": EVERYBODY_HERE},
    "contributions_file": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "contribution_new": {"it": GIVERS},
    "contribution_totals": {"it": EVERYBODY_HERE},
    "contribution_totals_file": {"xlsx": EVERYBODY_HERE, "csv": EVERYBODY_HERE},
    "contribution_givers": {"it": EVERYBODY_HERE},
    "contribution_givers_file": {"it": EVERYBODY_HERE},
    "contribution_twins": {"it": EVERYBODY_HERE},
    "contribution_twin": {"own": OWN, "neighbour": THEIRS},
    "contribution": {"own": OWN, "neighbour": THEIRS},
    "contribution_correct": {"own": OWN_GIFT, "neighbour": THEIR_GIFT},
    # the budget
    "estimates": {"it": BUDGET},
    "estimate_new": {"it": DRAFTS},
    "estimate": {"it": BUDGET},
    "estimate_lines": {"it": DRAFTS},
    "estimate_money": {"it": MONEY},
    "estimate_file": {"it": BUDGET},
    # the movement
    "movement": {"it": EVERYBODY_HERE},
    "launch_new": {"it": LAUNCHES},
    "launch": {"own": OWN, "neighbour": THEIRS},
    "launch_export": {"own": OWN, "neighbour": THEIRS},
    "movement_unit": {**UNITS, "province": ABOVE, "district": ABOVE, "body": ABOVE},
    "guidance_new": {"it": ORGANISES},
    "guidance_one": {"communes": EVERYBODY_HERE, "bodies": ABOVE},
    "guidance_file": {"communes": EVERYBODY_HERE, "bodies": ABOVE},
    "concerns": {"it": CONCERNS},
    "concerns_export": {"it": CONCERNS},
    "concern_new": {"it": SENDERS},
    "concern": {"own": OWN_WORRY, "neighbour": THEIR_WORRY},
    "concerns_summary": {"it": OVERSEERS},
    # the way in
    "imports": {"it": IMPORTS},
    "import_sample": {"xlsx": IMPORTS, "docx": IMPORTS},
    "batch": {"it": VALUES_IN},
    "batch_file": {"it": VALUES_IN},
}
# addresses that take a POST: the row of the POST (sent with an empty form, so that nothing can be written)
WRITING: dict[str, dict[str, str]] = {
    "unit_plan_new": {"it": WRITERS_ACT},
    "unit_plan": NO_PLAN_ACT,
    "unit_plan_section": UNITS_OWN_ACT,
    "unit_plan_commitment": UNITS_OWN_ACT,
    "unit_plan_results": UNITS_OWN_ACT,
    "unit_task": NO_PLAN_ACT,
    "task_overlap": NO_PLAN_ACT,
    "sponsorship_new": {"it": ORGANISED},
    "sponsorship": NO_PLAN_ACT,
    "entry_send": ENTRY_ACTS,
    "entry_criterion": ENTRY_ACTS,
    "entry_file": NO_ENTRY_ROWS,
    "entry_answer": NO_ENTRY_ROWS,
    "entry_sync": {"it": DEVICE},
    "verification_act": REPORT_ACTS,
    "verification_check": REPORT_ACTS,
    "remark_add": {"own": NO_REPORT_ROW, "neighbour": NO_REPORT_ROW},
    "account_login": {"it": SIGNING_IN},
    "account_change_password": {"it": PASSWORD},
    "notices": {"it": PASSWORD},
    "notice_settings": {"it": PASSWORD},
    "due_feed": {"it": "H H H H H H H F H H F F L"},
    "due": {"own": "N N N N N N N F N N F F L", "neighbour": "N N N N N N N F N N F F L"},  # no act is named
    "imports": {"it": UPLOAD},
    "batch_choose": {"it": NO_ROW},
    "batch_mend": {"it": NO_ROW},
    "batch_confirm": {"it": VALUES_ACT},
    "batch_undo": {"it": VALUES_ACT},
    "figure": {"it": CONFIRMS},
    "document": {"it": CONFIRMS},
    "evidence_new": {"it": SENDERS_ACT},
    "evidence_document": {"own": "N N N H H N N F H N F F L", "neighbour": "N N N H H N N F N H F F L"},
    "exemplar_new": {"it": FINDERS_ACT},
    "exemplar_candidate_aside": {"it": "F N N N N F F F N N F F L"},
    "exemplar_act": KEEPERS_ACT,
    "exemplar_copy": RESULTS_ACT,
    "award_subject_new": {"it": FINDERS_ACT},
    "award_subject_name": AWARDS_ACT,
    "achievement_new": AWARDS_ACT,
    "achievement_act": KEEPERS_ACT,
    "award_round_new": {
        "province": "F    F    H    F    F    F    F     F    F    F    F   F    L",
        "own": "     F    F    F    F    F    F    F     F    H    F    F   F    L",
    },
    "award_round_act": {
        "province": "N    N    H    N    N    N    N     F    N    N    F   F    L",
        "own": "     N    N    N    N    N    N    N     F    H    N    F   F    L",
    },
    "award_round_draft": {
        "province": "F    H    H    H    H    F    F     F    H    H    F   F    L",
        "own": "     F    N    H    N    N    F    F     F    H    N    F   F    L",
    },
    "award_listing": {
        "own": "      N    N    H    N    N    N    N     F    N    N    F   F    L",
        "neighbour": "N    N    H    N    N    N    N     F    N    N    F   F    L",
    },
    "award_dossier_new": DRAFTS_OF_ACT,
    "award_dossier_edit": DOSSIER_ACTS,
    "award_dossier_papers": DOSSIER_ACTS,
    "award_dossier_act": DOSSIER_ACTS,
    "award_dossier_up": GOES_UP_ACT,
    "award_dossier_consent": DOSSIER_ACTS,
    "award_consent": {"it": SIGNING_IN},
    "award_act": {"own": AWARD_KEPT_ACT, "neighbour": AWARD_KEPT_ACT, "unit": AWARD_KEPT_ACT},
    "award_decision": {"it": DECISION_ACT},
    "award_decision_new": {"it": DRAWN_ACT},
    "award_decision_paper": {"it": DRAWN_PAPER_ACT},
    "award_appraisal_act": {"it": JUDGE_ACT},
    "award_finding": FINDING_ACT,
    "award_ask": {"it": ASKING_ACT},
    "award_visit_new": {"it": ASKING_ACT},
    "award_visit": {"it": SIGNS_ACT},
    "award_sample": {"it": DRAW_ACT},
    "award_opinion": {"it": ANSWERS_ACT},
    "award_silence": {"it": ASKING_ACT},
    "award_posting_new": {"it": QUEUE_ACT},
    "award_posted": {"it": POSTED_ACT},
    "award_posting_ruling": {"it": DRAW_ACT},
    "award_announce": {"it": QUEUE_ACT},
    "award_session_paper": {"it": PUT_FORWARD_ACT},
    "award_dossier_paper": {"own": UNIT_PAPER, "neighbour": UNIT_PAPER, "sent": SENT_PAPER},
    "award_opinion_paper": {"it": ASKED_PAPER},
    "award_visit_paper": {"it": ASKED_PAPER},
    "award_posted_paper": {"it": POSTED_ACT},
    "award_bars": AWARD_BARS_ACT,
    "award_bar_lift": {"own": AWARD_LIFT_ACT, "neighbour": AWARD_LIFT_ACT},
    "award_match": {"own": AWARD_MATCH_ACT, "neighbour": AWARD_MATCH_ACT},
    "coverage_new": {"it": TELLERS_ACT},
    "outlets": {"it": TELLERS_ACT},
    "coverage_piece": PIECES_ACT,
    "contribution_new": {"it": GIVERS_ACT},
    "contribution": {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE},  # no act is named, so there is none
    "contribution_correct": {"own": OWN_GIFT_ACT, "neighbour": THEIR_GIFT_ACT},
    "contribution_twin": {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE},
    "estimate_new": {"it": DRAFTED},
    "estimate": {"it": NO_STEP},  # no act is named, so there is none
    "estimate_lines": {"it": DRAFTED},
    "estimate_money": {"it": NO_MONEY},
    "lock_new": {"it": "F H F F F F F F F F F F L"},
    "lock": {  # no act is named, so there is none
        "all": "N N N N N N N F N N F F L",
        "own": "N N N N N N N F N N F F L",
        "neighbour": "N N N N N N N F N N F F L",
    },
    "launch_new": {"it": LAUNCH_ACT},
    "launch": {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE},
    "movement_unit": dict.fromkeys((*UNITS, "province", "district", "body"), NO_ACT_HERE),
    "guidance_new": {"it": ORGANISED},
    "guidance_one": {"communes": NO_ACT_HERE, "bodies": NO_ACT_HERE},
    "concern_new": {"it": SENDERS_ACT},
    "concern": {"own": NO_WORRY, "neighbour": NO_WORRY},
    "concerns_summary": {"it": NO_SUMMARY},
    "survey_new": {"it": FRONT_ACT},
    "survey": {"own": "F F F F H F F F F N F F L", "neighbour": "F F F F H F F F N F F F L"},
    "survey_hamlets": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_hamlet": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_codes": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_sheets": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "survey_count": {"own": FRONT_ACT, "neighbour": FRONT_ACT},
    "ballot": {"own": "H H H H H H H H H H H H H"},
    "council_new": {"it": ORGANISED},
    "council_convene": {"it": ORGANISED},
    "council_roll": {"it": ACTS_ON},
    "council_session": {"it": ACTS_ON},
    "council_minutes": {"it": ACTS_ON},
    "council_attendance": {"it": ORGANISED},
    "council_rules": {"it": ORGANISED},
    "council_paper_ballots": {"it": ORGANISED},
    "council_interests": {"it": ACTS_ON},
    "council_ballots": {"it": ACTS_ON},
    "council_vote": {"it": VOTES},
    "score_round_new": {"it": "F F H F F F F F F F F F L"},
    "score_round": {"it": NO_SCORE_ACT},
    "score_unit": {"it": NO_SCORE_ACT},
    "score_pairs": {"it": "F F N F F F F F F F F F L"},
    "score_sheet": {"it": SHEETS_IN},
    "person_new": {"it": PEOPLE_ACT},
    "person": {"it": PEOPLE_ACT},
    "unit_event": {"it": "F H F F F F F F F F F F L"},
    "cases_carry": {"it": "F H F F F F F F F F F F L"},
    "rechecks": {"it": "F H F F F F F F F F F F L"},
    "case_new": {"it": "F F F F F F F F H H F F L"},
    "case": {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE},
    "case_posting": {"own": "F F F F F F F F N N F F L", "neighbour": "F F F F F F F F N N F F L"},
    "case_opinions": {"own": "F F F F F F F F H N F F L", "neighbour": "F F F F F F F F N H F F L"},
    "case_dossier": {"own": "F F F F F F F F H N F F L", "neighbour": "F F F F F F F F N H F F L"},
    "case_appraisals": {"own": "F F F F F F F F F N F F L", "neighbour": "F F F F F F F F N F F F L"},
    "case_rulings": {"own": "H H F F F F F F F N F F L", "neighbour": "H H F F F F F F N F F F L"},
    "report_round_open": {"it": RECEIVES_ACT},
    "province_report": {"it": NO_ACT_OF_THE_PROVINCE},
    "province_section": {"it": RECEIVES_ACT},
    "unit_report": {"own": NO_ACT_HERE, "neighbour": NO_ACT_HERE},
    "unit_report_write": {"own": WRITES_OWN_ACT, "neighbour": WRITES_THEIRS_ACT},
    "review_programme": {"it": "F F N F F F F F N N F F L"},
    "review_programme_edit": {"it": RECEIVES_ACT},
    "papers_number": {"it": NUMBER_ACT},
    "paper_bundle_new": {"it": PAPER_ACT},
    "paper_bundle": {"it": NO_DRAFT},
    "cases_decisions": {"it": "F H H F F F F F F F F F L"},
    "paper_new": {"it": PAPER_ACT},
    "paper_lint": {"it": "H H H H H H H F H H F F L"},
    "paper": dict.fromkeys(SEEN, NO_PAPER),
    "paper_edit": {"draft": OFFICE_EDIT, "issued": NO_DRAFT},
    "paper_signed": {"draft": NO_PAPER, "issued": OFFICE_ACT},
    "number_series": {"it": NUMBER_ACT},
    "number_series_one": {"it": "F N N N N F F F N N F F L"},
    "paper_templates": {"it": TEMPLATE_ACT},
    "paper_template": {"it": NO_PAPER},
    "certificate_batch_new": {"it": PAPER_ACT},
    "certificate_batch": {"it": NO_PAPER},
    "certificate": {"it": OFFICE_ACT},
    "certificate_reissue": {"it": NO_PAPER},
    "blank_new": {"it": PAPER_ACT},
    "blank": {"it": OFFICE_EDIT},
    "council_minutes_paper": {"it": "N N N F F N N F F F F F L"},
    "case_papers": {"own": "F N N F F F F F F N F F L", "neighbour": "F N N F F F F F N F F F L"},
    "revocation_new": {"own": "N H N N N N N F N N F F L", "neighbour": "N H N N N N N F N N F F L"},
}
LEFT_OUT = {"account_logout"}  # its POST ends the session; the rooms' own tests sign out
EXPECTED = {
    "2": lambda answer: answer.status_code == 200,
    "3": lambda answer: answer.status_code in (302, 303) and "/dang-nhap/" not in answer["Location"],
    "L": lambda answer: answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/"),
    "F": lambda answer: answer.status_code == 403,
    "N": lambda answer: answer.status_code == 404,
    "H": lambda answer: answer.status_code in (200, 302, 303, 400, 422),
}


def row(text: str) -> dict[str, str]:
    """A row of the matrix by role."""
    marks = text.split()
    assert len(marks) == len(ROLES), text
    return dict(zip(ROLES, marks, strict=True))


@dataclass(frozen=True)
class Address:
    """One named address of the URL table and the names of its parts."""

    name: str
    parts: tuple[str, ...]


def addresses() -> list[Address]:
    """Every named address of the service, whichever room it belongs to."""
    return sorted(_walk(get_resolver(), "", ()), key=lambda found: found.name)


def _walk(resolver: Any, prefix: str, above: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        parts = (*above, *entry.pattern.converters)
        if hasattr(entry, "url_patterns"):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, space, parts)
        elif entry.name:
            yield Address(prefix + entry.name, parts)
        else:
            raise AssertionError(f"an address without a name: {entry.pattern}")


class World:
    """The objects that addresses are tried with: units near and far, and one of everything else."""

    def __init__(self, own: str, neighbour: str, day: date) -> None:
        from chungsuc.organisations.facts import tree_on

        self.day, self.tree = day, tree_on(day)
        self.units = {"own": own, "neighbour": neighbour}
        for label in ("own", "neighbour"):
            former = self._former(self.units[label])
            if former:
                self.units[f"closed_{label}"] = former

    @classmethod
    def of(cls, day: date) -> "World":
        """Two communes of the day, whatever province this is."""
        from chungsuc.organisations.facts import tree_on

        communes = tree_on(day).ntm_communes
        return cls(communes[0].code, communes[-1].code, day)

    def made(self) -> "World":
        """The world with every object made that an address may ask for, so that asking makes nothing more."""
        for address in addresses():
            if address.name in READING or address.name in WRITING:
                self.objects(address)
        return self

    @staticmethod
    def _former(code: str) -> str:
        """A unit that went into this one, best one with values."""
        from chungsuc.organisations.models import Lineage

        rows = Lineage.objects.filter(successor__code=code).order_by("-predecessor__code")
        codes = list(rows.values_list("predecessor__code", flat=True))
        same = [former for former in codes if former.split("-")[-1] == code.split("-")[-1]]
        return (same or codes or [""])[0]

    @cached_property
    def assessment(self) -> Any:
        from chungsuc.criteria.models import Assessment

        found = Assessment.objects.select_related("set", "unit").order_by("-year", "set__code", "unit__code")
        return found.first()

    def objects(self, address: Address) -> dict[str, dict[str, Any]]:
        """The address's objects by label, each as the parts to reverse it with. Fails for a part nobody knows."""
        if not address.parts:
            return {"it": {}}
        made = getattr(self, f"_{address.name.replace(':', '_')}", None)
        if made is None:
            raise AssertionError(f"tests/access_matrix.py: say with which objects {address.name} is to be tried")
        return {label: parts for label, parts in made().items() if parts}

    def _unit(self) -> dict[str, dict[str, Any]]:
        from chungsuc.organisations.models import Unit

        found = {label: {"code": code} for label, code in self.units.items()}
        district = Unit.objects.filter(kind="district").order_by("code").first()
        body = Unit.objects.filter(kind="department").order_by("code").first()
        above = {"province": self.tree.province, "district": district, "body": body}
        return {**found, **{label: {"code": unit.code} for label, unit in above.items() if unit}}

    def _unit_sums(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import Assessment

        found = {}
        for label in ("own", "neighbour"):
            parts = Assessment.objects.filter(unit__succession__successor__code=self.units[label])
            if parts.exists():
                found[label] = {"code": self.units[label]}
        return found

    def _unit_criterion(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import Assessment

        rows = Assessment.objects.select_related("set").order_by("-year", "set__code")
        found = {}
        for label, code in self.units.items():
            newest = rows.filter(unit__code=code).first()
            if newest:
                found[label] = {"code": code, "set": newest.set.code, "year": newest.year, "no": 1}
        return found

    def _entry(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import CriteriaSet

        if not CriteriaSet.objects.filter(code="xa_ntm_2021_2025").exists():
            return {}
        years = {"own": 2025, "neighbour": 2025}
        return {
            label: {"code": code, "set": "xa_ntm_2021_2025", "year": years.get(label, 2024)}
            for label, code in self.units.items()
        }

    _entry_send = _entry

    def _entry_criterion(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "no": 10} for label, parts in self._entry().items()}

    _entry_file = _entry_answer = _entry_criterion

    def _verification(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.tests.entry_support import plain_report

        known = set(self._entry()) & {"own", "neighbour"}
        return {label: {"pk": plain_report(self.units[label], 2025).pk} for label in sorted(known, reverse=True)}

    _verification_act = _remark_add = _verification

    def _verification_check(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "part": "10"} for label, parts in self._verification().items()}

    def _value(self) -> dict[str, dict[str, Any]]:
        from chungsuc.criteria.models import Value

        rows = Value.objects.filter(is_current=True).order_by("pk")
        firsts = {label: rows.filter(unit__code=code).first() for label, code in self.units.items()}
        return {label: {"pk": value.pk} for label, value in firsts.items() if value}

    def _unit_plan(self) -> dict[str, dict[str, Any]]:
        from chungsuc.pledges.tests import pledging

        return {label: {"pk": pledging.plain_plan(self.units[label]).pk} for label in ("own", "neighbour")}

    _unit_plan_editions = _unit_plan_commitment = _unit_plan_results = _unit_plan_results_file = _unit_plan

    def _unit_plan_commitment_file(self) -> dict[str, dict[str, Any]]:
        from chungsuc.documents.facts import kinds_on

        known = "giao-uoc" in kinds_on(self.day)
        return {label: {**parts, "ending": "docx"} for label, parts in self._unit_plan().items()} if known else {}

    def _unit_plan_section(self) -> dict[str, dict[str, Any]]:
        from chungsuc.pledges.tests import pledging

        made = {label: pledging.plain_draft(self.units[label]) for label in ("own", "neighbour")}
        return {label: {"pk": plan.pk, "section": "nhiem-vu"} for label, plan in made.items()}

    def _unit_task(self) -> dict[str, dict[str, Any]]:
        from chungsuc.pledges.models import Task

        plans = self._unit_plan()
        return {label: {"pk": Task.objects.filter(plan=parts["pk"])[0].pk} for label, parts in plans.items()}

    def _task_overlap(self) -> dict[str, dict[str, Any]]:
        from chungsuc.pledges.tests import pledging

        return {label: {"pk": pledging.plain_overlap(self.units[label]).pk} for label in ("own", "neighbour")}

    def _sponsorship(self) -> dict[str, dict[str, Any]]:
        from chungsuc.organisations.models import Unit
        from chungsuc.pledges.tests import pledging

        if not Unit.objects.filter(code="SXD").exists():
            return {}
        return {label: {"pk": pledging.plain_help(self.units[label]).pk} for label in ("own", "neighbour")}

    def _contribution(self) -> dict[str, dict[str, Any]]:
        from chungsuc.resources.tests import rows

        return {label: {"pk": rows.plain_gift(self.units[label]).pk} for label in ("own", "neighbour")}

    _contribution_correct = _contribution

    def _contribution_twin(self) -> dict[str, dict[str, Any]]:
        from chungsuc.resources.tests import rows

        return {label: {"pk": rows.plain_twin(self.units[label]).pk} for label in ("own", "neighbour")}

    def _estimate(self) -> dict[str, dict[str, Any]]:
        from chungsuc.budget.tests import rows
        from chungsuc.organisations.models import Unit

        if not Unit.objects.filter(code="SNV").exists():  # the office that drafts; another province has others
            return {}
        return {"it": {"pk": rows.plain_estimate().pk}}

    _estimate_lines = _estimate_money = _estimate_file = _estimate

    def _contributions_file(self) -> dict[str, dict[str, Any]]:
        return {ending: {"ending": ending} for ending in ("xlsx", "csv")}

    _contribution_totals_file = _contributions_file

    def _case(self) -> dict[str, dict[str, Any]]:
        from chungsuc.recognition.tests.casework import plain_case

        return {label: {"pk": plain_case(self.units[label]).pk} for label in ("own", "neighbour")}

    _case_posting = _case_posting_print = _case_opinions = _case_dossier = _case_appraisals = _case_rulings = _case
    _case_papers = _case

    def _revocation_new(self) -> dict[str, dict[str, Any]]:
        from chungsuc.recognition.models import Recognition

        rows = {
            label: Recognition.objects.filter(unit__code=self.units.get(f"closed_{label}"))
            for label in ("own", "neighbour")
        }
        return {label: {"pk": found[0].pk} for label, found in rows.items() if found}

    def _criterion(self) -> dict[str, dict[str, Any]]:
        return {"it": {"set": self.assessment.set.code, "no": 1}} if self.assessment else {}

    def _target(self) -> dict[str, dict[str, Any]]:
        from chungsuc.movement.models import Target

        return {"it": {"code": Target.objects.order_by("position").values_list("code", flat=True)[0]}}

    def _figure(self) -> dict[str, dict[str, Any]]:
        from chungsuc.rulebook.models import Figure

        return {"it": {"pk": Figure.objects.current().exclude(status="missing").order_by("pk")[0].pk}}

    def _document(self) -> dict[str, dict[str, Any]]:
        from chungsuc.rulebook.models import LegalDocument

        return {"it": {"pk": LegalDocument.objects.order_by("pk")[0].pk}}

    def _person(self) -> dict[str, dict[str, Any]]:
        from chungsuc.accounts.models import User

        return {"it": {"pk": User.objects.order_by("pk")[0].pk}}

    def _journal_entry(self) -> dict[str, dict[str, Any]]:
        from chungsuc.audit.models import Entry

        return {"it": {"seq": Entry.objects.order_by("seq")[0].seq}}

    def _export_communes(self) -> dict[str, dict[str, Any]]:
        return {ending: {"ending": ending} for ending in ("xlsx", "csv")}

    def _export_register(self) -> dict[str, dict[str, Any]]:
        return {ending: {"ending": ending} for ending in ("xlsx", "csv")}

    def _export_values(self) -> dict[str, dict[str, Any]]:
        if not self.assessment:
            return {}
        what = {"set_code": self.assessment.set.code, "year": self.assessment.year}
        return {ending: {**what, "ending": ending} for ending in ("xlsx", "csv")}

    def _batch(self) -> dict[str, dict[str, Any]]:
        from chungsuc.imports.models import Batch

        batch = Batch.objects.filter(kind="indicator-values").order_by("received_at").first()
        return {"it": {"batch_id": batch.pk}} if batch else {}

    _batch_file = _batch_choose = _batch_mend = _batch_confirm = _batch_undo = _batch

    def _surveys_made(self) -> dict[str, Any]:
        """A survey that goes on of the commune and of its neighbour, made when first asked for."""
        from chungsuc.oversight.actions import SurveyRefused
        from chungsuc.oversight.models import Survey
        from chungsuc.oversight.tests.surveys import begun

        found = {}
        for label in ("own", "neighbour"):
            made = Survey.objects.filter(unit__code=self.units[label]).first()
            try:
                found[label] = made or begun(unit=self.units[label])
            except SurveyRefused:  # this province's pack does not say what ballots ask
                return {}
        return found

    def _survey(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self._surveys_made().items()}

    _survey_hamlets = _survey

    def _survey_hamlet(self) -> dict[str, dict[str, Any]]:
        made = self._surveys_made()
        return {label: {"pk": one.pk, "hamlet": one.hamlets.all()[0].pk} for label, one in made.items()}

    _survey_codes = _survey_hamlet

    def _survey_sheets(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "kind": "xa", "round": 1} for label, parts in self._survey_hamlet().items()}

    def _survey_count(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "kind": "xa"} for label, parts in self._survey_hamlet().items()}

    def _ballot(self) -> dict[str, dict[str, Any]]:
        return {label: {"address": made.address} for label, made in self._surveys_made().items() if label == "own"}

    @cached_property
    def counted_session(self) -> Any:
        from chungsuc.councils.tests.counted import counted_session

        return counted_session()

    def _council_session(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.counted_session.pk}}

    _council_result = _council_minutes = _council_attendance = _council_rules = _council_session
    _council_paper_ballots = _council_interests = _council_ballots = _council_vote = _council_session

    _council_minutes_paper = _council_session

    def _score_round(self) -> dict[str, dict[str, Any]]:
        from chungsuc.organisations.models import Group
        from chungsuc.scoring.tests.rows import plain_round

        return {"it": {"code": plain_round().code}} if Group.objects.filter(code="KHOI-1").exists() else {}

    _score_ranking = _score_xlsx = _score_pairs = _score_round

    def _score_unit(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "unit": "SXD"} for label, parts in self._score_round().items()}

    def _score_sheet(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "scorer": "SXD"} for label, parts in self._score_unit().items()}

    @cached_property
    def papers_made(self) -> dict[str, Any]:
        """A draft and an issued paper of an office, one of the Committee that waits for its number."""
        from chungsuc.documents.tests import rows

        made = {"draft": rows.paper(), "issued": rows.paper("issued")}
        return {**made, "committee": rows.paper("submitted", rows.committee())}

    def _paper(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self.papers_made.items()}

    _paper_docx = _paper_pdf = _paper_xlsx = _paper

    def _paper_edit(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": self.papers_made[label].pk} for label in ("draft", "issued")}

    _paper_signed = _paper_edit

    def _signed_file(self) -> dict[str, dict[str, Any]]:
        from chungsuc.documents.tests import rows

        return {"it": {"pk": rows.signed_copy(self.papers_made["issued"]).pk}}

    def _number_series_one(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.papers_made["issued"].number.series_id}}

    @cached_property
    def template_made(self) -> Any:
        from chungsuc.documents.tests import rows

        return rows.template()

    def _paper_template(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.template_made.template_id}}

    def _paper_template_file(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.template_made.pk}}

    def _paper_template_standard(self) -> dict[str, dict[str, Any]]:
        from chungsuc.documents.facts import kinds_on

        return {"it": {"kind": "bao-cao"}} if "bao-cao" in kinds_on(self.day) else {}

    @cached_property
    def certificate_made(self) -> Any:
        from chungsuc.documents.models import Certificate
        from chungsuc.documents.tests import rows

        return Certificate.objects.first() or rows.certificate()

    def _certificate(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.certificate_made.pk}}

    _certificate_reissue = _certificate

    def _paper_bundle(self) -> dict[str, dict[str, Any]]:
        from chungsuc.documents.models import Bundle
        from chungsuc.documents.tests import rows

        return {"it": {"pk": (Bundle.objects.first() or rows.bundle()).pk}}

    def _certificate_batch(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.certificate_made.batch_id}}

    _certificate_batch_file = _certificate_batch

    def _check(self) -> dict[str, dict[str, Any]]:
        return {"it": {"code": self.certificate_made.code}}

    @cached_property
    def blank_made(self) -> Any:
        from chungsuc.documents.tests import rows

        return rows.blank()

    def _blank(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.blank_made.pk}}

    _blank_grid = _blank

    def _council_roll(self) -> dict[str, dict[str, Any]]:
        return {"it": {"code": self.counted_session.council.code}}

    def _report_round(self) -> dict[str, dict[str, Any]]:
        from chungsuc.reviews.tests.rows import yearly

        made = yearly("hang-nam-2025")
        return {"it": {"code": made.code}} if made else {}

    _report_reporters_xlsx = _province_report = _province_report_docx = _province_report_xlsx = _report_round
    _report_changes = _report_round

    def _report_round_open(self) -> dict[str, dict[str, Any]]:
        return {"it": {"code": "tong-ket-2025"}} if self._report_round() else {}

    def _province_version_docx(self) -> dict[str, dict[str, Any]]:
        from chungsuc.reviews.tests.rows import frozen

        return {"it": {"code": frozen().code, "number": 1}} if self._report_round() else {}

    def _province_section(self) -> dict[str, dict[str, Any]]:
        return {label: {**parts, "section": "ket-qua"} for label, parts in self._report_round().items()}

    def _review_programme(self) -> dict[str, dict[str, Any]]:
        from chungsuc.reviews.tests.rows import programme

        return {"it": {"code": programme().code}} if self._report_round() else {}

    _review_programme_edit = _review_programme

    def _unit_report(self) -> dict[str, dict[str, Any]]:
        from chungsuc.reviews.tests.rows import report

        made = {label: report(self.units[label]) for label in ("own", "neighbour")} if self._report_round() else {}
        return {label: {"code": one.round.code, "unit": one.unit.code} for label, one in made.items() if one}

    _unit_report_docx = _unit_report_xlsx = _unit_report_write = _unit_report

    def _evidence_document(self) -> dict[str, dict[str, Any]]:
        from chungsuc.evidence.models import Document
        from chungsuc.evidence.tests.documents import put

        found = {}
        for label in ("own", "neighbour"):
            code = self.units[label]
            made = Document.objects.filter(unit__code=code).order_by("pk").first() or put(code)
            found[label] = {"pk": made.pk}
        return found

    _evidence_file = _evidence_document

    @cached_property
    def exemplars_made(self) -> dict[str, Any]:
        """An exemplar of the commune and of its neighbour: found there, a photograph without consent, a copy, a piece."""
        from chungsuc.exemplars.tests import rows

        if not rows.kinds_loaded():  # this province's pack knows no proofs of exemplars
            return {}
        return {label: rows.exemplar(self.units[label], name=f"Người {label} Một") for label in ("own", "neighbour")}

    def _exemplar(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self.exemplars_made.items()}

    def _exemplar_act(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk, "slug": "viet-lai"} for label, made in self.exemplars_made.items()}

    def _exemplar_photo(self) -> dict[str, dict[str, Any]]:
        from chungsuc.exemplars.tests import rows

        if not rows.kinds_loaded():  # this province's pack knows no photographs of exemplars
            return {}
        return {label: {"pk": made.pk, "photo": rows.photo(made).pk} for label, made in self.exemplars_made.items()}

    def _exemplar_copy(self) -> dict[str, dict[str, Any]]:
        from chungsuc.exemplars.tests import rows

        return {label: {"pk": rows.copied(made).pk} for label, made in self.exemplars_made.items()}

    def _coverage_piece(self) -> dict[str, dict[str, Any]]:
        from chungsuc.exemplars.models import Outlet
        from chungsuc.exemplars.tests import rows

        if not Outlet.objects.exists():  # this province's pack knows no press
            return {}
        return {label: {"pk": rows.piece(made).pk} for label, made in self.exemplars_made.items()}

    @cached_property
    def achievements_made(self) -> dict[str, Any]:
        """A person of the commune and of its neighbour with an achievement each, recorded there."""
        from chungsuc.awards.tests import rows

        if not rows.law_loaded():  # this province's pack knows no subjects of awards
            return {}
        return {label: rows.achievement(self.units[label], name=f"Người {label} Hai") for label in ("own", "neighbour")}

    def _award_subject(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.subject_id} for label, made in self.achievements_made.items()}

    _award_subject_name = _achievement_new = _award_subject
    _award_eligibility = _award_formers = _award_bars = _award_subject

    def _award_bar_lift(self) -> dict[str, dict[str, Any]]:
        from chungsuc.awards.tests import rows

        return {label: {"pk": rows.bar(made.subject).pk} for label, made in self.achievements_made.items()}

    def _award_match(self) -> dict[str, dict[str, Any]]:
        from chungsuc.awards.tests import rows

        return {
            label: {"pk": made.subject_id, "kind": "award", "number": rows.former(made.subject).pk}
            for label, made in self.achievements_made.items()
        }

    def _achievement_act(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk, "slug": "rut"} for label, made in self.achievements_made.items()}

    @cached_property
    def award_dossiers_made(self) -> dict[str, Any]:
        """A dossier that the commune is writing, one of its neighbour, and one that the commune handed in."""
        from chungsuc.awards.tests import proposing, rows

        if not rows.law_loaded():
            return {}
        made = {
            label: proposing.at_commune(self.units[label], self.day, name=f"Người {label} Ba")
            for label in ("own", "neighbour")
        }
        sent = proposing.at_commune(self.units["own"], self.day, name="Người own Bốn", handed_in=True)
        return {**made, "sent": sent}

    def _award_dossier(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self.award_dossiers_made.items()}

    _award_dossier_print = _award_dossier_edit = _award_dossier_papers = _award_dossier_up = _award_dossier
    _award_dossier_consent = _award_dossier_paper = _award_dossier
    _award_dossier_new = _award_subject

    @cached_property
    def award_rounds_made(self) -> dict[str, Any]:
        """A round of the province and one of the commune."""
        from chungsuc.awards.tests import proposing, rows

        if not rows.law_loaded():
            return {}
        own = proposing.round_of(self.units["own"], forms=("GK_XA",), day=self.day, name="Giấy khen")
        return {"province": proposing.round_of(forms=("BK_TTG",), day=self.day), "own": own}

    def _award_round(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self.award_rounds_made.items()}

    _award_round_quotas = _award_round_draft = _award_round

    def _award_round_new(self) -> dict[str, dict[str, Any]]:
        return {label: {"code": made.body.code} for label, made in self.award_rounds_made.items()}

    def _award_round_act(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk, "slug": "dong"} for label, made in self.award_rounds_made.items()}

    def _award_listing(self) -> dict[str, dict[str, Any]]:
        from chungsuc.awards.tests import proposing

        return {
            label: {"pk": proposing.line_of(self.award_rounds_made["province"], made.subject).pk}
            for label, made in self.achievements_made.items()
        }

    def _award_dossier_act(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk, "slug": "nop"} for label, made in self.award_dossiers_made.items()}

    @cached_property
    def awards_made(self) -> dict[str, Any]:
        """A person of the commune and of its neighbour that were rewarded, and the commune itself."""
        from chungsuc.awards.tests import decided, rows

        if not rows.law_loaded():
            return {}
        who = {label: made.subject for label, made in self.achievements_made.items()}
        who["unit"] = decided.somebody("", kind="xa", unit=self.units["own"])
        return {
            label: decided.awarded(decided.waiting(of=subject), number=f"{label}/QĐ-UBND")[0]
            for label, subject in who.items()
        }

    def _award(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk} for label, made in self.awards_made.items()}

    def _award_act(self) -> dict[str, dict[str, Any]]:
        return {label: {"pk": made.pk, "slug": "thu-hoi"} for label, made in self.awards_made.items()}

    def _import_sample(self) -> dict[str, dict[str, Any]]:
        return {ending: {"kind": "nominations", "code": "tap-the", "ending": ending} for ending in ("xlsx", "docx")}

    def _award_register_file(self) -> dict[str, dict[str, Any]]:
        return {ending: {"ending": ending} for ending in ("xlsx", "csv")}

    @cached_property
    def award_prepared(self) -> Any:
        """A decision of the province that waits for its signature."""
        from chungsuc.awards.tests import decided, rows

        return decided.prepared(decided.waiting("Người Chờ Ký")) if rows.law_loaded() else None

    def _award_decision(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.award_prepared.pk}} if self.award_prepared else {}

    _award_decision_paper = _award_decision

    def _award_decision_new(self) -> dict[str, dict[str, Any]]:
        from chungsuc.awards.tests import decided, rows

        return {"it": {"body": decided.province().pk, "form": "BK_TINH"}} if rows.law_loaded() else {}

    @cached_property
    def award_appraised(self) -> dict[str, Any]:
        """A dossier of the commune in appraisal, in a round, posted, asked about and visited."""
        from chungsuc.awards.tests import dossiers, rows

        return dossiers.appraised_world(self.units["own"], self.day) if rows.law_loaded() else {}

    def _appraised(self, name: str, **more: Any) -> dict[str, dict[str, Any]]:
        made = self.award_appraised
        return {"it": {"pk": made[name].pk, **more}} if made else {}

    def _award_appraisal(self) -> dict[str, dict[str, Any]]:
        return self._appraised("dossier")

    _award_ask = _award_visit_new = _award_appraisal

    def _award_appraisal_act(self) -> dict[str, dict[str, Any]]:
        return self._appraised("dossier", slug="bo-sung-noi-dung")

    def _award_finding(self) -> dict[str, dict[str, Any]]:
        slugs = {"content": "noi-dung", "ntm": "nong-thon-moi"}
        return {label: made for label, slug in slugs.items() for made in self._appraised("dossier", slug=slug).values()}

    def _award_visit(self) -> dict[str, dict[str, Any]]:
        return self._appraised("visit")

    _award_visit_paper = _award_visit

    def _award_sample(self) -> dict[str, dict[str, Any]]:
        return self._appraised("round")

    def _award_opinion(self) -> dict[str, dict[str, Any]]:
        return self._appraised("question")

    _award_silence = _award_opinion_paper = _award_opinion

    def _award_posted(self) -> dict[str, dict[str, Any]]:
        return self._appraised("posting")

    _award_public_posting = _award_posted_paper = _award_posted

    @cached_property
    def award_session_made(self) -> Any:
        """A session of the council about a dossier that waits for it; None where the law is not loaded."""
        from chungsuc.awards.tests import decided, papered, rows

        if not rows.law_loaded():
            return None
        return papered.session_of([decided.waiting("Người Chờ Họp", state="appraised")], self.day)

    def _award_session(self) -> dict[str, dict[str, Any]]:
        return {"it": {"pk": self.award_session_made.pk}} if self.award_session_made else {}

    _award_session_paper = _award_session

    def _award_posting_new(self) -> dict[str, dict[str, Any]]:
        return {"it": {"form": "HCLD_3"}}

    def _award_posting_ruling(self) -> dict[str, dict[str, Any]]:
        return self._appraised("round", form="BK_TTG")

    def _lock(self) -> dict[str, dict[str, Any]]:
        from chungsuc.locks.tests.setting import put

        return {label: {"pk": put(self.units.get(label)).pk} for label in ("all", "own", "neighbour")}

    def _due(self) -> dict[str, dict[str, Any]]:
        """A document that lapses is an obligation of its unit."""
        from chungsuc.evidence.models import Document
        from chungsuc.evidence.tests.documents import put

        found = {}
        for label in ("own", "neighbour"):
            lapsing = Document.objects.filter(unit__code=self.units[label], expires_on=date(2030, 1, 1))
            made = lapsing.first() or put(self.units[label], "Giấy chứng nhận có hạn", expires_on=date(2030, 1, 1))
            if made.uploaded_at.date() <= self.day:  # nothing was due before it was put in
                found[label] = {"key": f"evidence.lapsing:{made.pk}:{made.unit_id}"}
        return found

    def _calendar_feed(self) -> dict[str, dict[str, Any]]:
        from chungsuc.accounts.models import User
        from chungsuc.deadlines.models import Feed
        from chungsuc.deadlines.rules import hashed
        from chungsuc.web.day import now

        owner = User.objects.get(username="coordinator")
        known = {"secret_hash": hashed("bi-mat"), "defaults": {"account": owner, "made_at": now()}}
        Feed.objects.get_or_create(**known)
        return {"it": {"secret": "bi-mat"}}

    def _launch(self) -> dict[str, dict[str, Any]]:
        from chungsuc.movement.tests.samples import a_launch

        return {label: {"pk": a_launch(self.units[label]).pk} for label in ("own", "neighbour")}

    _launch_export = _launch
    _movement_unit = _unit

    def _guidance_one(self) -> dict[str, dict[str, Any]]:
        from chungsuc.movement.tests.samples import a_guidance
        from chungsuc.organisations.models import Unit

        if not Unit.objects.filter(code="SNV").exists():
            return {}
        to = {"communes": "cap-xa-thay-huyen", "bodies": "so-ban-nganh"}
        return {label: {"pk": a_guidance(code).pk} for label, code in to.items()}

    _guidance_file = _guidance_one

    def _concern(self) -> dict[str, dict[str, Any]]:
        from chungsuc.movement.tests.samples import a_concern
        from chungsuc.organisations.models import Unit

        if not Unit.objects.filter(code="SNV").exists():  # the office that answers; another province has others
            return {}
        return {label: {"pk": a_concern(self.units[label]).pk} for label in ("own", "neighbour")}

    def _jobs_job(self) -> dict[str, dict[str, Any]]:
        from chungsuc.jobs.models import Job

        job = Job.objects.order_by("pk").first()
        return {"it": {"job_id": job.pk}} if job else {}


def url(address: Address, parts: dict[str, Any], day: str = "", **query: str) -> str:
    """The path of an address for an object, with the page's day and more of a query when given."""
    pairs = {**({"ngay": day} if day else {}), **query}
    return reverse(address.name, kwargs=parts) + (f"?{urlencode(pairs, safe='/')}" if pairs else "")


@dataclass(frozen=True)
class Opened:
    """A page as somebody got it."""

    name: str
    label: str
    address: str
    status: int
    text: str
    answer: Any


NOT_PAGES = {
    "contributions_file", "contribution_totals_file", "contribution_givers_file", "estimate_file",
    "service_worker", "account_login", "account_inactive", "batch_file", "evidence_file", "jobs:job", "export_values", "export_register",
    "export_communes", "paper_docx", "paper_pdf", "paper_xlsx", "signed_file", "paper_template_file", "paper_template_standard",
    "certificate_batch_file", "blank_grid", "exemplars_file", "exemplar_photo", "coverage_file", "coverage_quarters_file", "unit_plan_commitment_file", "unit_plan_results_file",
    "dues_file", "calendar_feed", "award_register_file", "import_sample",
    "launch_export", "guidance_file", "concerns_export",
    "report_reporters_xlsx", "province_report_docx", "province_report_xlsx",
    "province_version_docx", "unit_report_docx", "unit_report_xlsx", "score_xlsx",
}  # fmt: skip


def open_pages(client: Any, role: str, *, day: str = "", world: World | None = None) -> list[Opened]:
    """Opens with a GET everything that the matrix gives the role, each with every object there is, on a day."""
    from chungsuc.law.periods import read_day

    around = world or World.of(read_day(day or "31/12/2023"))
    found = []
    for address in addresses():
        if address.name in NOT_PAGES or address.name not in READING:
            continue
        for label, parts in around.objects(address).items():
            if row(READING[address.name][label])[role] != "2":
                continue
            path = url(address, parts, day)
            answer = client.get(path)
            found.append(Opened(address.name, label, path, answer.status_code, text_of(answer), answer))
    return found


def text_of(answer: Any) -> str:
    """The body of an answer as text."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace"))
