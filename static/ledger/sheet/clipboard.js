/* Blocks of cells as Excel and 한셀 write and read them: tab-separated, quoted where a cell holds a tab, a quote or a line
   break. And what of a pasted block is no row: the heading and the totals of our own tables. No page here. */

import { folded } from "./columns.js";

const BARE = /[^\t\n]*/y;

/* 'a\t"b\nc"\r\n' -> [['a', 'b\nc']]. A quote within a cell that does not begin with one is a plain character. */
export function readBlock(text) {
  const rows = [];
  let cells = [], at = 0;
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  while (at < source.length) {
    let cell;
    const quoted = source[at] === '"' ? readQuoted(source, at) : null;
    if (quoted) [cell, at] = quoted;
    else {
      BARE.lastIndex = at;
      [cell] = BARE.exec(source);
      at += cell.length;
    }
    cells.push(cell);
    if (source[at] === "\t") {
      at += 1;
      if (at === source.length) cells.push("");
      if (at < source.length) continue;
    } else at += 1;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

/* The cell that is quoted from `start` on and where it ends; null where its quotes do not close before a tab or a line. */
function readQuoted(source, start) {
  let cell = "", at = start + 1;
  while (at < source.length) {
    if (source[at] !== '"') {
      cell += source[at];
      at += 1;
    } else if (source[at + 1] === '"') {
      cell += '"';
      at += 2;
    } else {
      const isEnd = at + 1 === source.length || "\t\n".includes(source[at + 1]);
      return isEnd ? [cell, at + 1] : null;
    }
  }
  return null;
}

export function writeBlock(rows) {
  const quoted = (cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\r\n");
}

const TOTALS = ["계", "합계", "총계", "소계", "total", "subtotal", "grand total"];
const NATIONAL = /^\(\s*[x×*]/i;

const UNIT = /\s*\(\s*(?:단위\s*:?\s*)?(원|천원|백만원|억원|won|thousand won)\s*\)\s*$/i;

/* A heading without its unit: '금액(천원)' -> '금액', '국비(x) (원)' -> '국비(x)'. */
export const withoutUnit = (label) => label.replace(UNIT, "");

export const headingOf = (cell) => withoutUnit(folded(cell)).replace(/\s/g, "");

/* The rows of a block with what each is: {heading: [column or null] | null, rows, left: {headings, totals}}.
   A first row whose cells are labels of columns says by that where each cell belongs; at least two must be, or all. */
export function sorted(block, columns) {
  const labels = new Map(columns.map((column) => [headingOf(column.label), column]));
  const [first = []] = block;
  const named = first.map((cell) => labels.get(headingOf(cell)) ?? null);
  const count = named.filter(Boolean).length, filled = first.filter((cell) => cell.trim()).length;
  const isHeading = count > 0 && (count >= 2 || count === filled);
  const rest = block.slice(isHeading ? 1 : 0);
  const rows = rest.filter((cells) => !isTotal(cells) && !isBlank(cells));
  const totals = rest.filter(isTotal).length;
  const unit = isHeading ? unitOf(first) : null;
  return { heading: isHeading ? named : null, rows, unit, left: { headings: isHeading ? 1 : 0, totals } };
}

/* The unit that a heading names beside an amount: 'thousand' of '금액(천원)'; null where none is named. */
function unitOf(cells) {
  const [first] = cells.map((cell) => UNIT.exec(folded(cell))?.[1]).filter(Boolean);
  return { 원: "won", won: "won", 천원: "thousand", "thousand won": "thousand", 백만원: "million", 억원: "hundred_million" }[first] ?? null;
}

const isBlank = (cells) => cells.every((cell) => !cell.trim());

/* '계', '소계' as the first that stands in a row, or a row of national parts alone: '(x1,000)'. */
function isTotal(cells) {
  const filled = cells.map(folded).filter(Boolean);
  if (!filled.length) return false;
  const [first, ...others] = filled;
  return TOTALS.includes(first.replace(/\s/g, "")) || TOTALS.includes(first) || (NATIONAL.test(first) && others.every((cell) => NATIONAL.test(cell)));
}
