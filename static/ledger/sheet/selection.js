/* Which cell is chosen, and which range: a row by itself, a column by its place. No page here. */

export class Selection {
  constructor(model) {
    this.model = model;
    this.row = model.rows[0] ?? null;
    // Of a budget that changes another, where a change is typed.
    this.column = Math.max(0, model.columns.findIndex(({ key }) => key === model.changeOf?.change));
    this.anchor = { row: this.row, column: this.column };
    this.run = null; // the column in which somebody began to go along a row by Tab
  }

  at() {
    return this.model.rows.indexOf(this.row);
  }

  choose(row, column, isExtended = false) {
    this.row = row;
    this.column = Math.max(0, Math.min(column, this.model.columns.length - 1));
    if (!isExtended) this.anchor = { row: this.row, column: this.column };
    this.run = null;
  }

  /* Of a row that has gone, the one at its place is chosen. */
  settle(place) {
    const { rows } = this.model;
    if (!rows.includes(this.row)) this.choose(rows[Math.max(0, Math.min(place, rows.length - 1))] ?? null, this.column);
    if (!rows.includes(this.anchor.row)) this.anchor = { row: this.row, column: this.column };
  }

  /* Steps from the chosen cell; `page` is how many rows are in sight. */
  step(name, { isExtended = false, page = 10 } = {}) {
    const { rows, columns } = this.model;
    const last = rows.length - 1, lastColumn = columns.length - 1;
    if (last < 0) return;
    const at = this.at(), column = this.column, run = this.run ?? column;
    // Tab passes over columns that nobody types into.
    const sides = columns.map((_column, side) => side).filter((side) => !columns[side].read_only);
    const next = sides.find((side) => side > column), previous = sides.findLast((side) => side < column);
    const to = (place, side) => this.choose(rows[Math.max(0, Math.min(place, last))], side, isExtended);
    const steps = {
      up: () => to(at - 1, column), down: () => to(at + 1, column), left: () => to(at, column - 1), right: () => to(at, column + 1),
      "page-up": () => to(at - page, column), "page-down": () => to(at + page, column), "row-start": () => to(at, 0),
      "row-end": () => to(at, lastColumn), first: () => to(0, 0), last: () => to(last, lastColumn), top: () => to(0, column),
      bottom: () => to(last, column),
      next: () => (next !== undefined ? to(at, next) : at < last && to(at + 1, sides[0] ?? 0)),
      previous: () => (previous !== undefined ? to(at, previous) : at > 0 && to(at - 1, sides.at(-1) ?? lastColumn)),
    };
    steps[name]?.();
    if (["next", "previous"].includes(name) && this.at() === at) this.run = run;
  }

  /* Enter, as in a spreadsheet: the next row, where a row gone along by Tab was begun. */
  enter() {
    const { run, column } = this;
    this.step("down");
    this.choose(this.row, run ?? column);
  }

  all() {
    const { rows, columns } = this.model;
    if (!rows.length) return;
    this.anchor = { row: rows[0], column: 0 };
    this.choose(rows.at(-1), columns.length - 1, true);
  }

  /* {top, bottom, left, right}, all within. */
  range() {
    const one = this.at(), other = this.model.rows.indexOf(this.anchor.row);
    const places = [one, other < 0 ? one : other], sides = [this.column, this.anchor.column];
    return { top: Math.min(...places), bottom: Math.max(...places), left: Math.min(...sides), right: Math.max(...sides) };
  }

  rows() {
    const { top, bottom } = this.range();
    return top < 0 ? [] : this.model.rows.slice(top, bottom + 1);
  }

  columns() {
    const { left, right } = this.range();
    return this.model.columns.slice(left, right + 1);
  }
}
