"""The portfolio's books: which accounts to select, and how good the account programme is."""

# A row is a line: this file is read and changed as a table.
# fmt: off

from __future__ import annotations

from pipeline.sheets import Assessment, Candidate, Criterion, Score, SelfCheck
from tests.examples.notation import Cells, Overlay, Rows, dated, table

CRITERIA = table(
    Criterion,
    "criterion axis weight anchor_1 anchor_3 anchor_5 why",
    ("Revenue potential", "attractiveness", 0.18, "Under £0.5 million a year within three years", "£1 to 2 million a year within three years", "Over £5 million a year within three years", "Attention costs the same for a small account"),
    ("Market influence", "attractiveness", 0.10, "Nobody in its industry looks at it", "Quoted by its peers now and then", "Peers wait for its choice of supplier", "A known name opens doors"),
    ("Profitability after cost to serve", "attractiveness", 0.15, "Loses money after cost to serve", "Earns the company's mean of 26 %", "Earns over 34 % and rising", "Large and lossmaking is worse than small"),
    ("Financial viability", "attractiveness", 0.12, "Payment in doubt within a year", "Pays in full, often late", "Strong balance sheet, pays in terms", "A plan needs a customer that lasts"),
    ("Strategic fit", "fit", 0.15, "Wants what we are giving up", "Uses two of our offerings", "Its next three years need our data platform", "We can't be good at everything"),
    ("Geographic fit", "fit", 0.08, "Sites where we have nobody", "Half of its sites within our regions", "All sites within two hours of a team", "Distance is cost to serve"),
    ("Innovation and openness to partnership", "fit", 0.10, "Buys by tender and line item", "Joint projects now and then", "Shares its plans and builds with us", "Strategic needs two"),
    ("Access to executives", "fit", 0.12, "We know procurement only", "We know one director well", "Two or more of its board call us", "Without it a plan stays paper"),
)

CANDIDATES = table(
    Candidate,
    "account name industry region tier revenue potential sponsor rationale decision decided_on",
    ("calder", "Calder Water plc", "Water and wastewater utility", "North", "Strategic", 4_800_000, 7_200_000, "Fergus Boyd", "Growing, profitable, and the model for three other utilities.", "keep", "2026-09-18"),
    ("brightwell", "Brightwell Retail Group", "Home and garden retail", "Midlands", "Key", 6_100_000, 5_000_000, "Rosalind Tate", "Large, shrinking and without a friend on the board; the renewal decides.", "watch", "2026-09-18"),
    ("kestrel", "Kestrel Mobility", "Shared electric vehicles", "South-west", "Prospect", 420_000, 1_500_000, "Daniel Rees", "Small and quick; a place to try edge unlock.", "watch", "2026-09-18"),
    ("meridian", "Meridian Health Alliance", "Public healthcare provider", "Midlands", "Strategic", 18_500_000, 24_000_000, "Margaret Okafor", "A sixth of our revenue and the reference for clinical platforms.", "keep", "2026-09-18"),
    ("pelagia", "Πελαγία Ναυτιλιακή (Pelagia Shipping)", "Shipping", "Mediterranean", "Core", 2_300_000, 3_600_000, "Daniel Rees", "Our data platform at sea, open to share.", "select", "2026-09-18"),
    ("thornbury-rail", "Thornbury Rail", "Train operator", "South", "Core", 1_900_000, 6_500_000, "Rosalind Tate", "New franchise with a data duty; asks for a partner.", "select", "2026-09-18"),
    ("aldgate-mutual", "Aldgate Mutual", "Insurance", "London", "Key", 3_700_000, 5_200_000, "Margaret Okafor", "Steady and profitable, little hunger for new things.", "keep", "2026-09-18"),
    ("solent-ports", "Solent Ports Authority", "Ports", "South", "Core", 1_200_000, 3_100_000, "Daniel Rees", "Neighbour of Pelagia's trade; shares its berth data.", None, None),
    ("ferrand-energy", "Ferrand Energy", "Electricity networks", "North", "none", 0, 4_200_000, "Fergus Boyd", "Asks what Calder does with telemetry.", None, None),
    ("northmoor-council", "Northmoor Council", "Local government", "North", "Core", 900_000, 1_100_000, None, "Pays late and buys by line item.", "decline", "2026-09-18"),
    ("lumen-media", "Lumen Media", "Broadcasting", "London", "Core", 1_400_000, 1_300_000, "Rosalind Tate", "Peaks we could share with retail; budgets shrink.", None, None),
    ("vantage-foods", "Vantage Foods", "Food manufacturing", "Midlands", "none", 150_000, 2_400_000, None, "One plant on trial, six to follow if it holds.", None, None),
    ("castra-labs", "Castra Laboratories", "Life sciences", "East", "Prospect", 260_000, 3_900_000, "Daniel Rees", "Research data at scale; spun out last year.", None, None),
)

