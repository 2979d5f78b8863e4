"""What is established, what is somebody's claim, and what is not known: told from the model, never typed.

A fact is established where nobody's word alone stands behind it: it is stated as fact, undisputed, and either no single party is named
for it or at least two independent accounts bear it out. Copies of one wire story are one account.
"""

from __future__ import annotations

from ..model import Absent, Fact, Site

STANDINGS = ("established", "claimed", "not_known")
KNOWN_ABSENCES = ("none", "not_applicable")
REPORTERS = ("agency", "outlet")
ENOUGH_ACCOUNTS = 2


def standing(site: Site, fact: Fact) -> str:
    if isinstance(fact.amount, Absent) and fact.amount.reason not in KNOWN_ABSENCES:
        return "not_known"
    if fact.modality != "fact" or fact.status in ("disputed", "retracted"):
        return "claimed"
    on_a_word = any(site.parties[party].type not in REPORTERS for party in fact.by)
    return "claimed" if on_a_word and site.stories(fact) < ENOUGH_ACCOUNTS else "established"
