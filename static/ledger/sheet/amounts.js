/* Amounts as people type them, in whole won. Always BigInt: a float has no place in the path of money. No page here. */

export const LIMIT = 10n ** 15n;
export const UNITS = { won: 1n, thousand: 1000n }; // those of entry
const SIZES = { ...UNITS, million: 10n ** 6n, hundred_million: 10n ** 8n }; // those that a pasted heading may name
const BLANKS = ["", "-", "–", "—", "―", "−", "ー"];
const SIGNS = "△∆⧍▲▼−–-";
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SCALES = new Map([["조", 10n ** 12n], ["억", 10n ** 8n], ["백만", 10n ** 6n], ["만", 10n ** 4n], ["천", 1000n], ["백", 100n], ["", 1n]]);
const PART = /^(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(\d{1,12}))?\s*(조|억|백만|만|천|백|)\s*/;

/* A text in its normal form: full-width signs as the plain ones, nothing that cannot be seen. */
export const plain = (text) => text.normalize("NFKC").replace(INVISIBLE, "").replace(/\s+/g, " ").trim();

/* What is read of '1,234', '△1,234', '(1,234)', '1,234천원', '17억 1,198만 7천원', '₩1,234': {won: "…"}, "" for a blank;
   else {problem}: number, grouping, fraction or size. A number without a unit is in `unit`, the unit of the heading. */
export function readAmount(text, unit) {
  let rest = plain(text);
  if (BLANKS.includes(rest)) return { won: "" };
  let isNegative = false;
  const inBrackets = /^\(\s*(.*?)\s*\)$/.exec(rest);
  if (inBrackets) [rest, isNegative] = [inBrackets[1], true];
  rest = rest.replace(/^[₩\\]\s*/, "");
  if (SIGNS.includes(rest[0])) {
    if (isNegative) return { problem: "number" };
    [rest, isNegative] = [rest.slice(1).trim(), true];
  }
  rest = rest.replace(/^[₩\\]\s*/, "");
  const found = readParts(rest, SIZES[unit]);
  if (found.problem) return found;
  if (found.won > LIMIT) return { problem: "size" };
  return { won: String(isNegative ? -found.won : found.won) };
}

/* '17억 1,198만 7천원' -> {won: 1711987000n}: each part smaller than the one before. */
function readParts(text, size) {
  const isInWon = /원$/.test(text);
  let rest = isInWon ? text.slice(0, -1).trim() : text;
  if (!rest) return { problem: "number" };
  if (/^[\d,]+(\.\d*)?$/.test(rest) && !/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(rest)) return { problem: "grouping" };
  let won = 0n, last = null, hasScale = false;
  while (rest) {
    const match = PART.exec(rest);
    if (!match) return { problem: "number" };
    const [part, whole, decimals = "", name] = match;
    hasScale ||= name !== "";
    const scale = hasScale || isInWon ? SCALES.get(name) : size;
    if (last !== null && scale >= last) return { problem: "number" };
    const tenth = 10n ** BigInt(decimals.length);
    const scaled = (BigInt(whole.replaceAll(",", "")) * tenth + BigInt(decimals || "0")) * scale;
    if (scaled % tenth !== 0n) return { problem: "fraction" };
    won += scaled / tenth;
    last = scale;
    rest = rest.slice(part.length);
  }
  return { won };
}

export const isWon = (cell) => /^-?\d{1,24}$/.test(cell ?? "");

/* '1711987000' -> '1,711,987,000' in won, '1,711,987' in thousands; what is no whole thousand keeps its rest: '0.5'. */
export function shownAmount(won, unit) {
  if (!isWon(won)) return won ?? "";
  const number = BigInt(won), size = UNITS[unit];
  const amount = number < 0n ? -number : number;
  const rest = size === 1n ? "" : String(amount % size).padStart(3, "0").replace(/0+$/, "");
  const sign = number < 0n ? "△" : "";
  return `${sign}${grouped(amount / size)}${rest && `.${rest}`}`;
}

/* The same as a spreadsheet takes it for a number: '-1711987.5'. */
export const numberOf = (won, unit) => shownAmount(won, unit).replaceAll(",", "").replace("△", "-");

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/* '1711987000' -> '17억 1,198만 7천원', as won.js says it. */
export function inWords(won) {
  if (!isWon(won)) return "";
  const number = BigInt(won);
  let rest = number < 0n ? -number : number;
  if (rest > LIMIT) return "";
  const parts = [];
  for (const [size, name] of [[10n ** 12n, "조"], [10n ** 8n, "억"], [10n ** 4n, "만"]]) {
    if (rest >= size) parts.push(grouped(rest / size) + name);
    rest %= size;
  }
  if (rest > 0n && rest % 1000n === 0n) parts.push(`${rest / 1000n}천`);
  else if (rest > 0n || parts.length === 0) parts.push(grouped(rest));
  return `${number < 0n ? "△" : ""}${parts.join(" ")}원`;
}

/* What to ask of an amount that replaces another: 'thousandfold' where one is 500 to 2,000 times the other (천원 typed for
   원, or the other way round), 'sign' where a △ has gone; '' where there is nothing to ask. `proposed` is the likely one. */
export function question(before, after) {
  if (!isWon(before) || !isWon(after)) return null;
  const [one, other] = [BigInt(before), BigInt(after)];
  const [small, large] = [absolute(one), absolute(other)].sort((a, b) => (a < b ? -1 : 1));
  if (small > 0n && large >= small * 500n && large <= small * 2000n) {
    const isTooSmall = absolute(other) < absolute(one);
    if (isTooSmall && absolute(other) * 1000n > LIMIT) return null;
    return { kind: "thousandfold", proposed: String(isTooSmall ? other * 1000n : other / 1000n) };
  }
  if (one < 0n && other > 0n) return { kind: "sign", proposed: String(-other) };
  return null;
}

const absolute = (number) => (number < 0n ? -number : number);
