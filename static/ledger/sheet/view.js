/* The sheet on the page: an ARIA grid of which only the rows in sight exist, the heading above, the total below. */

import { isWon, shownAmount } from "./amounts.js";
import { shownCell } from "./columns.js";

export const ROW = 40; // px, as in sheet.css
const AHEAD = 12; // rows that are kept ready on either side

export function made(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...inside);
  return element;
}

/* The lines of a sheet: its rows, with one above each group that names it and has its sums. */
export function linesOf(model) {
  const lines = [];
  let last = null;
  model.rows.forEach((row, at) => {
    const value = model.group ? (row.cells[model.group] ?? "") : null;
    if (value !== null && value !== last?.value) lines.push((last = { value, rows: [] }));
    if (value !== null) last.rows.push(row);
    lines.push({ row, at });
  });
  return lines;
}

export class View {
  constructor(app) {
    this.app = app;
    this.elements = new Map(); // row, or value of a group -> its element
    this.lines = [];
    this.head = made("div", { role: "rowgroup", class: "sheet-head" });
    this.body = made("div", { role: "rowgroup", class: "sheet-body" });
    this.foot = made("div", { role: "rowgroup", class: "sheet-foot" });
    this.grid = made("div", {
      role: "grid", class: "sheet-grid", "aria-multiselectable": "true", "aria-label": app.words.title,
      "aria-describedby": app.id("how"), "aria-colcount": app.columns.length + 1, "aria-readonly": app.mayEdit ? null : "true",
    }, this.head, this.body, this.foot);
    const widths = app.columns.map(({ width }) => `minmax(${width ?? 10}em, ${width ?? 10}fr)`);
    this.grid.style.setProperty("--sheet-columns", ["3.5em", ...widths].join(" "));
    const sum = app.columns.reduce((all, { width }) => all + (width ?? 10), 3.5);
    this.grid.style.setProperty("--sheet-width", `${sum}em`);
    this.grid.addEventListener("scroll", () => {
      this.isAsked ||= Boolean(requestAnimationFrame(() => this.paint()));
    });
    new ResizeObserver(() => this.paint()).observe(this.grid);
  }

  /* All anew: rows, sums, heading. */
  refresh() {
    const { app } = this;
    this.lines = linesOf(app.model);
    this.placeOf = new Map(this.lines.map((line, at) => [line.row ?? line.value, at]));
    this.grid.setAttribute("aria-rowcount", this.lines.length + 2);
    // Without rows there is no field to reach: who has no mouse pushes the grid itself.
    if (app.model.rows.length) this.grid.removeAttribute("tabindex");
    else this.grid.tabIndex = 0;
    this.grid.style.setProperty("--sheet-height", `${this.lines.length * ROW}px`);
    this.head.replaceChildren(this.headRow());
    this.foot.replaceChildren(this.totalRow());
    this.paint();
  }

  headRow() {
    const { app } = this;
    const cells = app.columns.map((column, at) => {
      const label = made("span", {}, app.headingOf(column));
      const required = column.required && !column.read_only ? [made("span", { class: "sheet-required", title: app.words.required }, " *")] : [];
      return made("div", { role: "columnheader", "aria-colindex": at + 2, class: `sheet-cell ${column.kind}`, title: column.help }, label, ...required);
    });
    const corner = made("div", { role: "columnheader", "aria-colindex": 1, class: "sheet-cell number" }, app.words.number);
    return made("div", { role: "row", "aria-rowindex": 1, class: "sheet-row" }, corner, ...cells);
  }

  totalRow() {
    const { app } = this;
    const cells = app.columns.map((column, at) => {
      const sum = column.total ? shownAmount(app.model.total(column.key), app.unit) : "";
      return made("div", { role: "gridcell", "aria-colindex": at + 2, class: `sheet-cell ${column.kind}${sum.startsWith("△") ? " negative" : ""}` }, sum);
    });
    const name = made("div", { role: "rowheader", "aria-colindex": 1, class: "sheet-cell number" }, app.words.total);
    return made("div", { role: "row", "aria-rowindex": this.lines.length + 2, class: "sheet-row total" }, name, ...cells);
  }

