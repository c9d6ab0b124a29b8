/* A pasted block becomes cells, in one step. What is no row of it, and what a cell cannot take, is counted and said. */

import { readBlock, sorted } from "./clipboard.js";
import { folded, readCell, shownCell } from "./columns.js";

const SHOWN = 20; // signs of a refused text that are repeated

export async function pasteInto(app, text) {
  const block = readBlock(text);
  if (!block.length) return;
  const { heading, rows, unit, left } = sorted(block, app.columns);
  const range = app.selection.range();
  const spread = spreadOver(rows, range, heading);
  const targets = targetColumns(app, heading, spread, range);
  const isAsked = spread.some((cells) => cells.some((cell, at) => targets[at]?.kind === "search" && cell.trim()));
  const found = isAsked ? await searched(app, spread, targets) : new Map();
  const told = { cells: 0, refused: 0, over: 0, unnamed: 0 };
  const entries = [], refused = [];
  app.model.together(() => {
    const places = rowsFor(app, spread.length, Math.max(range.top, 0), told);
    spread.forEach((cells, at) => {
      const row = places[at];
      cells.forEach((cell, side) => {
        const column = targets[side];
        if (!row) told.over += cell.trim() ? 1 : 0;
        else if (!column) told.unnamed += cell.trim() ? 1 : 0;
        else place(app, { row, column, cell, unit: unit ?? app.unit, found }, entries, refused);
      });
    });
    for (const { row, key } of entries) app.forgetOld(row, key);
    app.model.setCells(entries);
    choosePasted(app, places.filter(Boolean), targets);
  });
  for (const { row, column, before, text: after } of entries) if (column.kind === "won") app.ask(row, column, before, after);
  for (const { row, column, sentence } of refused) app.marks.set(row, column.key, { kind: "refused", sentence, isOwn: true });
  told.cells = entries.length;
  told.refused = refused.length;
  app.changed();
  app.notes.tell(sentencesOf(app, told, left, spread.length).join(" "));
}

/* Where the cells of a row belong: by the heading, else from the chosen cell on. */
function targetColumns(app, heading, rows, { left }) {
  if (heading) return heading;
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  return Array.from({ length: width }, (_cell, at) => app.columns[Math.max(left, 0) + at] ?? null);
}

/* One cell is taken for all of a range, as in a spreadsheet. */
function spreadOver(rows, { top, bottom, left, right }, heading) {
  const isOne = !heading && rows.length === 1 && rows[0].length === 1;
  if (!isOne || (top === bottom && left === right)) return rows;
  const [[cell]] = rows;
  return Array.from({ length: bottom - top + 1 }, () => Array(right - left + 1).fill(cell));
}

/* The rows that are pasted over, and new ones below the last. Into a blank new row nothing is pasted over: where the block
   is longer than what is blank there, the rows below make room. */
function rowsFor(app, count, top, told) {
  const { rows, group } = app.model;
  const filled = rows.findIndex((row, at) => at >= top && !app.model.isBlank(row));
  const end = filled > top ? filled : rows.length;
  const places = rows.slice(top, Math.min(top + count, end));
  const missing = count - places.length;
  if (missing > 0 && app.config.may_add) {
    const last = places.at(-1) ?? rows.at(-1);
    const same = group && last ? { [group]: last.cells[group] } : {};
    const shown = group && last ? { [group]: last.shown[group] } : {};
    const added = Array.from({ length: missing }, () => app.model.newRow(same, shown));
    app.model.insert(added, end);
    places.push(...added);
    told.added = missing;
  }
  return places;
}

function place(app, { row, column, cell, unit, found }, entries, refused) {
  const told = cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;
  const refuse = (key) => {
    const sentence = app.tell(key, { text: told.trim(), longest: column.longest });
    const isNamed = app.words[key].includes("{text}");
    refused.push({ row, column, sentence: isNamed ? sentence : app.tell("refused_cell", { text: told.trim(), sentence }) });
  };
  if (!app.model.mayEdit(row, column)) {
    // The same text again is no refusal: a whole block that was copied here comes back with its fixed columns.
    if (cell.trim() && !isSame(app, row, column, cell, unit)) refuse("refused_fixed");
    return;
  }
  let read = readCell(column, cell, unit);
  if (column.kind === "search" && read.problem) {
    const match = found.get(`${column.key}\n${folded(cell)}`);
    if (match) read = { text: match[0], shown: match[1] };
  }
  if (read.problem) return refuse(`problem_${read.problem}`);
  entries.push({ row, column, key: column.key, before: row.cells[column.key], text: read.text, shown: read.shown ?? "" });
}

function isSame(app, row, column, cell, unit) {
  return cell.trim() === shownCell(column, row, unit) || readCell(column, cell, unit).text === (row.cells[column.key] ?? "");
}

/* What columns that are searched in mean by each text: asked once for each. */
async function searched(app, rows, targets) {
  const found = new Map(), asked = [];
  for (const cells of rows) {
    cells.forEach((cell, at) => {
      const column = targets[at], key = column && `${column.key}\n${folded(cell)}`;
      if (column?.kind !== "search" || !column.search || !cell.trim() || found.has(key)) return;
      if (!readCell(column, cell).problem) return;
      found.set(key, null);
      asked.push([key, column, cell.trim()]);
    });
  }
  for (const [key, column, cell] of asked) {
    const options = await app.search(column, cell);
    const read = readCell({ ...column, choices: options }, cell);
    if (!read.problem) found.set(key, [read.text, read.shown]);
  }
  return found;
}

function choosePasted(app, places, targets) {
  if (!places.length) return;
  const sides = targets.map((column) => app.columns.indexOf(column)).filter((at) => at >= 0);
  if (!sides.length) return;
  app.selection.anchor = { row: places.at(-1), column: Math.max(...sides) };
  app.selection.choose(places[0], Math.min(...sides), true);
}

function sentencesOf(app, told, left, rows) {
  const sentences = [app.tell("pasted", { rows, cells: told.cells })];
  if (left.headings) sentences.push(app.words.pasted_heading);
  if (left.totals) sentences.push(app.tell("pasted_totals", { count: left.totals }));
  if (told.added) sentences.push(app.tell("pasted_added", { count: told.added }));
  if (told.refused) sentences.push(app.tell("pasted_refused", { count: told.refused }));
  if (told.unnamed) sentences.push(app.tell("pasted_unnamed", { count: told.unnamed }));
  if (told.over) sentences.push(app.tell("pasted_over", { count: told.over }));
  return sentences;
}
