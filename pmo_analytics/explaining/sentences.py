"""What an explanation says, in the reader's words: formula and figures, the rule of the light, what is missing."""

import re
from collections.abc import Iterator, Mapping

from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import bound, figure, is_nothing, show
from pmo_analytics.explaining.digits import shown, written
from pmo_analytics.explaining.finishes import finish_methods
from pmo_analytics.explaining.formulas import TERM, of, terms
from pmo_analytics.explaining.values import Explanation, Input, Rule, Said
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import register
from pmo_analytics.naming import field, flags, indicator, profile, reason
from pmo_analytics.words import language, listing, say

MOST_LEFT_OUT = 10
# CPI in 'Cost performance (CPI)', EAC in 'Estimate at completion (EAC = BAC / CPI)', SPI(t) after a comma, or a blank
# after Chinese; none in 'Estimate at completion by SPI(t)', which is no SPI(t), nor in 'TSPI(ED)'
SHORT = re.compile(
    r"\s*(?<![A-Za-z])[（(]([A-Z]{2,}(?:\(t\))?)(?: =[^)）]*)?[)）]$|(?:,|(?<=[\u4e00-\u9fff])) ([A-Z]{2,}\(t\))$"
)
SIGNS = {"/": {"en": "/", "zh": "÷"}, "*": {"en": "×", "zh": "×"}, "-": {"en": "−", "zh": "−"}}


def headline(explanation: Explanation) -> str:
    """'CPI 0.89 = earned value 1.2M / actual cost 1.35M'; without a formula the value alone, or why there is none."""
    name = short_name(explanation.label)
    if explanation.value is None:
        return say("explaining.unknown_value", name=name, reason=reason(explanation.reason))
    value = show(explanation.value, explanation.unit)
    if explanation.unit == "money":
        value = figure(explanation.value, "money")
    made = _by_formula(explanation) or _divided(explanation)
    if made is None:
        return say("explaining.plain", name=name, value=value)
    return say("explaining.equals", name=name, value=value, made=made)


def whose(explanation: Explanation) -> str:
    """'P-104, 2026-03'; of a group its kind and name."""
    subject = explanation.subject_id
    if explanation.group:
        level = say(f"explaining.level.{explanation.group.level}")
        subject = f"{level} {explanation.group.name}".strip()
    return say("explaining.whose", subject=subject, period=show(explanation.period, "month"))


def short_name(label: Said) -> str:
    """'CPI' where the label gives an abbreviation, else the label."""
    found = SHORT.search(label[language()])
    return (found[1] or found[2]) if found else label[language()]


def term_name(label: Said) -> str:
    """A label inside a sentence: 'earned value', '挣值'."""
    text = SHORT.sub("", label[language()])
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def method(explanation: Explanation) -> Iterator[str]:
    """'How it is made: median over ...', where no formula and no parts say it."""
    if explanation.method:
        key = "explaining.method_of_each" if explanation.group else "explaining.method"
        yield say(key, method=explanation.method[language()])
    if explanation.indicator == "estimate_at_completion_selected" and explanation.value is not None:
        yield from _selected(explanation)
    yield from finish_methods(explanation.methods)


def _selected(explanation: Explanation) -> Iterator[str]:
    """Which of the two estimates was taken and why, and why the manager's was discarded."""
    told = {one.address: one for one in explanation.inputs}
    if not told:  # of a group
        return
    manager, index = told["manager_estimate_at_completion"], told["estimate_at_completion"]
    first, second = ("manager", "index") if "EARLY" in explanation.flags else ("index", "manager")
    unknown = {"manager": manager, "index": index}[first]
    if unknown.value is not None:
        yield say(f"explaining.selected.{first}", **conventions_said())
    else:
        yield say(f"explaining.selected.only_{second}", reason=reason(unknown.reason))
    if manager.reason == "INVALID_INPUT(manager_estimate_at_completion)":
        yield say("explaining.selected.below_cost")


def made(formula: str | None, parts: Mapping[str, str] | None, method: str | None) -> str:
    """How values of an indicator are made, in the reader's words: the formula, the two parts of the ratio, or the
    sentence; one of the three is given."""
    if formula:
        return formula_in_words(formula)
    return say("explaining.divided", **parts) if parts else method or ""


def formula_in_words(formula: str) -> str:
    """'Earned value / Actual cost' of '{earned_value} / {actual_cost}'."""
    return TERM.sub(lambda term: SHORT.sub("", field(term[1])), _with_signs(formula))


def _with_signs(formula: str) -> str:
    return re.sub(r" ([-*/]) ", lambda sign: f" {SIGNS[sign[1]][language()]} ", formula)


def _by_formula(explanation: Explanation) -> str | None:
    """The formula with names and figures in the place of its terms."""
    if explanation.formula is None:
        return None
    formula, named = explanation.formula, set(terms(explanation.formula))
    inputs = {one.address: one for one in explanation.everything() if one.address in named}
    figures = written(
        {name: (one.value, one.unit) for name, one in inputs.items()},
        lambda values: of(formula, values), shown(explanation.unit),
    )  # fmt: skip
    return TERM.sub(lambda term: _term(inputs[term[1]], figures[term[1]]), _with_signs(formula))