# Rater -> department and day of the votes.
RATERS = {
    "Rosalind Tate": ("Sales", "2026-09-07"),
    "Martin Hale": ("Sales", "2026-09-08"),
    "Fergus Boyd": ("Delivery", "2026-09-09"),
    "Margaret Okafor": ("Finance", "2026-09-10"),
    "Daniel Rees": ("Technology", "2026-09-11"),
}

# Account, rater, a digit a criterion in the order of the tab Criteria (a dot: no vote), confidence, what it rests on.
VOTES = (
    ("calder", "Rosalind Tate", "44545455", "high", "Two reference calls since June; board member calls us"),
    ("calder", "Martin Hale", "44445545", "high", "Pipeline of £1.3 million outside hosting"),
    ("calder", "Fergus Boyd", "43455554", "high", "Joint control room, ten quarters at target"),
    ("calder", "Margaret Okafor", "34554444", "high", "41 days to payment, margin above 40 %"),
    ("calder", "Daniel Rees", "45445554", "medium", "Spill model is the best use of our platform"),
    ("brightwell", "Rosalind Tate", "33224322", "high", "Meeting of 8 September with the new board"),
    ("brightwell", "Martin Hale", "43323323", "medium", "Elastic contract could hold two thirds"),
    ("brightwell", "Fergus Boyd", "33323423", "high", "Five good peaks, thin team"),
    ("brightwell", "Margaret Okafor", "22213311", "high", "71 days to payment, covenants"),
    ("brightwell", "Daniel Rees", "33323332", "medium", "Web shop must move by June 2027"),
    ("kestrel", "Rosalind Tate", "32223432", "low", "One meeting"),
    ("kestrel", "Martin Hale", "32.23342", "low", "Talks with Marco Bellini"),
    ("kestrel", "Fergus Boyd", "22323332", "medium", "18 days a quarter for a small bill"),
    ("kestrel", "Margaret Okafor", "22112321", "medium", "Accounts of 2025: losses in four cities"),
    ("kestrel", "Daniel Rees", "54345453", "medium", "Edge unlock is new to the market"),
    ("meridian", "Rosalind Tate", "55344445", "high", "Board access at four seats"),
    ("meridian", "Martin Hale", "55345544", "high", "Spring wave and imaging in the pipeline"),
    ("meridian", "Fergus Boyd", "54345444", "high", "Outage of March, ten of eleven measures done"),
    ("meridian", "Margaret Okafor", "54434445", "high", "Monthly talks with the finance chief"),
    ("meridian", "Daniel Rees", "55345553", "high", "Record platform, pathology and imaging"),
    ("pelagia", "Rosalind Tate", "33434243", "medium", "Owner's word in January"),
    ("pelagia", "Martin Hale", "33334244", "medium", "Chartered ships open until February"),
    ("pelagia", "Fergus Boyd", "32333233", "high", "Travel and customs cost us two points"),
    ("pelagia", "Margaret Okafor", "22443234", "high", "Late and always in full"),
    ("pelagia", "Daniel Rees", "34435254", "high", "Store and forward proven on 22 ships"),
    ("thornbury-rail", "Rosalind Tate", "54344455", "medium", "Managing director came to Leeds herself"),
    ("thornbury-rail", "Martin Hale", "54344444", "medium", "Franchise letter of May"),
    ("thornbury-rail", "Fergus Boyd", "43334443", "medium", "Depots within our regions"),
    ("thornbury-rail", "Margaret Okafor", "43343433", "medium", "Franchise backed until 2033"),
    ("thornbury-rail", "Daniel Rees", "54345453", "medium", "Data duty needs what Calder has"),
    ("aldgate-mutual", "Rosalind Tate", "33443433", "high", "Nine years, same two directors"),
    ("aldgate-mutual", "Martin Hale", "33443423", "high", "Buys more of the same"),
    ("aldgate-mutual", "Fergus Boyd", "33453423", "high", "Quietest desk we run"),
    ("aldgate-mutual", "Margaret Okafor", "34553424", "high", "Pays in 22 days"),
    ("aldgate-mutual", "Daniel Rees", "32442422", "medium", "No interest in data"),
    ("solent-ports", "Rosalind Tate", "33333443", "medium", "Visit in June"),
    ("solent-ports", "Martin Hale", "43333443", "low", "Berth data offer out"),
    ("solent-ports", "Fergus Boyd", "33343433", "medium", "One good year"),
    ("solent-ports", "Daniel Rees", "34335453", "medium", "Shares its berth data"),
    ("ferrand-energy", "Rosalind Tate", "44.44432", "low", "Asked for a visit to Calder"),
    ("ferrand-energy", "Martin Hale", "44.44432", "low", "Two calls"),
    ("ferrand-energy", "Fergus Boyd", "4334543.", "low", "Same gateways as Calder"),
    ("ferrand-energy", "Margaret Okafor", "43.5442.", "medium", "Regulated, rated A"),
    ("northmoor-council", "Rosalind Tate", "22222422", "medium", "Tender for each line"),
    ("northmoor-council", "Fergus Boyd", "12222421", "high", "Dear to serve"),
    ("northmoor-council", "Margaret Okafor", "11122411", "high", "96 days to payment"),
    ("northmoor-council", "Daniel Rees", "12232321", "medium", "Old systems, no plan"),
    ("lumen-media", "Rosalind Tate", "24333323", "medium", "Name known, budget gone"),
    ("lumen-media", "Martin Hale", "23323333", "medium", "Two lost deals"),
    ("lumen-media", "Margaret Okafor", "23233322", "medium", "Advertising falls"),
    ("lumen-media", "Daniel Rees", "34334343", "low", "Peaks we could share"),
    ("vantage-foods", "Martin Hale", "32334332", "low", "Trial at one plant"),
    ("vantage-foods", "Fergus Boyd", "32334432", "low", "Plant visited"),
    ("vantage-foods", "Margaret Okafor", "32343322", "medium", "Family firm, sound"),
    ("castra-labs", "Rosalind Tate", "43324343", "low", "Founder speaks well of us"),
    ("castra-labs", "Martin Hale", "43324343", "low", "Two workshops"),
    ("castra-labs", "Margaret Okafor", "33223331", "medium", "Money for eighteen months"),
    ("castra-labs", "Daniel Rees", "54335454", "medium", "Research data like Meridian's"),
)

