"""What this room knows, as pages, commands and other rooms read it."""

from ..rules.eligibility_facts import Evidence as Evidence
from .file import Line as Line
from .file import Year as Year
from .file import ended as ended
from .file import evidence_of as evidence_of
from .file import file_asked as file_asked
from .file import file_of as file_of
from .law import BonusFact as BonusFact
from .law import Law as Law
from .law import bonus_on as bonus_on
from .law import cited as cited
from .law import known_forms as known_forms
from .law import law_asked as law_asked
from .law import law_on as law_on