  /* The rows in sight, and that of the chosen cell, which keeps the focus. */
  paint() {
    this.isAsked = false;
    const { scrollTop, clientHeight } = this.grid;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - AHEAD);
    const last = Math.min(this.lines.length - 1, Math.ceil((scrollTop + clientHeight) / ROW) + AHEAD);
    const wanted = new Map();
    for (let at = first; at <= last; at += 1) wanted.set(this.lines[at].row ?? this.lines[at].value, at);
    const chosen = this.app.selection.row;
    if (chosen && this.placeOf.has(chosen)) wanted.set(chosen, this.placeOf.get(chosen));
    const free = []; // rows that went out of sight serve for those that come: nothing is made while one scrolls
    for (const [key, element] of this.elements) {
      if (wanted.has(key)) continue;
      this.elements.delete(key);
      if (typeof key === "object") free.push(element);
      else element.remove();
    }
    const range = this.app.selection.range();
    for (const [key, at] of wanted) {
      let element = this.elements.get(key);
      if (!element) {
        element = this.lines[at].row ? (free.pop() ?? this.emptyRow()) : made("div", { role: "row", class: "sheet-row group" });
        this.elements.set(key, element);
      }
      element.setAttribute("aria-rowindex", at + 2);
      element.style.transform = `translateY(${at * ROW}px)`;
      if (this.lines[at].row) this.fillRow(element, this.lines[at], range);
      else this.fillGroup(element, this.lines[at]);
      if (!element.parentNode) this.body.append(element);
    }
    for (const element of free) element.remove();
    this.app.editor?.follow();
  }

  emptyRow() {
    const head = made("div", { role: "rowheader", "aria-colindex": 1, class: "sheet-cell number" });
    const cells = this.app.columns.map(({ kind }, at) => made("div", { role: "gridcell", "aria-colindex": at + 2, class: `sheet-cell ${kind}` }));
    return made("div", { role: "row", class: "sheet-row" }, head, ...cells);
  }

  fillRow(element, { row, at }, range) {
    const { app } = this;
    element.dataset.row = row.id;
    const isWithin = at >= range.top && at <= range.bottom;
    const head = element.firstElementChild;
    const number = String(at + 1);
    if (head.textContent !== number) head.textContent = number;
    const rowMark = app.marks.of(row, null);
    element.classList.toggle("carried", app.model.isCarried(row));
    head.className = `sheet-cell number${row.stored ? "" : " new"}${rowMark ? ` ${rowMark.kind}` : ""}${app.mayEdit && app.model.isOrdered ? " handle" : ""}`;
    head.title = rowMark?.sentence ?? "";
    app.columns.forEach((column, side) => {
      const cell = element.children[side + 1];
      const text = shownCell(column, row, app.unit);
      const mark = app.marks.of(row, column.key);
      const isSelected = isWithin && side >= range.left && side <= range.right;
      if (!app.editor?.isIn(cell) && cell.textContent !== text) cell.textContent = text;
      const isTouched = row.stored && (row.cells[column.key] ?? "") !== (row.stored[column.key] ?? "");
      const name = ["sheet-cell", column.kind, isSelected && "selected", isTouched && "touched", mark?.kind,
        app.mayEdit && !app.model.mayEdit(row, column) && "fixed", column.kind === "won" && text.startsWith("△") && "negative",
        app.editor?.isTyping && app.editor.isIn(cell) && "typing",
      ].filter(Boolean).join(" ");
      const title = mark?.sentence ?? (text.length > 12 ? text : "");
      // Most cells are as they were: asking the page about each would take longer than to remember.
      const look = `${name}\n${title}`;
      if (cell.look === look) return;
      cell.look = look;
      cell.className = name;
      cell.title = title;
      cell.setAttribute("aria-selected", String(isSelected));
      toggle(cell, "aria-readonly", !app.mayEdit || !app.model.mayEdit(row, column));
      toggle(cell, "aria-invalid", isFault(mark));
    });
  }

  fillGroup(element, line) {
    const { app } = this, { value, rows } = line;
    const column = app.columns.find(({ key }) => key === app.model.group);
    const name = value === "" ? app.words.no_group : column ? shownCell(column, rows[0], app.unit) : rows[0].shown[app.model.group] || value;
    // Lines are made anew with every change: while one scrolls, nothing is summed again.
    const sums = (line.sums ??= app.columns.map((one) => (one.total ? app.model.total(one.key, rows) : "")));
    const signature = JSON.stringify([name, sums, app.unit]);
    if (element.dataset.filled === signature) return;
    element.dataset.filled = signature;
    const firstSum = Math.max(1, app.columns.findIndex(({ total }) => total));
    const label = made("div", { role: "rowheader", "aria-colindex": 1, "aria-colspan": firstSum + 1, class: "sheet-cell name" }, made("span", {}, name));
    label.style.gridColumn = `1 / span ${firstSum + 1}`;
    const cells = sums.slice(firstSum).map((sum, at) => {
      const text = isWon(sum) ? shownAmount(sum, app.unit) : "";
      return made("div", { role: "gridcell", "aria-colindex": firstSum + at + 2, class: `sheet-cell ${app.columns[firstSum + at].kind}${text.startsWith("△") ? " negative" : ""}` }, text);
    });
    element.replaceChildren(label, ...cells);
  }

  /* Where things are. */

  cellOf(row, column) {
    return this.elements.get(row)?.children[column + 1] ?? null;
  }

  /* Scroll so far that a cell is in sight, and no further; the group above its first row too. */
  reveal(row, column) {
    const place = this.placeOf.get(row);
    if (place === undefined) return;
    const { grid } = this;
    const head = this.head.offsetHeight, foot = this.foot.offsetHeight;
    const lead = this.lines[place - 1] && !this.lines[place - 1].row ? ROW : 0;
    const top = place * ROW - lead, bottom = (place + 1) * ROW;
    const room = grid.clientHeight - head - foot;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (bottom > grid.scrollTop + room) grid.scrollTop = bottom - room;
    this.paint();
    const cell = this.cellOf(row, column);
    if (!cell) return;
    const side = this.elements.get(row).firstElementChild.offsetWidth;
    if (cell.offsetLeft - side < grid.scrollLeft) grid.scrollLeft = cell.offsetLeft - side;
    else if (cell.offsetLeft + cell.offsetWidth > grid.scrollLeft + grid.clientWidth) {
      grid.scrollLeft = Math.min(cell.offsetLeft - side, cell.offsetLeft + cell.offsetWidth - grid.clientWidth);
    }
  }

  /* How many rows are in sight. */
  page() {
    return Math.max(1, Math.floor((this.grid.clientHeight - this.head.offsetHeight - this.foot.offsetHeight) / ROW) - 1);
  }

  /* {row, column} under an element; a column of -1 is the number of the row. */
  under(element) {
    const cell = element?.closest?.(".sheet-cell"), line = cell?.closest(".sheet-body > .sheet-row");
    const [row] = [...this.elements].find(([, one]) => one === line) ?? [];
    return row && typeof row === "object" ? { row, column: [...line.children].indexOf(cell) - 1 } : null;
  }
}

/* Whether a mark says that something is wrong, and does not only ask. */
export const isFault = (mark) => Boolean(mark) && !["question", "offer"].includes(mark.kind);

function toggle(element, name, isSo) {
  if (isSo) element.setAttribute(name, "true");
  else element.removeAttribute(name);
}