# The selection of a year before, by three of the raters on the day given; Castra and Vantage were not candidates then.
BEFORE = {
    ("Rosalind Tate", "Sales", "2025-09-08"): {
        "calder": "44444444", "brightwell": "44334434", "kestrel": "31223431", "meridian": "54344444", "pelagia": "23323233",
        "thornbury-rail": "33233333", "aldgate-mutual": "33443433", "northmoor-council": "22222422", "lumen-media": "34334334",
    },
    ("Fergus Boyd", "Delivery", "2025-09-09"): {
        "calder": "43354544", "brightwell": "43334434", "kestrel": "21322331", "meridian": "54344444", "pelagia": "32323132",
        "thornbury-rail": "32233432", "aldgate-mutual": "33453423", "northmoor-council": "22222422", "lumen-media": "33333433",
    },
    ("Margaret Okafor", "Finance", "2025-09-10"): {
        "calder": "33454343", "brightwell": "33333333", "kestrel": "21112211", "meridian": "54434444", "pelagia": "22333223",
        "thornbury-rail": "32233322", "aldgate-mutual": "34553424", "northmoor-council": "11222411", "lumen-media": "33333333",
    },
}


def scores() -> list[Cells]:
    """The votes as rows: one a rater and account."""
    criteria = [row["criterion"] for row in CRITERIA]
    given = [
        (account, *who, digits, None, "Selection of 2025") for who, votes in BEFORE.items() for account, digits in votes.items()
    ]
    given += [(account, rater, *RATERS[rater], digits, sure, evidence) for account, rater, digits, sure, evidence in VOTES]
    rows = []
    for account, rater, department, day, digits, sure, evidence in given:
        votes = {name: int(digit) for name, digit in zip(criteria, digits, strict=True) if digit != "."}
        cells = {"account": account, "rater": rater, "department": department, "day": day, "evidence": evidence}
        rows.append(dated(Score, {**cells, "confidence": sure, "votes": votes}))
    return rows


