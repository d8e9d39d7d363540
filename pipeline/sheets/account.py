"""account.xlsx: the account's profile, team, insights, strategy, contracts, communication, reviews and asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.catalogue.sense import ours_without_revenue, share_without_effect
from pipeline.columns import Component, Dated, Free, Key, Order, Row, Shared, Wanted
from pipeline.facts import Facts
from pipeline.kinds import Choice, Day, Id, Long, Money, Names, Quarter, Ref, Text, Whole, YesNo
from pipeline.problems import Note
from pipeline.sharing import Audience
from pipeline.sheets.words import INITIATIVES, LEVEL, STANDING, TIERS


class Profile(Row):
    """Who the account is and where we stand with it; one field a row."""

    tab, book, component = "Profile", "account", Component.INTELLIGENCE
    about = "Who the account is, what it wants, what we both gain, where we stand."
    minimum, fields, shared = 1, True, Shared.ALL

    account_id = Key("Account id", Id(), "The folder's name: lower-case letters, digits and hyphens.", example="northwind", client=True)
    name = Key("Name", Text(), "What the customer calls itself.", example="Northwind Ferries", client=True)
    industry = Wanted("Industry", Text(), "The customer's line of business.", example="Passenger shipping", client=True)
    headquarters = Wanted("Headquarters", Text(), "City and country.", example="Harwich, United Kingdom", client=True)
    customer_since = Wanted("Customer since", Text(), "The year of the first contract.", example="2019", client=True)
    tier = Wanted("Tier", Choice(TIERS), "As decided in the last selection.", example="Key")
    manager = Wanted("Account manager", Text(), "Who leads the account with us.", example="Anna Keller", client=True)
    sponsor_ours = Wanted("Executive sponsor (ours)", Text(), "The member of our management who answers for the account.", example="Martin Osei", client=True)
    sponsor_customer = Wanted("Executive sponsor (customer)", Text(), "Who sponsors the partnership on the customer's side.", example="Ingrid Solberg", client=True)
    business_model = Wanted("Business model", Long(), "How the customer earns its money, in two or three sentences.", example="Sells crossings and freight space; margins depend on fuel and on board sales.")
    market_position = Wanted("Market position", Long(), "Its place among its competitors and where that is going.", example="Second of four on the North Sea; gains share in freight.")
    customer_objectives = Wanted("Customer's strategic objectives", Long(), "One a line, in the customer's own words.", example="Cut turnaround in port to 90 minutes\nHalve paper in freight handling", client=True)
    objectives_source = Wanted("Source of those objectives", Text(), "Where they are written or who said them, and when.", example="Annual report 2025, page 12")
    our_objectives = Wanted("Our strategic objectives", Long(), "What we want from this account, one a line.", example="Become sole supplier of port systems\nGrow freight services")
    where_served = Wanted("Where we serve them", Text(), "Units, sites or regions.", example="Harwich and Hook of Holland", client=True)
    value_we_bring = Wanted("Value we bring", Long(), "What we do for them that others do not.", example="One system from booking to quay, run day and night.", client=True)
    what_they_gain = Wanted("What they gain", Long(), "In their terms.", example="Two more sailings a week with the same ships.", client=True)
    what_we_gain = Wanted("What we gain", Long(), "In our terms.", example="A reference in shipping and steady recurring revenue.")
    where_we_have_been = Wanted("Where we have been", Long(), "The story so far, good and bad.", example="Started with ticketing in 2019; a hard go-live, steady since.", client=True)
    where_we_want_to_be = Wanted("Where we want to be", Long(), "Where both want to stand at the plan's end.", example="Planning capacity together, two seasons ahead.", client=True)
    level_now = Wanted("Relationship level", STANDING, "As the customer sees it today.", example=3)
    level_target = Wanted("Target level", STANDING, "Where we want to stand at the plan's end.", example=4)
    legal_name = Free("Legal name", Text(), "As in the contracts.", example="Northwind Ferries Ltd", client=True, more=True)
    regions = Free("Regions", Text(), "Where the customer is active.", example="North Sea", client=True, more=True)
    employees = Free("Employees", Whole(0, 10_000_000), "Headcount.", example=2100, more=True)
    customer_revenue = Free("Customer's revenue", Money(0), "Per year.", example=310_000_000, more=True)
    fiscal_year_end = Free("Fiscal year end", Text(), "The month in which the customer's fiscal year ends.", example="December", more=True)
    horizon = Free("Plan horizon", Whole(1, 10), "In years.", example=3, more=True)
    language = Free("Language of client editions", Text(), "A language code.", example="en", more=True)


class TeamMember(Row):
    """One of us who works for the account."""

    tab, book, component = "Team", "account", Component.RELATIONSHIPS
    about = "Who of us works for the account, and for how many days a quarter."
    minimum, shared = 2, Shared.MARKED

    name = Key("Name", Text(), "First and last name.", example="Anna Keller", client=True)
    role = Wanted("Role", Text(), "What the person does for the account.", example="Account manager", client=True)
    department = Wanted("Department", Text(), "The department the person belongs to.", example="Sales", client=True)
    responsible_for = Wanted("Responsible for", Text(), "What this person answers for.", example="The plan and the relationship as a whole", client=True)
    share = Free("Share with client", YesNo(), "Yes lets the client see this row.", example="yes")
    days = Free("Days per quarter", Whole(0, 100), "Working days a quarter for this account.", example=25, more=True)
    success = Free("What success means for them", Text(), "How this person's work on the account is measured.", example="Agreed measures on target", more=True)
    email = Free("E-mail", Text(), "Business address.", example="anna.keller@example.com", client=True, more=True)
    phone = Free("Phone", Text(), "Business number.", example="+44 20 7946 0001", client=True, more=True)

    unique = (name,)


class Intelligence(Row):
    """Something we learned about the customer or its market, and what follows from it."""

    tab, book, component = "Intelligence", "account", Component.INTELLIGENCE
    about = "What we learned about the customer and its market, and what it means for us."
    minimum = 2

    day = Key("Date", Day(), "When we learned it.", example=date(2026, 2, 11))
    topic = Wanted("Topic", Choice(("customer business", "customer strategy", "people and organisation", "market", "competitor", "regulation", "technology")), "What it is about.", example="customer strategy")
    insight = Key("Insight", Long(), "What we learned.", example="The board wants all freight papers digital by 2027.")
    so_what = Wanted("So what", Long(), "What it means for us and them.", example="Freight documents become the opening for our next project.")
    source = Wanted("Source", Text(), "Who said it or where it is written.", example="Chief operating officer, February meeting")
    confidence = Wanted("Confidence", LEVEL, "How sure we are.", example="high")
    owner = Free("Owner", Names(), "Who follows it up.", example="Anna Keller", more=True)
    review_by = Free("Review by", Day(), "When it should be checked again.", example=date(2026, 12, 31), more=True)

    orders = (Order(day, review_by),)


class Strategy(Row):
    """A need of the customer and our answer to it."""

    tab, book, component = "Strategy", "account", Component.VALUE
    about = "The customer's needs, our answers, and how far each answer has come."
    minimum, shared = 1, Shared.RULE

    id = Key("Id", Id(), "Short and lasting, such as S1.", example="S1", client=True)
    need = Wanted("Customer need", Long(), "In the customer's words.", example="Faster turnaround in port", client=True)
    answer = Wanted("Our answer", Long(), "What we offer for it.", example="Gate control tied to the booking system", client=True)
    goal = Free("Goal", Ref(("Goals",)), "The goal that makes it happen.", example="G1", client=True)
    stage = Wanted("Stage", Choice(("developed", "communicated", "accepted", "rewarded")), "How far the answer has come.", example="accepted", client=True)
    owner = Wanted("Owner", Names(), "Who drives it with us.", example="Anna Keller", client=True)
    initiative = Free("Initiative type", Choice(INITIATIVES), "What kind of initiative it is.", example="efficiency", client=True, more=True)
    resources = Free("Resources", Text(), "People, money and tools it takes.", example="Two engineers for six months", more=True)
    evidence = Free("Evidence", Text(), "Why we believe in the stage.", example="Minutes of the June workshop", more=True)

    unique = (id,)

    def is_shown(self, audience: Audience) -> bool:
        """From the stage on at which the client was told."""
        return self.stage in ("communicated", "accepted", "rewarded")


class Whitespace(Row):
    """What a unit of the customer could buy, and from whom it buys today."""

    tab, book, component = "Whitespace", "account", Component.FINANCE
    about = "What each unit of the customer buys from us, from others, or not yet."
    minimum = 2

    unit = Key("Business unit", Text(), "A unit, site or region of the customer.", example="Freight")
    offering = Key("Offering", Text(), "One of our offerings, or “all” for a unit not yet opened.", example="Freight documents")
    status = Wanted("Status", Choice(("ours", "in pipeline", "open", "competitor", "in-house", "no need")), "Who serves it today.", example="in pipeline")
    potential = Wanted("Potential per year", Money(0), "What it could be worth to us a year.", example=240_000)
    revenue = Free("Our revenue per year", Money(), "What we earn there today.", example=0)
    competitor = Free("Competitor", Text(), "Who serves it where we do not.", example="Baltic Docs", more=True)
    contract_end = Free("Contract end", Day(), "When the competitor's contract ends.", example=date(2027, 3, 31), more=True)
    obstacle = Free("What stands in the way", Text(), "Why it is not ours yet.", example="Customs interface not certified", more=True)
    how_known = Free("How do you know", Text(), "Where the figures come from.", example="Freight director, May", more=True)

    unique = (unit, offering)
    mostly_positive = (revenue,)

    @staticmethod
    def what_is_ours_earns(facts: Facts) -> Iterator[Note]:
        """A field that is ours has revenue."""
        bare = [row for row in facts.of(Whitespace) if row.status == "ours" and not row.revenue]
        for row in bare[:1]:
            yield ours_without_revenue.at(row.place(Whitespace.status)[0], row.unit, row.offering, len(bare) - 1)

    rules = (what_is_ours_earns,)


class Contract(Row):
    """A contract with the customer."""

    tab, book, component = "Contracts", "account", Component.FINANCE
    about = "Running contracts: what they are worth, when they end, whether they will be renewed."
    minimum, shared = 1, Shared.ALL

    contract = Key("Contract", Text(), "Its name or number.", example="Ticketing services 2024-2027", client=True)
    start = Wanted("Start", Day(), "First day.", example=date(2024, 4, 1), client=True)
    end = Wanted("End", Day(), "Last day.", example=date(2027, 3, 31), client=True)
    annual_value = Wanted("Annual value", Money(0), "What it is worth a year.", example=420_000, client=True)
    renewal = Wanted("Renewal", Choice(("secure", "in talks", "at risk", "lost")), "How the renewal stands.", example="in talks")
    notice_by = Free("Notice by", Day(), "The last day to give notice.", example=date(2026, 9, 30))
    comment = Free("Comment", Text(), "What else to know.", example="Price review in year three", more=True)

    unique = (contract,)
    orders = (Order(start, end), Order(start, notice_by), Order(notice_by, end))


class Message(Row):
    """A regular communication with an audience, on either side."""

    tab, book, component = "Communication", "account", Component.RELATIONSHIPS
    about = "Who hears from us (and from the customer), through which channel, how often, and when next."
    minimum, shared = 2, Shared.RULE

    audience = Key("Audience", Text(), "A person, group or department.", example="Port operations", client=True)
    side = Wanted("Side", Choice(("customer", "ours")), "Whose audience it is.", example="customer")
    purpose = Key("Purpose", Text(), "Why we talk.", example="Service review", client=True)
    channel = Wanted("Channel", Choice(("meeting", "video", "phone", "e-mail", "portal", "report", "event")), "How we talk.", example="meeting", client=True)
    frequency = Wanted("Frequency", Choice(("daily", "twice a week", "weekly", "bi-weekly", "monthly", "quarterly", "half-yearly", "yearly", "as needed")), "How often.", example="monthly", client=True)
    owner = Wanted("Owner", Names(), "Who of us sees to it.", example="Anna Keller", client=True)
    next_date = Wanted("Next date", Day(), "When it takes place next.", example=date(2026, 7, 8), client=True)
    what = Free("What", Text(), "What it covers.", example="Incidents, changes, next sailings", client=True, more=True)
    backup = Free("Backup", Text(), "Who steps in.", example="Jonas Weber", more=True)
    preference = Free("Their preference", Text(), "How they like to be addressed.", example="Short, figures first", more=True)
    last_done = Free("Last done", Day(), "When it last took place.", example=date(2026, 6, 10), client=True, more=True)
    escalation = Free("Escalation path", Text(), "Who is called when it fails.", example="Martin Osei to Ingrid Solberg", more=True)

    orders = (Order(last_done, next_date, sure=False),)
    past = (last_done,)

    def is_shown(self, audience: Audience) -> bool:
        """What the client itself hears."""
        return self.side == "customer"


class Review(Row):
    """A review of the plan: what was decided, by whom it was approved, when it is next."""

    tab, book, component = "Reviews", "account", Component.RELATIONSHIPS
    about = "Reviews of this plan with the team, with management and with the client."
    minimum, shared = 1, Shared.RULE

    day = Key("Date", Day(), "When it took place.", example=date(2026, 4, 14))
    type = Key("Type", Choice(("team", "management", "client", "facilitated")), "Who reviewed.", example="management")
    decisions = Wanted("Decisions", Long(), "One a line: what; who; why.", example="Fund the customs interface; Martin Osei; opens freight")
    next_review = Wanted("Next review", Day(), "When this kind of review is next.", example=date(2026, 7, 14), client=True)
    approval = Free("Approval", Choice(("pending", "approved", "with changes", "sent back")), "How management decided on the plan.", example="approved")
    approved_by = Free("Approved by", Text(), "Who approved.", example="Martin Osei")
    attendees = Free("Attendees", Names(), "Who took part.", example="Anna Keller; Martin Osei", more=True)

    orders = (Order(day, next_review),)
    dated = (Dated(approval, ("approved", "with changes", "sent back"), (approved_by,)),)

    def is_shown(self, audience: Audience) -> bool:
        """The one that says when the client is next met: the first Next review ahead of a newest review with it."""
        newest: dict[str, Review] = {}
        for row in audience.facts.of(Review):
            if row.type in ("client", "facilitated") and (row.type not in newest or row.day > newest[row.type].day):
                newest[row.type] = row
        as_of = audience.facts.as_of
        ahead = [row for row in newest.values() if row.next_review is not None and row.next_review >= as_of]
        return bool(ahead) and self is min(ahead, key=lambda row: (row.next_review, row.type))


class Ask(Row):
    """What we ask of management, of the functions or of the client."""

    tab, book, component = "Asks", "account", Component.VALUE
    about = "What the account needs from management, from the functions that deliver, or from the client."
    minimum, shared = 1, Shared.RULE

    id = Key("Id", Id(), "Short and lasting, such as K1.", example="K1", client=True)
    ask = Wanted("Ask", Long(), "What we ask for.", example="Two engineers for the customs interface", client=True)
    why = Wanted("Why", Text(), "What it brings.", example="Opens freight, worth 240,000 a year", client=True)
    directed_at = Wanted("Directed at", Choice(("management", "functions", "client")), "Who decides.", example="management")
    of_whom = Wanted("Of whom", Text(), "The person asked.", example="Martin Osei", client=True)
    by = Wanted("By", Day(), "When the answer is needed.", example=date(2026, 7, 31), client=True)
    raised_on = Wanted("Raised on", Day(), "When it was asked.", example=date(2026, 4, 14), client=True)
    outcome = Wanted("Outcome", Choice(("open", "granted", "refused", "withdrawn")), "What became of it.", example="open", client=True)
    cost = Free("Cost", Money(), "What it costs us.", example=60_000, more=True)
    if_refused = Free("If refused", Text(), "What happens then.", example="Freight waits a year", more=True)
    outcome_date = Free("Outcome date", Day(), "When it was decided.", client=True, more=True)
    share = Free("Share with client", YesNo(), "Yes lets the client see an ask directed at it.", example="no", more=True)

    unique = (id,)
    orders = (Order(raised_on, by), Order(raised_on, outcome_date))
    past = (raised_on, outcome_date)
    dated = (Dated(outcome, ("granted", "refused", "withdrawn"), (outcome_date,), still=("open",)),)

    @staticmethod
    def only_asks_of_the_client_are_shared(facts: Facts) -> Iterator[Note]:
        """An ask of ourselves stays internal, whatever is said of sharing it."""
        kept = [row for row in facts.of(Ask) if row.share and row.directed_at in ("management", "functions")]
        for row in kept[:1]:
            yield share_without_effect.at(row.place(Ask.share)[0], f"Directed at is {row.directed_at}", len(kept) - 1)

    rules = (only_asks_of_the_client_are_shared,)

    def is_shown(self, audience: Audience) -> bool:
        """Shared, and asked of the client itself."""
        return self.share is True and self.directed_at == "client"


class Comment(Row):
    """The manager's own words beside the figures of a quarter."""

    tab, book, component = "Commentary", "account", Component.FINANCE
    about = "Your own words beside the figures of the quarter."
    minimum, shared = 1, Shared.MARKED

    quarter = Key("Quarter", Quarter(), "The quarter the words are about.", example="2026-Q2", client=True)
    topic = Key("Topic", Choice(("result", "margin", "value", "people", "growth", "what was hard", "outlook")), "What they are about.", example="result", client=True)
    text = Wanted("Text", Long(), "Two or three sentences.", example="Summer bookings started early and carried the quarter.", client=True)
    share = Free("Share with client", YesNo(), "Yes lets the client read it.", example="no")

    unique = (quarter, topic)
