"""The acts a claim can report: what somebody did, or did with words.

One code per act; the families follow the course of a negotiation. PLOVER and CAMEO codes hold
fewer distinctions: acceptance with conditions, in principle and without are three acts here.
"""

__all__ = ["ACTS", "FAMILIES"]

FAMILIES: dict[str, dict[str, str]] = {
    "texts": {
        "PROPOSE": "puts terms forward",
        "COUNTER": "answers terms with other terms",
        "REVISE": "changes own earlier terms",
        "HAND_OVER_DOC": "delivers a document",
        "PUBLISH_DOC": "makes a text public or leaks it",
        "WITHDRAW_PROPOSAL": "takes terms off the table",
        "TERM": "content of a document: one clause",
    },
    "responses": {
        "ACCEPT": "agrees to terms without conditions",
        "ACCEPT_CONDITIONAL": "accepts if something happens",
        "ACCEPT_IN_PRINCIPLE": "positive without commitment",
        "DEFER": "will study or answer later",
        "REJECT": "refuses terms",
        "REFUSE_ENGAGE": "will not discuss the substance",
    },
    "process": {
        "ACCEPT_MEETING": "agrees to meet",
        "PROPOSE_MEETING": "offers a meeting",
        "REFUSE_MEETING": "declines a meeting",
        "ROUND_HELD": "a round takes place",
        "NO_AGREEMENT": "round ends without a deal on X",
        "SET_DEADLINE": "gives a time limit",
        "SUSPEND_TALKS": "stops or leaves",
        "POSTPONE": "moves a date",
        "ROLE": "who heads or speaks for whom",
        "MEDIATE": "third party hosts or conveys",
        "ACCEPT_MEDIATION": "accepts a third party",
        "REJECT_MEDIATION": "refuses a third party",
    },
    "coercion": {
        "ULTIMATUM": "demand with deadline and sanction",
        "SANCTION": "imposes economic measures",
        "LIFT_SANCTION": "eases measures",
        "THREATEN": "announces harm",
        "WARN": "says what will follow from third-party conduct",
        "DETER": "claims a deterrent effect",
    },
    "commitments": {
        "AGREE": "parties agree on a point",
        "SIGN": "signs or initials",
        "RATIFY": "domestic or UN approval",
        "COMMIT": "promises to do something",
        "CONDITION": "makes an act depend on another",
        "GUARANTEE": "backs another side's security",
        "CONCEDE": "gives ground",
        "COMPLY": "does what was promised",
        "VIOLATE": "breaks a promise (claimed)",
    },
    "humanitarian": {
        "HAND_OVER_LIST": "gives names",
        "DEMAND_RETURN": "asks for persons or bodies",
        "AGREE_EXCHANGE": "agrees a swap",
        "EXCHANGE": "swap happens",
        "RETURN_BODIES": "remains handed over",
        "AGREE_RETURN": "agrees to send people back",
        "DEPORT": "removes people",
        "ADOPT": "children adopted or placed",
    },
    "force": {
        "STRIKE": "armed attack",
        "DAMAGE_CLAIM": "claimed effect of an attack",
        "FIGHT": "hostilities go on",
        "CEASEFIRE_DECLARE": "announces a truce",
        "WITHDRAW_FORCES": "pulls back",
        "MOBILISE": "raises or moves forces",
        "ARMS_SUPPLY": "gives or stops weapons, data",
    },
    "speech": {
        "DEMAND": "requires an act",
        "APPEAL": "asks, weaker than demand",
        "OPPOSE": "argues against an act of others",
        "ACCUSE": "blames or imputes motive",
        "DENY": "rejects an allegation",
        "ARGUE": "gives a reason",
        "ASSESS": "judges a state of affairs",
        "PRAISE": "endorses or thanks",
        "STATEMENT_MADE": "occasion of a statement",
        "SEEK_TALKS": "says it wants talks",
    },
    "status": {
        "DURATION": "how long something took",
        "ORDER": "before, after, same day",
        "FORECAST_UNKNOWN": "says the future or a fact is unknown",
    },
}
ACTS: dict[str, str] = {
    act: meaning for family in FAMILIES.values() for act, meaning in family.items()
}