OWN, MANAGEMENT, THIRD, CUSTOMER = "own team", "management", "third party", "customer"
ASSESSORS = {OWN: ("Account managers' round", "2026-09-21"), MANAGEMENT: ("Rosalind Tate", "2026-09-24"), THIRD: ("Harcastle Assurance", "2026-10-02")}

# Practice, question, then score and evidence of our own team, of management and of the third party.
ASSESSED = (
    ("profit measurement", "Is profit after cost to serve known for every account, every quarter?", (3, "Four of five accounts"), (3, "Kestrel since this year only"), (2, "Cost to serve is shared out by revenue in two accounts")),
    ("profit measurement", "Do managers know which services earn and which don't?", (3, "Product margins in the pack"), (2, "Asked six, four knew"), (2, "No margin by unit in three plans")),
    ("profit measurement", "Is value for the customer confirmed by the customer?", (3, "Ledger at three accounts"), (3, "Calder and Meridian"), (3, "Signed entries seen at two accounts, oral at a third")),
    ("long-term strategy", "Does every plan reach beyond the current contract?", (3, "Horizon of two to three years"), (2, "Brightwell's ends with the contract"), (1, "Two plans repeat the renewal as strategy")),
    ("long-term strategy", "Are the customer's objectives in the customer's own words?", (4, "Source named in each plan"), (3, "Mostly"), (3, "Four of five with a source")),
    ("long-term strategy", "Are goals agreed with the customer?", (3, "Joint goals at three accounts"), (3, "Dates of agreement seen"), (2, "Eleven of 27 goals have no date of agreement")),
    ("asset protection", "Is the loss of one sponsor survivable?", (2, "Not at Brightwell"), (2, "Brightwell showed it"), (1, "Single threads at two accounts")),
    ("asset protection", "Are renewals opened a year before they end?", (3, "Meridian yes, Brightwell no"), (2, "Notice day was on us too soon"), (2, "One of four opened in time")),
    ("asset protection", "Are risks reviewed each quarter?", (4, "All registers dated"), (3, "Reviewed, seldom re-scored"), (3, "A third unchanged for two quarters")),
    ("communication", "Is there a plan of who hears what, and is it kept?", (3, "Dates kept at three accounts"), (3, "Reports come in time"), (2, "Next dates passed at two accounts")),
    ("communication", "Are agreements followed up in writing within two days?", (3, "Minutes by the next day at Calder"), (2, "Depends on the manager"), (2, "Seven of 12 meetings")),
    ("communication", "Do functions know what each account expects of them?", (2, "Monthly at Calder"), (2, "Asks come late"), (1, "Field Services saw no plan")),
    ("third-party assessment", "Does somebody outside ask the customers?", (2, "Survey twice a year"), (2, "By us, not by others"), (1, "Survey is run by the account managers")),
    ("third-party assessment", "Are findings turned into actions?", (3, "Follow-ups named"), (2, "Half of last year's"), (2, "Nine of 16 closed")),
    ("third-party assessment", "Are plans reviewed by someone who does not own them?", (2, "Peer review tried once"), (1, "Not yet"), (1, "None found")),
)
# The same questions a year earlier: our own team's and the third party's scores, in the same order.
LAST_YEAR = ((2, 2), (2, 1), (2, 2), (3, 1), (3, 2), (2, 2), (3, 1), (2, 2), (3, 2), (2, 2), (2, 1), (2, 1), (1, 1), (2, 1), (1, 0))


