/* What the columns of each kind read and show. A cell is a text as the server's form fields read it. No page here. */

import { isWon, numberOf, plain, readAmount, shownAmount } from "./amounts.js";

const FLAG_WORDS = { true: ["true", "1", "o", "✓", "v", "예", "y", "yes", "on"], false: ["false", "0", "x", "", "아니오", "아니요", "n", "no", "off", "-"] };

export const TICKED = "on";

/* A text as choices are compared: 'ＡＢ  c' -> 'ab c'. */
export const folded = (text) => plain(text).toLowerCase().replace(/[‐‑‒–—−]/g, "-");

/* {text, shown} as the column reads what was typed or pasted, or {text, problem}: the text stays, the problem says why. */
export function readCell(column, text, unit) {
  switch (column.kind) {
    case "won": {
      const { won, problem } = readAmount(text, unit);
      return problem ? { text: text.trim(), problem } : { text: won };
    }
    case "whole": {
      const digits = plain(text).replace(/^[△∆▲−]/, "-");
      if (digits === "" || /^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})$/.test(digits)) return { text: digits.replaceAll(",", "") };
      return { text: text.trim(), problem: "whole" };
    }
    case "flag": {
      const word = folded(text);
      const [cell] = Object.entries(FLAG_WORDS).find(([, words]) => words.includes(word)) ?? [];
      return cell ? { text: cell === "true" ? TICKED : "" } : { text: "", problem: "flag" };
    }
    case "day":
      return { text: dayOf(text) };
    case "choice":
    case "search":
      return readChoice(column.choices ?? [], text);
    default: {
      const line = text.replace(/[\r\n\t]+/g, " ").trim();
      return column.longest && [...line].length > column.longest ? { text: line, problem: "longest" } : { text: line };
    }
  }
}

/* '2021. 10. 31.' -> '2021-10-31'; what is no such day stays as it is, the server says why. */
function dayOf(text) {
  const [, year, month, day] = /^(\d{4})(?:[-./]\s*)(\d{1,2})(?:[-./]\s*)(\d{1,2})\.?$/.exec(plain(text)) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : plain(text);
}

/* A choice by its code, its name, 'code name' or its value: {text, shown}; a problem where none or several are meant. */
export function readChoice(choices, text) {
  const word = folded(text);
  if (!word) return { text: "", shown: "" };
  const tests = [
    ([, label]) => folded(label) === word,
    ([, label]) => partsOf(label).includes(word),
    ([value]) => String(value).toLowerCase() === word,
  ];
  for (const test of tests) {
    const found = choices.filter(test);
    if (found.length === 1) return { text: String(found[0][0]), shown: found[0][1] };
    if (found.length > 1) return { text: text.trim(), problem: "several" };
  }
  return { text: text.trim(), problem: "choice" };
}

/* '201-01 사무관리비' -> its code and its name. */
function partsOf(label) {
  const [, code, name] = /^(\S*\d\S*)\s+(.+)$/.exec(folded(label)) ?? [];
  return code ? [code, name] : [];
}

/* What is searched for while one types: choices whose label holds every word. */
export function matching(choices, text) {
  const words = folded(text).split(" ").filter(Boolean);
  return choices.filter(([, label]) => words.every((word) => folded(label).includes(word)));
}

export const isTicked = (cell) => !["", "false", "0"].includes((cell ?? "").toLowerCase());

export function shownCell(column, row, unit) {
  const cell = row.cells[column.key] ?? "";
  if (column.kind === "won") return shownAmount(cell, unit);
  if (column.kind === "flag") return isTicked(cell) ? "✓" : "";
  if (["choice", "search"].includes(column.kind)) return cell === "" ? "" : row.shown[column.key] || labelOf(column, cell);
  return cell;
}

function labelOf(column, cell) {
  column.labels ??= new Map((column.choices ?? []).map(([value, label]) => [String(value), label]));
  return column.labels.get(cell) ?? cell;
}

/* What is copied: a number as a number, all else as it is shown. */
export function copiedCell(column, row, unit) {
  const cell = row.cells[column.key] ?? "";
  return column.kind === "won" && isWon(cell) ? numberOf(cell, unit) : shownCell(column, row, unit);
}
