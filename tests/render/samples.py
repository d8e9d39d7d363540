"""Blocks for tests: of each kind an ordinary one, a long one, an empty one and one with hostile words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.blocks import (
    Align,
    Block,
    Bullets,
    Chart,
    Entry,
    Head,
    Label,
    Matrix,
    Node,
    PeopleMap,
    Role,
    Series,
    Shape,
    Table,
    Text,
    Tile,
    Tiles,
)
from pipeline.figures import Unit
from pipeline.theme import Tone
from tests.render.plain_page import figure, finding, money, text

ALT = finding("What the picture says, in a sentence")
EMPTY = finding("Nothing is planned yet: fill in the sheet Goals")
HOSTILE = (
    '=1+1', '=HYPERLINK("http://x","y")', "R&D <growth> \"quoted\" 'single'", "{{ account.name }} {% if x %}",
    "😀 family 👨‍👩‍👧 emoji", "شركة الاتصالات العربية", "日本語の長い文章はどこで折り返すのか分からない" * 3,
    "_x0041_ not an escape",
    "two\nlines", "a\x00b\x0bc\ud800d", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2, "",
)  # fmt: skip
QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


def table(rows: int, total: bool = False) -> Table:
    """A table of goals."""
    heads = (
        Head(Label("goal"), width=3),
        Head(Label("owner"), width=1.4),
        Head(Label("due")),
        Head(Label("actual"), Align.RIGHT),
        Head(Label("target"), Align.RIGHT),
        Head(Label("verdict"), width=1.2),
    )
    goals = (
        "Move the regional warehouses to the shared platform",
        "Cut outages",
        "Win the facilities contract in the north and keep it for three years at least",
    )
    tones = (Tone.GOOD, Tone.WATCH, Tone.BAD)
    body = [
        (
            Entry((text(f"G{n + 1}  {goals[n % 3]}"),)),
            Entry((text("Maria Keller"), text("Sam Okafor")) if n % 3 == 2 else (text(None),)),
            Entry((figure(date(2026, 12, 1 + n % 28), Unit.DATE),)),
            Entry((money(312_000 + 1000 * n),)),
            Entry((money(400_000),)),
            Entry((Label(("on_track", "watch", "off_track")[n % 3]),), tones[n % 3]),
        )
        for n in range(rows)
    ]
    if total:
        body.append(
            (Entry((Label("total"),)), Entry(()), Entry(()), Entry((money(9e6),)), Entry((money(1e7),)), Entry(()))
        )
    return Table(heads, tuple(body), ALT, EMPTY, total)


def columns(shape: Shape = Shape.COLUMNS, roles: Sequence[Role] = (Role.ACTUAL, Role.PLAN)) -> Chart:
    """Eight quarters of revenue, a hole in them."""
    values = {
        Role.ACTUAL: (1.02e6, 1.08e6, 0.99e6, 1.14e6, 1.19e6, 1.21e6, 1.31e6, 1.24e6),
        Role.PLAN: (1.0e6, 1.05e6, 1.05e6, 1.1e6, 1.15e6, 1.2e6, 1.25e6, 1.3e6),
        Role.PRIOR: (0.9e6, 0.95e6, 0.93e6, 0.98e6, 1.02e6, 1.08e6, 0.99e6, None),
        Role.GOOD: (2e5, 3e5, 2.5e5, 3e5, 4e5, 4.5e5, 5e5, 5.2e5),
        Role.WATCH: (2e5, 1e5, 1.5e5, 2e5, 1e5, 1.5e5, 2e5, 1.2e5),
        Role.BAD: (5e4, 1e4, 0.0, 6e4, 9e4, None, 5e4, 2e4),
    }
    series = tuple(Series(Label(role.value), tuple(money(value) for value in values[role]), role) for role in roles)
    return Chart(shape, tuple(text(quarter) for quarter in QUARTERS), series, ALT, EMPTY)


def bars(amounts: Sequence[float | None] = (420_000, 310_000, None, 95_000, 12_000)) -> Chart:
    """Receivables by age."""
    names = ("Not yet due", "Up to 30 days", "31 to 60 days", "61 to 90 days", "Over 90 days")
    series = Series(Label("amount"), tuple(money(amount) for amount in amounts))
    return Chart(Shape.BARS, tuple(text(names[n % 5]) for n in range(len(amounts))), (series,), ALT, EMPTY)


def bridge(values: Sequence[float | None] = (1.19e6, 1.2e5, -4.5e4, 3e4, None, -5.5e4, 1.24e6)) -> Chart:
    """From a quarter's revenue to another's."""
    names = ("2025-Q3", "Volume", "Price", "New products", "Mix", "Lost work", "2026-Q3")
    last = len(values) - 1
    figures = tuple(figure(value, Unit.MONEY if n in (0, last) else Unit.CHANGE) for n, value in enumerate(values))
    return Chart(
        Shape.BRIDGE,
        tuple(text(names[n % 7]) for n in range(len(values))),
        (Series(Label("revenue"), figures),),
        ALT,
        EMPTY,
    )


def heat_map(crowded: bool = False) -> Matrix:
    """Risks by likelihood and impact."""
    scale = ("rare", "unlikely", "possible", "likely", "almost certain")
    effect = ("minor", "limited", "serious", "severe", "critical")
    ids = {(0, 4): ("R2 ↑",), (1, 3): ("R1", "R7 ↓"), (2, 2): ("R14",), (3, 1): ("R3",)}
    if crowded:
        ids[(1, 3)] = tuple(f"R{n} ↑" for n in range(30))
    entries = tuple(
        tuple(
            Entry(
                tuple(text(one) for one in ids.get((i, j), ())),
                (Tone.GOOD, Tone.WATCH, Tone.BAD)[(4 - i + j) // 3 if 4 - i + j < 9 else 2],
            )
            for j in range(5)
        )
        for i in range(5)
    )
    return Matrix(
        tuple(Label(word) for word in reversed(scale)), tuple(Label(word) for word in effect), entries, ALT, EMPTY,
        Label("impact"), Label("likelihood"), True,
    )  # fmt: skip


def swot() -> Matrix:
    """Two a quadrant."""
    points = ("Trusted by operations after the winter outage was handled well", "No access to the new finance director")

    def quadrant(name: str, tone: Tone) -> Entry:
        return Entry((Label(name), text(points[0]), text(points[1])), tone, True)

    entries = (
        (quadrant("strengths", Tone.GOOD), quadrant("weaknesses", Tone.BAD)),
        (quadrant("opportunities", Tone.GOOD), quadrant("threats", Tone.WATCH)),
    )
    return Matrix((), (), entries, ALT, EMPTY)


def whitespace() -> Matrix:
    """What each unit buys."""
    words = (("sold", Tone.GOOD), ("open", Tone.WATCH), ("competitor", Tone.BAD), (None, None))
    units = ("Logistics", "Facilities north", "Retail", "Head office")
    products = ("Managed network", "Cloud hosting", "Service desk", "Cyber security", "Field support")
    entries = tuple(
        tuple(Entry((Label(word),) if word else (), tone) for j in range(5) for word, tone in [words[(i * 2 + j) % 4]])
        for i in range(4)
    )
    return Matrix(tuple(text(unit) for unit in units), tuple(text(one) for one in products), entries, ALT, EMPTY)


def people_map(count: int) -> PeopleMap:
    """An organisation of so many, three or four to a superior."""
    names = ("Eleanor Whitmore", "Tom Brandt", "Aisha Rahman", "Jean-Baptiste Lefèvre", "Ng Wei", "Priya Subramanian")
    titles = ("Chief Executive", "Director of Procurement", "Head of Technology and Operations", "Finance Director")
    tones = (Tone.GOOD, Tone.NEUTRAL, Tone.WATCH, Tone.BAD)
    nodes = tuple(
        Node(
            f"P{n}",
            text(names[n % 6]),
            text(titles[n % 4] if n % 5 != 4 else None),
            f"P{(n - 1) // 3}" if n else "",
            tones[n % 4],
            Label(("supporter", "neutral", "sceptic", "opponent")[n % 4]),
            Label(("high", "medium", "low")[n % 3]) if n % 2 == 0 else None,
            text("Sam Okafor") if n % 3 else None,
            n < 6,
            n % 3 != 0,
        )
        for n in range(count)
    )
    return PeopleMap(nodes, (("P2", "P0"), ("P1", "P3"), ("P3", "P1")), ALT, EMPTY)


def tiles(count: int = 5) -> Tiles:
    """Numbers at a glance."""
    made = (
        Tile(Label("revenue"), money(1_240_000), finding("6 % above plan"), Tone.GOOD),
        Tile(Label("gross_margin"), figure(0.34, Unit.PERCENT), finding("2 points below plan"), Tone.WATCH),
        Tile(Label("share_of_wallet"), figure(None, Unit.PERCENT), finding("no wallet given"), None),
        Tile(Label("health"), figure("62 of 100"), None, Tone.BAD),
        Tile(
            Label("contract_ends"),
            figure(date(2027, 3, 31), Unit.DATE),
            finding("notice due 30 Sep 2026"),
            Tone.NEUTRAL,
        ),
    )
    return Tiles(tuple(made[n % 5] for n in range(count)), ALT)


def hostile() -> dict[str, Block]:
    """Each kind of block with words that break careless writers."""
    words = tuple(text(one) for one in HOSTILE)
    entries = tuple((Entry((one, one), Tone.BAD), Entry((one,))) for one in words)
    series = (
        Series(words[0], tuple(money(float(n)) for n in range(len(words)))),
        Series(words[2], (money(-1.0),), Role.PLAN),
    )
    nodes = tuple(Node(f"N{n}", one, one, "N0", Tone.BAD, one, one, one) for n, one in enumerate(words))
    return {
        "text": Text(words, finding("a <b> & c")),
        "bullets": Bullets(words, EMPTY, (Tone.GOOD,)),
        "table": Table((Head(words[0]), Head(words[2])), entries, finding('"quoted" <alt>\nin two lines'), EMPTY),
        "chart": Chart(Shape.COLUMNS, words, series, ALT, EMPTY),
        "bars": Chart(Shape.BARS, words, series, ALT, EMPTY),
        "matrix": Matrix(words, (words[0], words[3]), entries, ALT, EMPTY),
        "map": PeopleMap(nodes, (("N1", "N2"), ("N9", "nobody")), ALT, EMPTY),
        "tiles": Tiles(tuple(Tile(one, one, one, Tone.WATCH) for one in words), ALT),
    }  # fmt: skip


def ordinary() -> dict[str, Block]:
    """One of each kind, and each shape of chart and grid."""
    return {
        "text": Text((finding("Revenue beat plan."), text("The new depot opens in March."))),
        "bullets": Bullets((finding("Keep the depot"), text("Find a sponsor")), EMPTY, (Tone.GOOD, None)),
        "table": table(5),
        "total": table(3, total=True),
        "columns": columns(),
        "prior": columns(roles=(Role.PRIOR, Role.ACTUAL)),
        "line": columns(Shape.LINE),
        "stacked": columns(Shape.STACKED, (Role.GOOD, Role.WATCH, Role.BAD)),
        "bars": bars(),
        "losses": bars((420_000, -95_000, 3_000)),
        "bridge": bridge(),
        "crossing": bridge((-2e5, 3e5, -4e5, 5e4, -2.5e5)),
        "heat_map": heat_map(),
        "swot": swot(),
        "whitespace": whitespace(),
        "map": people_map(9),
        "tiles": tiles(),
    }  # fmt: skip


def long() -> dict[str, Block]:
    """More than any slot holds."""
    return {
        "text": Text(tuple(text(f"Paragraph {n}: " + "words that go on and on " * 12) for n in range(20))),
        "bullets": Bullets(tuple(text(f"Point {n} " + "and its reasons " * 8) for n in range(40)), EMPTY),
        "one_text": Text((text("a single paragraph without an end " * 300),)),
        "table": table(60),
        "total": table(60, total=True),
        "one_row": Table(
            (Head(Label("topic")), Head(Label("insight"), width=3)),
            ((Entry((text("x"),)), Entry((text("so much to say " * 500),))),),
            ALT,
            EMPTY,
        ),
        "bars": bars(tuple(float(1000 * n) for n in range(30, 0, -1))),
        "heat_map": heat_map(crowded=True),
        "map": people_map(60),
        "tiles": tiles(12),
    }  # fmt: skip


def empty() -> dict[str, Block]:
    """Blocks that have nothing to show."""
    return {
        "bullets": Bullets((), EMPTY),
        "table": Table(table(1).heads, (), ALT, EMPTY),
        "chart": bars((None, None)),
        "no_categories": Chart(Shape.LINE, (), (), ALT, EMPTY),
        "matrix": Matrix((), (), (), ALT, EMPTY),
        "map": PeopleMap((), (), ALT, EMPTY),
    }