def assessments() -> list[Cells]:
    """The answers as rows, last year's first."""
    rows: list[Cells] = []
    for (practice, question, *_), (own, third) in zip(ASSESSED, LAST_YEAR, strict=True):
        for kind, score, day in ((OWN, own, "2025-09-22"), (THIRD, third, "2025-10-03")):
            cells = {"practice": practice, "question": question, "score": score, "assessor": ASSESSORS[kind][0]}
            rows.append(dated(Assessment, {**cells, "assessor_type": kind, "evidence": "Assessment of 2025", "day": day}))
    for practice, question, *answers in ASSESSED:
        for (kind, (assessor, day)), (score, evidence) in zip(ASSESSORS.items(), answers, strict=True):
            cells = {"practice": practice, "question": question, "score": score, "assessor": assessor}
            rows.append(dated(Assessment, {**cells, "assessor_type": kind, "evidence": evidence, "day": day}))
    return rows


BY_CUSTOMERS = table(
    Assessment,
    "practice question score assessor assessor_type evidence day",
    ("communication", "Are agreements followed up in writing within two days?", 4, "Calder Water plc", CUSTOMER, "Always by the next morning", "2026-09-03"),
    ("communication", "Are agreements followed up in writing within two days?", 1, "Brightwell Retail Group", CUSTOMER, "After the second reminder", "2026-09-22"),
    ("asset protection", "Are renewals opened a year before they end?", 1, "Brightwell Retail Group", CUSTOMER, "Heard of it in August", "2026-09-22"),
)

SELF_CHECKS = table(
    SelfCheck,
    "manager account day senior_plans followed_up asked_help own_expectation",
    ("Priya Nair", "calder", "2026-03-18", 3, 4, 3, 2),
    ("Priya Nair", "calder", "2026-09-16", 3, 4, 3, 3),
    ("Tom Ashworth", "brightwell", "2026-03-18", 2, 2, 2, 1),
    ("Tom Ashworth", "brightwell", "2026-09-16", 1, 2, 3, 2),
    ("Sian Pritchard", "kestrel", "2026-09-16", 0, 3, 3, 1),
    ("Olumide Adeyemi", "meridian", "2026-03-18", 3, 3, 2, 3),
    ("Olumide Adeyemi", "meridian", "2026-09-16", 4, 3, 3, 3),
    ("Eleni Markou", "pelagia", "2026-03-18", 2, 3, 3, 2),
    ("Eleni Markou", "pelagia", "2026-09-16", 3, 3, 3, 2),
)

NOW: Rows = {
    Criterion: CRITERIA,
    Candidate: CANDIDATES,
    Score: scores(),
    Assessment: [*assessments(), *BY_CUSTOMERS],
    SelfCheck: SELF_CHECKS,
}

EARLIER: Overlay = {
    Candidate: {
        "brightwell": {"decision": "keep", "decided_on": "2025-09-24", "revenue": 6_400_000, "potential": 6_500_000},
        "kestrel": {"decision": "watch", "decided_on": "2025-09-24", "revenue": 400_000},
        "castra-labs": None,
    },
}
