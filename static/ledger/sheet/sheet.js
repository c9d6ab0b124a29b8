/* A sheet: rows that are typed like in a spreadsheet and saved as a difference. Fills `<div class="sheet" data-sheet="…">`
   from the JSON beside it; what is exchanged with the server stands in ledger/desk/sheet/. The other modules of this folder
   have one matter each; this one puts them together and says what typing into a cell means. */

import { Actions } from "./actions.js";
import { inWords, question, shownAmount, UNITS } from "./amounts.js";
import { withoutUnit } from "./clipboard.js";
import { readCell, TICKED, isTicked } from "./columns.js";
import { Draft } from "./draft.js";
import { Editor } from "./editor.js";
import { offerAmount } from "./formula.js";
import { listen } from "./input.js";
import { Marks } from "./marks.js";
import { Model } from "./model.js";
import { Notes } from "./notes.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { Surroundings } from "./surroundings.js";
import { made, View } from "./view.js";

export class Sheet {
  constructor(element, config) {
    Object.assign(this, { element, config, words: config.words, columns: config.columns });
    this.name = element.dataset.sheet;
    this.mayEdit = Boolean(config.may_edit);
    this.isSaving = false;
    this.account = (config.token ?? "").split(":").slice(1).join(":");
    this.unit = this.rememberedUnit();
    this.model = new Model(config);
    this.marks = new Marks();
    this.selection = new Selection(this.model);
    this.build();
    listen(this);
    this.refresh();
    this.openAt(location.hash);
    this.draft.offer();
  }

  /* '#row-17.carried_in': who comes from a figure is led to its cell, '#row-17' to the first amount of the row; by the id
     of the row or by that of what is stored of it. */
  openAt(hash) {
    const [, id, column] = /^#row-([\w-]+)(?:\.(\w+))?$/.exec(hash) ?? [];
    const row = id && this.model.rows.find((one) => String(one.id) === id || one.seen === id);
    if (!row) return;
    const open = (isMeant) => this.columns.findIndex((one) => isMeant(one) && !one.read_only);
    const asked = open(({ key }) => key === column);
    this.selection.choose(row, asked < 0 ? Math.max(0, open(({ kind }) => kind === "won")) : asked);
    this.refresh();
    this.element.scrollIntoView({ block: "start" });
    this.focus();
  }

  build() {
    this.element.replaceChildren();
    this.view = new View(this);
    this.notes = new Notes(this);
    this.actions = new Actions(this);
    this.saving = new Saving(this);
    this.surroundings = new Surroundings(this);
    this.draft = new Draft(this);
    const how = made("p", { id: this.id("how"), class: "visually-hidden" }, this.words.how);
    this.element.append(this.surroundings.bar, how, this.surroundings.columnHelp, this.view.grid, this.notes.section, this.surroundings.foot);
    this.editor = new Editor(this);
  }

  id(part) {
    return `sheet-${this.name}-${part}`;
  }

  /* Words: each stands in the JSON, in the reader's language. */

