/* What is done with the chosen cells and rows. Each is one step of undo; each says what it did. */

import { copiedCell, readCell } from "./columns.js";
import { writeBlock } from "./clipboard.js";
import { pasteInto } from "./paste.js";

export class Actions {
  constructor(app) {
    this.app = app;
  }

  perform(name) {
    const { app } = this;
    const changes = ["clear", "fill", "add", "duplicate", "remove", "move-up", "move-down", "undo", "redo"];
    if (changes.includes(name) && (!app.mayEdit || app.isSaving)) return app.say(app.words.sheet_fixed);
    const acts = {
      clear: () => this.clear(), fill: () => this.fill(), add: () => this.add(), duplicate: () => this.duplicate(),
      remove: () => this.remove(), "move-up": () => this.shift(-1), "move-down": () => this.shift(1), undo: () => this.step("undo"),
      redo: () => this.step("redo"), all: () => this.all(), save: () => app.saving.save(), help: () => app.surroundings.help(),
    };
    acts[name]?.();
  }

  /* Cells. */

  cells() {
    const { selection } = this.app;
    return selection.rows().flatMap((row) => selection.columns().map((column) => ({ row, column })));
  }

  all() {
    this.app.selection.all();
    this.app.focus();
    this.app.view.paint();
  }

  set(entries) {
    for (const { row, key } of entries) this.app.forgetOld(row, key);
    this.app.model.setCells(entries);
  }

  /* How many of the cells cannot be changed: said, never passed over in silence. */
  told(key, done, all) {
    const { app } = this;
    const left = all - done;
    app.say(app.tell(key, { count: done }) + (left ? ` ${app.tell("cells_fixed", { count: left })}` : ""));
  }

  clear() {
    const { app } = this;
    if (!app.mayEdit || app.isSaving) return app.say(app.words.sheet_fixed);
    const cells = this.cells(), own = cells.filter(({ row, column }) => app.mayType(row, column));
    this.set(own.map(({ row, column }) => ({ row, key: column.key, text: "", shown: "" })));
    app.changed();
    this.told("cleared", own.length, cells.length);
  }

  /* Ctrl+D: the first row of the range into the others; of one row, that above it. */
  fill() {
    const { app } = this;
    const { top, bottom } = app.selection.range();
    const { rows } = app.model;
    const source = top === bottom ? rows[top - 1] : rows[top];
    if (!source) return;
    const cells = (top === bottom ? [rows[top]] : rows.slice(top + 1, bottom + 1)).flatMap((row) => app.selection.columns().map((column) => ({ row, column })));
    const own = cells.filter(({ row, column }) => app.mayType(row, column));
    this.set(own.map(({ row, column: { key } }) => ({ row, key, text: source.cells[key] ?? "", shown: source.shown[key] ?? "" })));
    app.changed();
    this.told("filled", own.length, cells.length);
  }

  copied() {
    const { app } = this;
    const columns = app.selection.columns(), rows = app.selection.rows();
    app.say(app.tell("copied", { rows: rows.length, columns: columns.length }));
    return writeBlock(rows.map((row) => columns.map((column) => copiedCell(column, row, app.unit))));
  }

  paste(text) {
    const { app } = this;
    if (!app.mayEdit || app.isSaving) return app.say(app.words.sheet_fixed);
    return pasteInto(app, text);
  }

  /* Rows. */

  mayAdd() {
    if (!this.app.config.may_add) this.app.say(this.app.words.no_rows_added);
    return Boolean(this.app.config.may_add);
  }

  add(column = null) {
    if (!this.mayAdd()) return;
    const { app } = this;
    const { bottom } = app.selection.range();
    const row = app.model.addAfter(bottom < 0 ? app.model.rows.length - 1 : bottom);
    // The group is that of the row above, if there is one.
    const isOpen = ({ key }) => key !== app.model.group || !row.cells[key];
    const first = app.columns.findIndex((column) => app.model.mayEdit(row, column) && isOpen(column));
    app.selection.choose(row, column ?? Math.max(0, first));
    app.changed();
    app.say(app.tell("row_added", { row: app.model.rows.indexOf(row) + 1 }));
  }

  /* Enter in a new row that somebody fills in: the next new one, at its end or after going along it. False where not. */
  goOn() {
    const { app } = this;
    const { row, run } = app.selection;
    const isLast = row === app.model.rows.at(-1);
    const isFilledIn = row && !row.stored && !app.model.isBlank(row) && (isLast || run !== null);
    if (!isFilledIn || !app.mayEdit || app.isSaving || !app.config.may_add) return false;
    this.add(run);
    return true;
  }

  duplicate() {
    const { app } = this;
    const rows = app.selection.rows();
    if (!rows.length || !this.mayAdd()) return;
    const copies = app.model.duplicate(rows);
    app.selection.anchor = { row: copies[0], column: app.selection.anchor.column };
    app.selection.choose(copies.at(-1), app.selection.column, true);
    app.changed();
    app.say(app.tell("rows_duplicated", { count: copies.length }));
  }

  remove() {
    const { app } = this;
    const chosen = app.selection.rows(), { top } = app.selection.range();
    if (!chosen.length) return;
    const rows = app.model.remove(chosen), back = rows.filter((row) => row.carried);
    for (const row of back) for (const { key } of app.columns) app.forgetOld(row, key);
    app.selection.settle(top);
    app.changed();
    if (!rows.length) app.say(app.words.rows_carried);
    else app.say(app.tell(back.length ? "rows_taken_back" : "rows_removed", { count: rows.length }));
  }

  shift(by) {
    const { top, bottom } = this.app.selection.range();
    const place = by < 0 ? top - 1 : bottom + 2;
    if (!this.app.model.isOrdered) return this.moveTo(place);
    if (place >= 0 && place <= this.app.model.rows.length) this.moveTo(place);
  }

  moveTo(place) {
    const { app } = this;
    if (!app.model.isOrdered) return app.say(app.words.rows_in_order);
    const rows = app.selection.rows();
    if (!rows.length || app.isSaving) return;
    const { top, bottom } = app.selection.range();
    if (place >= top && place <= bottom + 1) return;
    if (!app.model.move(rows, place)) return app.say(app.words.move_in_group);
    app.changed();
    app.say(app.tell("rows_moved", { count: rows.length, row: app.model.rows.indexOf(rows[0]) + 1 }));
  }

  /* Steps back and on: the chosen cell goes where it happened. */
  step(name) {
    const { app } = this;
    const place = app.selection.at();
    const step = app.model[name]();
    if (!step) return app.say(app.words[`nothing_to_${name}`]);
    for (const { row, key } of step.cells) app.forgetOld(row, key);
    const [cell] = step.cells;
    const side = app.columns.findIndex(({ key }) => key === cell?.key);
    if (cell && side >= 0 && app.model.rows.includes(cell.row)) app.selection.choose(cell.row, side);
    app.selection.settle(place);
    for (const { row, key } of step.cells) this.remark(row, key);
    app.changed();
    app.say(app.words[name === "undo" ? "undone" : "redone"]);
  }

  /* A text that no amount can be read from is marked again where a step brings it back. */
  remark(row, key) {
    const { app } = this, column = app.columns.find((one) => one.key === key);
    if (!column || !["won", "whole"].includes(column.kind)) return;
    const text = row.cells[key] ?? "";
    const { problem } = readCell(column, text, column.kind === "won" ? "won" : app.unit);
    if (problem) app.markProblem(row, column, text, problem);
  }
}
