// Reads requests as JSON on standard input, one list of [what, locale, value, digits]; prints what ICU says, through Node's Intl.
import { readFileSync } from "node:fs";

const made = new Map();
const once = (key, make) => made.get(key) ?? made.set(key, make()).get(key);

const say = {
  number: (locale, value, digits) => format(locale, digits, {}).format(value),
  percent: (locale, value, digits) => format(locale, digits, { style: "percent" }).format(value),
  plural: (locale, value, digits) =>
    once(`plural ${locale} ${digits}`, () => new Intl.PluralRules(locale, fraction(digits))).select(value),
  ordinal: (locale, value) => once(`ordinal ${locale}`, () => new Intl.PluralRules(locale, { type: "ordinal" })).select(value),
  date: (locale, value) =>
    once(`date ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })).format(new Date(value)),
  money: (locale, value, digits, currency) => format(locale, digits, { style: "currency", currency }).format(value),
};

function fraction(digits) {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

function format(locale, digits, options) {
  const key = JSON.stringify([locale, digits, options]);
  return once(key, () => new Intl.NumberFormat(locale, { ...options, ...fraction(digits) }));
}

const requests = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(requests.map(([what, ...rest]) => say[what](...rest))));
