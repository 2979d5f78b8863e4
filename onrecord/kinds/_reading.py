"""Reads the amounts that several kinds share: numbers, ranges, intervals, vague words, computed figures, reasons why there is none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ..fields import Fields, Refusal, parse_id, parse_number
from ..model import ABSENCES, OPERATIONS, Absent, Amount, Derivation, Estimated, Exact, OneOf, Range, Spread, Vague
from ..read import Scalar, Sequence

VAGUE = (
    "few", "several", "dozens", "several_dozen", "hundreds", "several_hundred", "thousands", "tens_of_thousands", "millions", "many",
)  # fmt: skip
NUMERIC = ("value", "interval", "range", "vague", "absent", "values", "derived_from", "round")
THOUSANDS, SMALL = -3, 1000  # 1.140 is how some write 1140
PAIRS = OPERATIONS[1:]
WHOLE = ("sum", "difference", "change", "points_change")  # operations that need no rounding
PLACES, MOST_PLACES = 1, 10


def read_numeric(fields: Fields, negative: bool = True) -> Amount | None:
    """A number in any of the shapes that numbers have."""
    amount = read_one(
        fields,
        {
            "value": read_value,
            "range": read_range,
            "vague": read_vague,
            "absent": read_absent,
            "values": read_numbers,
            "derived_from": read_derivation,
        },
    )
    for number in numbers_of(amount):
        _check_number(number, fields, negative)
    if "interval" in fields and "value" not in fields:
        fields.error("bad-shape", "an `interval` needs a number", fields.key_place("interval"), "write that number as `value`")
    if "round" in fields and not (isinstance(amount, Derivation) and amount.operation not in WHOLE):
        fields.error("bad-shape", "only a quotient is rounded here", fields.key_place("round"), "leave `round` out")
    if "qualifier" in fields:
        _check_qualifier(amount, fields)
    return amount


def _check_qualifier(amount: Amount | None, fields: Fields) -> None:
    if isinstance(amount, Absent | Vague):
        fields.error("bad-shape", "a `qualifier` needs a number", fields.key_place("qualifier"), "leave it out")
    if isinstance(amount, Estimated) or (isinstance(amount, Range | OneOf) and fields.text("qualifier") != "about"):
        message = "several numbers, or one with an interval, have no bound"
        fields.error("bad-shape", message, fields.key_place("qualifier"), "leave it out; only a range may be `about`")
    if isinstance(amount, Derivation):
        help = "leave it out: it follows from the facts"
        fields.error("bad-shape", "the bound of a computed figure is computed too", fields.key_place("qualifier"), help)


def _check_number(number: Decimal, fields: Fields, negative: bool) -> None:
    where = next(fields.place(key) for key in ("value", "range", "values", "interval") if key in fields)
    if number < 0 and not negative:
        fields.error("bad-number", f"a count cannot be {number}", where, "write 0 or more; a fall is a `change`")
    if number.as_tuple().exponent == THOUSANDS and abs(number) < SMALL and not negative:
        plain = str(number).replace(".", "")
        fields.error("bad-number", f"`{number}` is a fraction; thousands have no separator", where, f"write `{plain}`")


def read_one(fields: Fields, readers: dict[str, Callable[[Fields], Amount | None]]) -> Amount | None:
    """The amount under the one key that is given; two or none is an error."""
    given = [key for key in readers if key in fields]
    if not given:
        wanted = ", ".join(f"`{key}`" for key in readers)
        fields.error("missing-amount", f"{fields.owner} has no amount", fields.place(), f"give one of {wanted}")
        return None
    for key in given[1:]:
        fields.error("two-amounts", f"{fields.owner} has both `{given[0]}` and `{key}`", fields.key_place(key), "keep the one that holds")
    return readers[given[0]](fields)


def read_value(fields: Fields) -> Amount | None:
    number = fields.number("value")
    if number is None:
        return None
    if "interval" not in fields:
        return Exact(number)
    spread = _read_spread(fields)
    if spread and spread.sort != "margin" and not spread.low <= number <= spread.high:
        message = f"the interval from {spread.low} to {spread.high} does not hold the value {number}"
        fields.error("bad-range", message, fields.place("interval"), "correct the value or an end")
        return None
    return Estimated(number, spread) if spread else None


def _read_spread(fields: Fields) -> Spread | None:
    """How far a number may be off.

    ``3`` or ``{plus_minus: 3}``, ``{minus: 2, plus: 4}``, ``28..36``, ``{from: 28, to: 36}`` with ``confidence: 95`` or ``likely: true``.
    """
    scalar = fields.get("interval")
    if isinstance(scalar, Scalar) and ".." in scalar.text:
        ends = fields.parsed("interval", parse_range)
        return Spread(ends.low, ends.high, "range") if ends else None
    if isinstance(scalar, Scalar):
        margin = _margin(fields, "interval")
        return None if margin is None else Spread(margin, margin, "margin")
    given = fields.record("interval")
    if given is None:
        return None
    if "plus_minus" in given:
        margin = _margin(given, "plus_minus")
        given.finish()
        return None if margin is None else Spread(margin, margin, "margin")
    if "plus" in given or "minus" in given:
        given.require("plus", "minus")
        minus, plus = _margin(given, "minus"), _margin(given, "plus")
        given.finish()
        return None if minus is None or plus is None else Spread(minus, plus, "margin")
    level = _level(given)
    likely = "likely" in given and given.choice("likely", ("true",)) is not None
    ends = _read_ends(given)
    sort = "confidence" if level else "likely" if likely else "range"
    return Spread(ends.low, ends.high, sort, level) if ends else None


def _margin(fields: Fields, key: str) -> Decimal | None:
    margin = fields.number(key)
    if margin == 0 and key in ("plus_minus", "interval"):
        fields.error("bad-number", f"`{key}` is no margin if it is 0", fields.place(key), "leave the interval out")
        return None
    if margin is not None and margin < 0:
        fields.error("bad-number", f"a margin has no sign, and `{key}` is {margin}", fields.place(key), f"write `{-margin}`")
        return None
    return margin


def _level(fields: Fields) -> Decimal | None:
    level = fields.number("confidence") if "confidence" in fields else None
    if level is not None and not 0 < level < 100:
        fields.error("bad-number", f"no interval has a confidence of {level} percent", fields.place("confidence"), "write 95 for 95 %")
        return None
    return level


def read_range(fields: Fields) -> Range | None:
    """``{from: 2, to: 11}``, or ``2..11``."""
    if isinstance(fields.get("range"), Scalar):
        return fields.parsed("range", parse_range)
    ends = fields.record("range")
    return _read_ends(ends) if ends else None


def parse_range(text: str) -> Range:
    """Two numbers with two points between them, the smaller first."""
    low, found, high = text.partition("..")
    if not found:
        raise Refusal("bad-range", f"`{text}` is no range", "write `2..11`, or `{from: 2, to: 11}`")
    return _range(parse_number(low.strip()), parse_number(high.strip()))


def _range(low: Decimal, high: Decimal) -> Range:
    if low >= high:
        raise Refusal("bad-range", f"the range begins at {low} and ends at {high}", "write the smaller number first")
    return Range(low, high)


def _read_ends(ends: Fields) -> Range | None:
    ends.require("from", "to")
    low, high = ends.number("from"), ends.number("to")
    ends.finish()
    if low is None or high is None:
        return None
    try:
        return _range(low, high)
    except Refusal as refusal:
        ends.error(refusal.rule, refusal.message, ends.place("to"), refusal.help)
        return None


def read_vague(fields: Fields) -> Vague | None:
    word = fields.choice("vague", VAGUE)
    return Vague(word) if word else None


def read_absent(fields: Fields) -> Absent | None:
    reason = fields.choice("absent", ABSENCES)
    return Absent(reason) if reason else None


def read_numbers(fields: Fields) -> OneOf | None:
    """Values of which one holds."""
    numbers: list[Decimal] = []
    for text in fields.texts_of("values"):
        try:
            numbers.append(parse_number(text))
        except Refusal as refusal:
            fields.error(refusal.rule, refusal.message, fields.place("values"), refusal.help)
            return None
    if isinstance(fields.get("values"), Sequence) and len(numbers) < 2:
        message, help = "`values` are at least two numbers of which one holds", "write a single one as `value`"
        fields.error("bad-shape", message, fields.place("values"), help)
        return None
    if len(set(numbers)) < len(numbers):
        fields.error("bad-shape", "the same number stands twice in `values`", fields.place("values"), "write each number once")
        return None
    return OneOf(tuple(numbers)) if numbers else None


# ---- figures that are computed


def read_derivation(fields: Fields) -> Derivation | None:
    """``derived_from: {sum: [a, b]}``: one operation on facts or numbers; `derive.py` computes it."""
    given = fields.record("derived_from", "`derived_from`")
    if given is None:
        return None
    operation = next((name for name in OPERATIONS if name in given), None)
    for key, _ in given.node.entries[1:]:
        given.error("two-amounts", "`derived_from` has one operation", key.place, "compute one figure in a fact")
    if operation is None:
        if not given.node.entries:
            given.error("empty", "`derived_from` is empty", given.place(), "write `derived_from: {sum: [one-fact, another]}`")
        given.finish()
        return None
    operands = _operands(given, operation)
    places = read_places(fields)
    return None if operands is None or places is None else Derivation(operation, operands, places)


def _operands(given: Fields, operation: str) -> tuple[str | Decimal, ...] | None:
    texts = given.texts_of(operation)
    least = 2
    if operation in PAIRS and len(texts) != least:
        message = f"`{operation}` takes two facts and has {len(texts)}"
        given.error("bad-shape", message, given.place(operation), f"write `{operation}: [{_order(operation)}]`")
        return None
    if len(texts) < least:
        given.error("bad-shape", "a sum has at least two facts", given.place(operation), "write `sum: [one-fact, another]`")
        return None
    return read_operands(given, operation, texts)


def read_operands(fields: Fields, key: str, texts: tuple[str, ...]) -> tuple[str | Decimal, ...] | None:
    """Ids of facts, or plain numbers."""
    operands: list[str | Decimal] = []
    for text in texts:
        try:
            operands.append(
                parse_number(text) if text.lstrip("-")[:1].isdigit() and text.replace(".", "").lstrip("-").isdigit() else parse_id(text)
            )
        except Refusal as refusal:
            fields.error(refusal.rule, refusal.message, fields.place(key), refusal.help)
            return None
    return tuple(operands)


def _order(operation: str) -> str:
    return {"difference": "larger, smaller", "ratio": "one, divided-by", "share": "part, whole", "rate": "cases, population"}.get(
        operation, "before, after"
    )


def read_places(fields: Fields) -> int | None:
    """The decimals to which a quotient is rounded."""
    return fields.parsed("round", _parse_places) if "round" in fields else PLACES


def _parse_places(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MOST_PLACES:
        raise Refusal("bad-number", f"`{text}` is no number of decimals", f"write 0 to {MOST_PLACES}")
    return int(text)


def numbers_of(amount: Amount | None) -> tuple[Decimal, ...]:
    """Every number of an amount that stands in the same unit."""
    match amount:
        case Exact(number):
            return (number,)
        case Estimated(number, spread):
            return (number,) if spread.sort == "margin" else (number, spread.low, spread.high)
        case Range(low, high):
            return (low, high)
        case OneOf(numbers):
            return numbers
    return ()
