"""Units that need no units.yml, because CLDR knows their symbols and names: SI units and those of everyday."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale as Cldr

SYMBOLS = {  # how editors write them -> CLDR's name
    "mm": "millimeter", "cm": "centimeter", "m": "meter", "km": "kilometer", "mi": "mile", "ft": "foot", "in": "inch", "yd": "yard",
    "m2": "square-meter", "km2": "square-kilometer", "ha": "hectare", "ac": "acre", "m3": "cubic-meter", "km3": "cubic-kilometer",
    "mg": "milligram", "g": "gram", "kg": "kilogram", "t": "tonne", "lb": "pound", "oz": "ounce",
    "ml": "milliliter", "cl": "centiliter", "l": "liter", "hl": "hectoliter", "gal": "gallon", "bbl": "barrel",
    "w": "watt", "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt", "kwh": "kilowatt-hour", "j": "joule", "kj": "kilojoule",
    "kcal": "kilocalorie", "pa": "pascal", "hpa": "hectopascal", "bar": "bar", "v": "volt", "hz": "hertz",
    "kmh": "kilometer-per-hour", "mph": "mile-per-hour", "celsius": "celsius", "fahrenheit": "fahrenheit", "kelvin": "kelvin",
}  # fmt: skip
SPELLINGS = {"metre": "meter", "litre": "liter", "metric-ton": "tonne"}  # British, and CLDR's own before version 45


def cldr_unit(unit: str, cldr: Cldr) -> Mapping[str, Mapping[str, str]] | None:
    """Patterns of a unit by length (short, long) and plural category; None where CLDR has no such unit."""
    key = _key(unit, cldr)
    return cldr._data["unit_patterns"][key] if key else None


def units_of(cldr: Cldr) -> list[str]:
    """The units that `cldr_unit` knows, as editors may write them."""
    names = _keys(cldr)
    british = [name.replace(american, spelling) for spelling, american in SPELLINGS.items() for name in names if american in name]
    return sorted({*SYMBOLS, *names, *british})


def _key(unit: str, cldr: Cldr) -> str | None:
    """CLDR's name with its group: km -> length-kilometer."""
    name = SYMBOLS.get(unit, unit)
    for british, american in SPELLINGS.items():
        name = name.replace(british, american)
    return _keys(cldr).get(name)


@cache
def _keys(cldr: Cldr) -> Mapping[str, str]:
    return {key.partition("-")[2]: key for key in cldr._data["unit_patterns"]}  # Babel has no public list of units
