/* 기정, 증감 and 경정 of a row of a budget that changes another: what follows from what is typed. `changeOf` names the columns:
   {prior, current, change, ends: those that end with the amount}. No page here. */

import { isWon } from "./amounts.js";
import { TICKED } from "./columns.js";

export const HELD = "held"; // a cell that is no column: whether the budget has the row itself

export const isHeld = ({ cells }) => cells[HELD] === TICKED;

/* Whether a change that is stored is taken back here. */
export const isTakenBack = (row) => Boolean(row.stored) && row.stored[HELD] === TICKED && !isHeld(row);

const wonOf = (cell) => BigInt(isWon(cell) ? cell : 0);

/* 증감 of what has a 경정 of its own; where 기정 is not known there is none. */
export function derived({ prior, current, change }, row) {
  const { cells, fixed } = row;
  if (!isHeld(row) || !isWon(cells[current]) || (fixed.has(change) && !isWon(cells[prior]))) return { [change]: "" };
  return { [change]: String(wonOf(cells[current]) - wonOf(cells[prior])) };
}

/* A cell has become `text`: the row is one of this budget from now on, and 증감 and 경정 give each other. */
export function follow(model, row, key, text) {
  const { prior, current, change, ends } = model.changeOf;
  model.setOne(row, HELD, TICKED);
  if (key === change && (isWon(text) || text === "")) {
    model.setOne(row, current, text === "" ? "" : String(wonOf(row.cells[prior]) + BigInt(text)));
  } else if (key !== change) model.setOne(row, change, derived(model.changeOf, row)[change]);
  // What ends, ends with its national part.
  if (![current, change].includes(key) || row.cells[current] !== "0" || !row.carried) return;
  for (const one of ends) if (isWon(row.cells[one])) model.setOne(row, one, "0");
}

/* The row is again what it is carried as. */
export function carry(model, row) {
  for (const [key, text] of Object.entries(row.carried.cells)) model.setOne(row, key, text, row.carried.shown[key]);
  model.setOne(row, model.changeOf.change, "");
  model.setOne(row, HELD, "");
}