  tell(key, places = {}) {
    return Object.entries(places).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), this.words[key] ?? key);
  }

  say(sentence, options) {
    this.surroundings.say(sentence, options);
  }

  headingOf(column) {
    return column.kind === "won" ? `${withoutUnit(column.label)} (${this.words[this.unit]})` : column.label;
  }

  /* '12행 금액' */
  nameOf(row, key) {
    const column = this.columns.find((one) => one.key === key);
    const at = this.model.rows.indexOf(row) + 1;
    if (!at) return this.words.removed_row;
    return column ? this.tell("cell_name", { row: at, column: withoutUnit(column.label) }) : this.tell("row_name", { row: at });
  }

  /* The unit of entry is the person's, for all sheets. */

  rememberedUnit() {
    try {
      const kept = localStorage.getItem(`sheet-unit:${this.account}`);
      if (kept in UNITS) return kept;
    } catch {
      // A browser that keeps nothing.
    }
    return this.config.unit in UNITS ? this.config.unit : "won";
  }

  setUnit(unit) {
    this.editor.end();
    this.unit = unit;
    try {
      localStorage.setItem(`sheet-unit:${this.account}`, unit);
    } catch {
      // See above.
    }
    this.refresh();
  }

  /* Showing. */

  refresh() {
    this.view.refresh();
    this.placeEditor({ focus: false });
    this.surroundings.refresh();
    this.notes.refresh();
  }

  /* After what was typed, pasted, undone: all that hangs on the cells, and what is kept of it. */
  changed({ focus = true } = {}) {
    this.refresh();
    if (focus) this.focus();
    this.draft.keepSoon();
  }

  typing() {
    this.surroundings.showUnsaved(true);
    this.surroundings.summary.textContent = "";
  }

  placeEditor({ focus }) {
    const { row, column } = this.selection;
    this.editor.place(row && this.view.cellOf(row, column), row, this.columns[column], { focus });
  }

  focus() {
    if (this.selection.row) this.view.reveal(this.selection.row, this.selection.column);
    this.placeEditor({ focus: true });
    this.surroundings.summarize();
  }

  /* Another cell is chosen; what was typed in the one before is read first. */
  choose(row, column, isExtended = false) {
    this.editor.end();
    this.selection.choose(row, column, isExtended);
    this.focus();
    this.view.paint();
  }

  /* What a cell becomes by what was typed into it. */

  type(row, column, text, chosen = null) {
    if (!this.mayType(row, column)) return;
    const before = row.cells[column.key];
    const read = chosen ? { text: String(chosen[0]), shown: chosen[1] } : readCell(column, text, this.unit);
    this.marks.drop(row, column.key);
    if (read.problem) this.markProblem(row, column, text, read.problem);
    const old = this.model.rows.indexOf(row);
    this.model.setCells([{ row, key: column.key, text: read.text, shown: read.shown ?? "" }]);
    if (!read.problem && column.kind === "won") this.ask(row, column, before, read.text);
    if (!read.problem && column.kind === "formula") offerAmount(this, row, column);
    if (read.problem === "choice" && column.search) this.lookUp(row, column, text);
    if (this.model.rows.indexOf(row) !== old) this.say(this.words.row_regrouped);
    this.changed({ focus: false });
  }

  mayType(row, column) {
    return this.mayEdit && !this.isSaving && this.model.mayEdit(row, column);
  }

  refuse(row, column) {
    if (!row) return;
    const isFixed = this.mayEdit && !this.model.mayEdit(row, column);
    this.say(isFixed ? this.words.cell_fixed : this.words.sheet_fixed);
  }

  tick() {
    const { row, column: side } = this.selection, column = this.columns[side];
    if (!this.mayType(row, column)) return this.refuse(row, column);
    this.model.setCells([{ row, key: column.key, text: isTicked(row.cells[column.key]) ? "" : TICKED }]);
    this.changed();
  }

  markProblem(row, column, text, problem) {
    const sentence = this.tell(`problem_${problem}`, { text: text.trim(), longest: column.longest });
    this.marks.set(row, column.key, { kind: "error", sentence, isOwn: true });
    this.say(sentence);
  }

  /* A thousandfold, or a △ that has gone: asked about, with the likely amount as one of the answers. */
  ask(row, column, before, after) {
    const prior = this.model.changeOf?.current === column.key ? row.cells[this.model.changeOf.prior] : "";
    const asked = question(before, after) ?? (before === "" ? question(prior, after) : null);
    if (!asked) return;
    const shown = (won) => `${shownAmount(won, "won")}${this.words.won}`;
    const sentence = this.tell(`ask_${asked.kind}`, { before: shown(question(before, after) ? before : prior), after: shown(after) });
    const settle = (text) => {
      this.marks.drop(row, column.key);
      if (text !== after) this.model.setCells([{ row, key: column.key, text }]);
      this.selection.choose(row, this.columns.indexOf(column));
      this.changed();
    };
    const answers = [
      { name: this.tell("answer_as_typed", { amount: shown(after) }), act: () => settle(after), isGiven: true },
      { name: this.tell("answer_proposed", { amount: inWords(asked.proposed) }), act: () => settle(asked.proposed) },
      { name: this.tell("answer_back", { amount: before === "" ? this.words.blank : shown(before) }), act: () => settle(before ?? "") },
    ];
    this.marks.set(row, column.key, { kind: "question", sentence, answers, text: after });
    this.say(sentence);
  }

  /* A question or an error of our own goes with the text that it was about. */
  forgetOld(row, key) {
    const mark = this.marks.of(row, key);
    if (mark && mark.kind !== "conflict") this.marks.drop(row, key);
  }

  /* '=' in the cell of an amount takes what the 산출식 gives. */
  takeOffer() {
    const { row, column } = this.selection;
    const mark = row && this.marks.of(row, this.columns[column].key);
    if (mark?.kind !== "offer") return false;
    mark.answers[0].act();
    return true;
  }

  /* What was typed faster than the server found it. */
  async lookUp(row, column, text) {
    const choices = await this.search(column, text);
    if (row.cells[column.key] !== text.trim()) return;
    const read = readCell({ ...column, choices }, text, this.unit);
    if (read.problem) return;
    this.marks.drop(row, column.key);
    this.model.setCells([{ row, key: column.key, text: read.text, shown: read.shown }]);
    this.changed({ focus: false });
  }

  /* [value, label] of what the server finds. */
  async search(column, term) {
    try {
      const answer = await fetch(column.search + encodeURIComponent(term), { headers: { Accept: "application/json" } });
      if (!answer.ok) return [];
      return (await answer.json()).results.map(({ id, text }) => [String(id), text]);
    } catch {
      return [];
    }
  }
}

for (const element of document.querySelectorAll(".sheet[data-sheet]")) {
  const json = document.getElementById(`sheet-${element.dataset.sheet}`);
  if (!json) continue;
  element.sheet = new Sheet(element, JSON.parse(json.textContent));
  for (const plain of document.querySelectorAll(`[data-without-sheet="${element.dataset.sheet}"]`)) plain.hidden = true;
}
