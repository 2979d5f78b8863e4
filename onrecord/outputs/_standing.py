"""What is established, what is somebody's claim, and what is not known: told from the model, never typed.

A fact is established where it is stated as fact, neither disputed nor rivalled by a claim that is not dismissed, and borne out by at least
two independent accounts; what follows from other facts is so where they all are. Copies of one
wire story and reports on it are one account (`Site.stories`).
"""

from __future__ import annotations

from ..model import Absent, Fact, Site

STANDINGS = ("established", "claimed", "not_known")
KNOWN_ABSENCES = ("none", "not_applicable")
ENOUGH_ACCOUNTS = 2


def standing(site: Site, fact: Fact) -> str:
    if isinstance(fact.amount, Absent) and fact.amount.reason not in KNOWN_ABSENCES:
        return "not_known"
    contested = fact.status in ("disputed", "retracted") or any(claim.rank != "deprecated" for claim in fact.claims)
    if fact.modality != "fact" or contested:
        return "claimed"
    if any(standing(site, other) != "established" for other in site.inputs(fact)):
        return "claimed"
    return "established" if site.stories(fact) >= ENOUGH_ACCOUNTS else "claimed"