def _term(one: Input, figure: str) -> str:
    return say("explaining.term", name=term_name(one.label), figure=figure)


def _divided(explanation: Explanation) -> str | None:
    """Numerator and denominator with what the model calls them, of a single value or summed up over projects."""
    if is_nothing(explanation.numerator) or is_nothing(explanation.denominator):
        return None
    names, numbers = {}, {}
    for part in ("numerator", "denominator"):
        name, unit = explanation.parts.get(part, ({}, "money"))
        number = getattr(explanation, part)
        numbers[part] = number, unit if unit != "number" else ("money" if abs(number) >= 1000 else "ratio")
        name = _named(part, name)
        names[part] = say("explaining.sum_of", name=name) if explanation.group else name
    figures = written(numbers, lambda values: of("{numerator} / {denominator}", values), shown(explanation.unit))
    said = {part: say("explaining.term", name=names[part], figure=figures[part]) for part in names}
    return say("explaining.divided", **said)


def _named(part: str, name: Said) -> str:
    """What a part is called in the reader's language, else by the indicator or field of its English name, else 'upper
    part'."""
    if language() in name:
        return name[language()]
    labels = [one.label for one in register().entries.values()]
    labels += [one.label for entity in dictionary().entities.values() for one in entity.fields.values()]
    for label in labels:
        if SHORT.sub("", label["en"]).lower() == name.get("en", "").lower():
            return SHORT.sub("", label[language()])
    return say(f"explaining.{part}")


def rule(explanation: Explanation) -> Iterator[str]:
    """The sentences of the light: its bounds, and where it does not count as it stands."""
    rules = explanation.rule
    if not rules.bounds:
        yield say("explaining.rule.none")
        return
    if rules.is_withheld:
        yield say("explaining.rule.withheld")
    yield bounds(rules, explanation.unit)
    dimension = say(f"lights.dimension.{rules.dimension}") if rules.dimension else ""
    if rules.is_silent and rules.superseded_by:
        yield say("explaining.rule.superseded", dimension=dimension, other=indicator(rules.superseded_by))
    elif rules.is_silent:
        yield say("explaining.rule.silent", dimension=dimension)
    elif rules.light_given and rules.light_given != rules.light:
        yield say("explaining.rule.softened", light=_word(rules.light_given))
    if rules.is_held and rules.dimension_light:
        yield say("explaining.rule.held", dimension=dimension, light=_word(rules.dimension_light))


def bounds(rules: Rule, unit: str) -> str:
    """'Amber below 0.95, red below 0.90 (profile B, US federal, since 2026-04)'."""
    written = {name: bound(value, unit) for name, value in rules.bounds.items()}
    said = say(f"explaining.rule.{rules.better}", **written)
    if rules.has_own_bounds:
        return say("explaining.rule.own", bounds=said, since=show(rules.since, "month"))
    key = "explaining.rule.of_profile_since" if rules.since else "explaining.rule.of_profile"
    return say(key, bounds=said, profile=profile(rules.profile), since=show(rules.since, "month"))


def _word(light: str) -> str:
    word = say(f"lights.{light}")
    return word.lower() if language() == "en" else word


def remarks(explanation: Explanation) -> Iterator[str]:
    """What else to know: flags, coverage and who is left out, inputs that were not loaded."""
    if explanation.flags:
        yield say("explaining.flags", flags=flags(",".join(explanation.flags)))
    if explanation.group:
        yield from _coverage(explanation)
        return
    missing = [one.address for one in explanation.everything() if not one.is_found]
    if explanation.value is not None and "ESTIMATED" not in explanation.flags:
        return
    if missing and not any(one.cells for one in explanation.everything()):
        yield say("explaining.nothing_loaded")
    if missing:
        yield say("explaining.not_loaded", fields=listing(map(_field, missing)))


def _field(address: str) -> str:
    """The label of a field; that of its kind of rows too where it is none of the project's own."""
    entity = dictionary().entities[address.partition(".")[0]]
    if entity.name == "projects":
        return field(address)
    return say("explaining.of_entity", field=field(address), entity=entity.label[language()])


def _coverage(explanation: Explanation) -> Iterator[str]:
    group = explanation.group
    if not explanation.parts:
        yield say("explaining.rolled_up", how=say(f"dictionary.rollup.{group.rollup}"))
    coverage = show(group.coverage, "percent")
    yield say("explaining.coverage", known=group.count_with_value, count=group.count_projects, coverage=coverage)
    left_out = [
        say("explaining.left_out_why", project=part.project_name or part.project_id, reason=reason(part.reason))
        for part in group.left_out
    ]
    more = len(left_out) - MOST_LEFT_OUT
    if left_out:
        named = left_out[:MOST_LEFT_OUT] + ([say("explaining.others_left", count=more)] if more > 0 else [])
        yield say("explaining.left_out", projects=listing(named))
