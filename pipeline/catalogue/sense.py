"""What must agree: cells that are each in order, but can't be right together."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.catalogue.entry import Sentences, also, note, problem


@problem("The weights do not sum to 100 %")
def weights_sum(total: float) -> Sentences:
    """The weights on the tab Criteria sum to something else than 100 %."""
    return Sentences(f"the weights sum to {total * 100:.1f} %", "weights that sum to 100 %", "correct the weights")


@problem("More is overdue than is receivable")
def overdue_sum(receivables: float, overdue: float) -> Sentences:
    """The four bands of overdue money together exceed the receivables, of which they are parts."""
    found = f"Receivables are {receivables:,.0f}, but {overdue:,.0f} are overdue"
    return Sentences(found, "receivables that hold all overdue bands", "correct Receivables or the bands")


@problem("A quarter differs from its transactions")
def quarter_sum(heading: str, quarter: str, given: float, lines: float) -> Sentences:
    """A quarter's revenue (or cost of sales) stands on Financials and as invoice lines on Transactions, and the two
    differ by more than 0.5 %."""
    found = f"{heading} of {quarter} is {given:,.0f}, but its transactions sum to {lines:,.0f}"
    due, mend = "two sums within 0.5 % of each other", "correct one of them, or leave the quarter's cell empty"
    return Sentences(found, due, mend)


@problem("A response that does not fit the kind of risk")
def response_kind(response: str, kind: str, responses: Sequence[str]) -> Sentences:
    """A threat is avoided, mitigated or transferred, an opportunity exploited, enhanced or shared; both may be accepted
    or escalated."""
    found = f"Response is {response}, but the row is {'an' if kind == 'opportunity' else 'a'} {kind}"
    return Sentences(found, "one of " + ", ".join(responses), "choose another response, or correct Kind")


@problem("A target on the wrong side of the baseline")
def target_side(target: float, baseline: float, direction: str) -> Sentences:
    """A goal is to increase or decrease its metric, but its target lies the other way from the baseline."""
    found = f"Target is {target:g} and Baseline {baseline:g}, but Direction is {direction}"
    side = "above" if direction == "increase" else "below"
    return Sentences(found, f"a target {side} the baseline", "correct Target, Baseline or Direction")


@problem("Green and red change sides")
def thresholds_side(green: float, red: float, direction: str) -> Sentences:
    """A measure is to increase, but is green from a lower value than it is red; or the other way round."""
    found = f"Green from is {green:g} and Red from {red:g}, but Direction is {direction}"
    side = "above" if direction == "increase" else "below"
    return Sentences(found, f"a Green from {side} Red from", "correct Green from, Red from or Direction")


@problem("A yes/no measure with another target than 1")
def yes_no_target(target: float) -> Sentences:
    """A success in words, whose unit is yes/no, is reached when its reading is 1."""
    found = f"Target is {target:g}, but Unit is yes/no"
    return Sentences(found, "1, which stands for yes", "write 1 and word the measure so that yes is the success")


@problem("A reading of a yes/no measure that is neither")
def yes_no_reading(value: float, measure: str) -> Sentences:
    """The readings of a measure whose unit is yes/no are 1 for yes and 0 for no."""
    found = f"Value is {value:g}, but the unit of {measure} is yes/no"
    return Sentences(found, "1 for yes or 0 for no", "write 1 or 0, or correct the measure's Unit")


@problem("A scale upside down")
def scale_upside_down(low: float, high: float) -> Sentences:
    """The lowest number of a survey's scale is not below its highest."""
    found = f"Scale min is {low:g} and Scale max {high:g}"
    mend = "swap or correct them; where the lowest number is best, choose low in Best score"
    return Sentences(found, "a Scale max above Scale min", mend)


@problem("A score outside its scale")
def score_outside(score: float, low: float, high: float) -> Sentences:
    """A survey's answer lies outside the scale that stands beside it."""
    found = f"Score is {score:g}, but its scale goes from {low:g} to {high:g}"
    return Sentences(found, f"a number from {low:g} to {high:g}", "correct the score or its scale")


@note("A recommendation on another scale than 0 to 10")
def recommend_scale(low: float, high: float, others: int) -> str:
    """The net promoter score counts only answers on a scale from 0 to 10."""
    return f"the scale goes from {low:g} to {high:g}; only answers from 0 to 10 count as recommendations{also(others)}"


@note("A score without its scale")
def score_uncounted(lacking: str, others: int) -> str:
    """A survey's answer has a score, but not the question or the scale without which it can't be counted."""
    return f"the score does not count while {lacking} is empty{also(others)}"


@note("The residual score is above the inherent")
def residual_above(risk: str, after: int, before: int) -> str:
    """A response should lower a risk; here its score is higher with the response than without."""
    return f"{risk}: the residual score {after} is above the inherent score {before}"


@note("Half of a residual score")
def residual_half(given: str, lacking: str, others: int) -> str:
    """Of residual likelihood and residual impact only one is given, so that no residual score can be counted."""
    return f"{given} is given, but {lacking} is empty, so the residual score is not counted{also(others)}"


@note("An achieved goal whose readings do not show it")
def achieved_unread(goal: str, target: float, best: float | None) -> str:
    """A goal's status is achieved, but no reading on Progress reaches its target."""
    shown = "there is no reading of it" if best is None else f"its best reading is {best:g}"
    return f"{goal} is achieved, but {shown}; its target is {target:g}"


@note("A probability that does not fit the stage")
def probability_stage(stage: str, probability: float, others: int) -> str:
    """A won deal is certain and a lost one impossible. Closed deals count by their stage, whatever the probability."""
    return f"Stage is {stage}, but Probability is {probability * 100:.0f} %{also(others)}"


@note("Ours, but without revenue")
def ours_without_revenue(unit: str, offering: str, others: int) -> str:
    """A field of the whitespace is said to be ours, but nothing is earned there."""
    return f"{unit} / {offering} is ours, but Our revenue per year is empty or 0{also(others)}"


@note("An amount below zero")
def amount_negative(heading: str, amount: float, others: int) -> str:
    """An amount that mostly is not below zero, such as receivables, is: a credit may make it so, or a slip of the
    sign."""
    return f"{heading} is {amount:,.0f}{also(others)}: is the sign meant?"


@note("A row is shared without effect")
def share_without_effect(reason: str, others: int) -> str:
    """Share with client says yes, but another cell of the row keeps it from every client edition."""
    return f"Share with client is yes, but the row stays internal: {reason}{also(others)}"
