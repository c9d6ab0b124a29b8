/* What stands around the rows: buttons, unit of entry, what the server says beside, the help, the voice. */

import { inWords, isWon, shownAmount, UNITS } from "./amounts.js";
import { HELP } from "./keys.js";
import { made } from "./view.js";

const BUTTONS = ["add", "duplicate", "remove", "move-up", "move-down", "fill", "undo", "redo"];

export class Surroundings {
  constructor(app) {
    this.app = app;
    this.status = made("p", { class: "sheet-status", role: "status" });
    this.summary = made("p", { class: "sheet-summary" });
    this.columnHelp = made("p", { class: "sheet-column-help", id: app.id("column-help") });
    this.unsaved = made("span", { class: "sheet-unsaved", hidden: true }, app.words.unsaved);
    this.buttons = new Map();
    this.bar = made("div", { class: "sheet-bar" }, this.rowButtons(), this.units(), this.ends());
    this.beside = made("dl", { class: "sheet-beside" });
    this.ahead = made("div", { class: "sheet-ahead", hidden: true });
    this.fillBeside(Object.fromEntries((app.config.beside ?? []).map(({ key, text }) => [key, text ?? ""])));
    this.foot = made("div", { class: "sheet-foot-bar" }, this.status, this.summary, ...this.reason(), this.beside, this.ahead);
    this.dialog = this.helpDialog();
    app.element.append(this.dialog);
  }

  button(name, act, attributes = {}) {
    const one = made("button", { type: "button", ...attributes }, this.app.words[`do_${name.replace("-", "_")}`]);
    one.addEventListener("click", act);
    this.buttons.set(name, one);
    return one;
  }

  rowButtons() {
    const { app } = this;
    const group = made("div", { role: "group", "aria-label": app.words.rows_group });
    if (!app.mayEdit) return group;
    const without = [...(app.config.may_add ? [] : ["add", "duplicate"]), ...(app.model.isOrdered ? [] : ["move-up", "move-down"])];
    const names = BUTTONS.filter((name) => !without.includes(name));
    // What is typed ends by the field's own blur; the chosen cells stay.
    group.append(...names.map((name) => this.button(name, () => app.actions.perform(name))));
    return group;
  }

  units() {
    const { app } = this;
    const group = made("div", { role: "group", "aria-label": app.words.unit_group, class: "sheet-units" });
    if (!app.columns.some(({ kind }) => kind === "won")) return group;
    group.append(
      made("span", { "aria-hidden": "true" }, app.words.unit_group),
      ...Object.keys(UNITS).map((unit) => {
        const one = made("button", { type: "button", "data-unit": unit }, app.words[unit]);
        one.addEventListener("click", () => {
          app.setUnit(unit);
          this.say(app.tell("unit_now", { unit: app.words[unit] }));
        });
        return one;
      }),
    );
    return group;
  }

  ends() {
    const { app } = this;
    const group = made("div", { role: "group", "aria-label": app.words.save_group, class: "sheet-ends" }, this.unsaved);
    group.append(this.button("help", () => this.help()));
    if (!app.mayEdit) return group;
    if (app.config.preview) group.append(this.button("preview", () => app.saving.preview()));
    group.append(this.button("save", () => app.saving.save(), { class: "primary" }));
    return group;
  }

  /* Why: asked for where the version must say it. */
  reason() {
    const asked = this.app.config.reason;
    this.why = this.documentNumber = null;
    if (!asked || !this.app.mayEdit) return [];
    const field = (name, label) => {
      const input = made("input", { type: "text", id: this.app.id(name), autocomplete: "off", maxlength: 500 });
      const error = made("span", { class: "sheet-error", id: this.app.id(`${name}-error`), role: "alert" });
      input.setAttribute("aria-describedby", error.id);
      if (asked.required && name === "why") input.required = true;
      return { input, error, label: made("label", { for: input.id }, label) };
    };
    this.why = field("why", asked.why);
    this.documentNumber = field("document_number", asked.document_number);
    const parts = [this.why, this.documentNumber].map(({ input, error, label }) => made("span", { class: "sheet-reason-field" }, label, " ", input, error));
    return [made("div", { class: "sheet-reason" }, ...(asked.sentence ? [made("p", {}, asked.sentence)] : []), ...parts)];
  }

  reasons() {
    return { why: this.why?.input.value ?? "", document_number: this.documentNumber?.input.value ?? "" };
  }

  forgetReasons() {
    for (const one of [this.why, this.documentNumber]) {
      if (!one) continue;
      one.error.textContent = "";
      one.input.removeAttribute("aria-invalid");
    }
  }

  /* True where the error belongs to one of these fields. */
  markReason(name, sentence) {
    const one = { why: this.why, document_number: this.documentNumber }[name];
    if (!one) return false;
    one.error.textContent = sentence;
    one.input.setAttribute("aria-invalid", "true");
    return true;
  }

  /* What the server says beside: totals of the version, rests of funding, ties. */
  fillBeside(texts) {
    const { beside } = this.app.config;
    this.texts = { ...this.texts, ...texts };
    // What the page says above of the same.
    for (const one of document.querySelectorAll("[data-beside]")) one.textContent = this.texts[one.dataset.beside] ?? one.textContent;
    const filled = (beside ?? []).filter(({ key }) => this.texts[key]);
    this.beside.replaceChildren(...filled.map(({ key, label }) => made("div", {}, made("dt", {}, label), made("dd", {}, this.texts[key]))));
    this.beside.hidden = !filled.length;
  }

  /* What a save would change, in the server's sentences. */
  showAhead(sentences) {
    const { words } = this.app;
    this.ahead.hidden = false;
    const list = sentences.length ? made("ul", {}, ...sentences.map((one) => made("li", {}, one))) : made("p", {}, words.preview_nothing);
    this.ahead.replaceChildren(made("p", { class: "sheet-heading" }, words.preview_heading), list);
  }

  refresh() {
    const { app } = this;
    this.showUnsaved(app.model.isChanged());
    for (const one of this.bar.querySelectorAll("[data-unit]")) one.setAttribute("aria-pressed", String(one.dataset.unit === app.unit));
    const usable = { undo: app.model.past.length > 0, redo: app.model.future.length > 0 };
    for (const [name, isUsable] of Object.entries(usable)) this.buttons.get(name)?.setAttribute("aria-disabled", String(!isUsable));
    this.summarize();
  }

  /* What is typed in the chosen column, with an example; the cell's field names it as its description. */
  helpAt(column) {
    const text = column?.help ? `${column.label}: ${column.help}` : "";
    if (this.columnHelp.textContent === text) return;
    this.columnHelp.textContent = this.columnHelp.title = text;
  }

  showUnsaved(isUnsaved) {
    this.isUnsaved = isUnsaved;
    this.unsaved.hidden = !isUnsaved;
  }

  /* Of one amount its words, of a range its sum. */
  summarize() {
    const { app } = this;
    const columns = app.selection.columns(), rows = app.selection.rows();
    this.helpAt(rows.length ? app.columns[app.selection.column] : null);
    const amounts = rows.flatMap((row) => columns.filter(({ kind }) => kind === "won").map(({ key }) => row.cells[key])).filter(isWon);
    const sum = String(amounts.reduce((all, cell) => all + BigInt(cell), 0n));
    if (!rows.length) {
      this.summary.textContent = "";
      return;
    }
    const isOne = rows.length === 1 && columns.length === 1;
    if (isOne) this.summary.textContent = amounts.length ? inWords(sum) : "";
    else this.summary.textContent = app.tell("selected", { rows: rows.length, columns: columns.length, sum: amounts.length ? `${shownAmount(sum, app.unit)} ${app.words[app.unit]}` : "–" });
  }

  /* Said once by a screen reader, and seen where it does not stand elsewhere. */
  say(sentence, { isSeen = true } = {}) {
    this.status.textContent = "";
    this.status.classList.toggle("visually-hidden", !isSeen);
    // Another text than before, or nothing is read.
    setTimeout(() => (this.status.textContent = sentence));
  }

  help() {
    this.app.editor.end();
    this.dialog.showModal();
  }

  helpDialog() {
    const { words } = this.app;
    const rows = HELP.map(([keys, word, between = " + "]) => {
      const names = keys.flatMap((key, at) => (at ? [between, made("kbd", {}, key)] : [made("kbd", {}, key)]));
      return made("tr", {}, made("th", { scope: "row" }, ...names), made("td", {}, words[word]));
    });
    const heading = made("h2", { id: this.app.id("help"), tabindex: "-1", autofocus: true }, words.help_title);
    const close = made("button", { type: "button" }, words.close);
    const dialog = made("dialog", { class: "sheet-dialog", "aria-labelledby": heading.id }, heading, made("p", {}, words.how), made("table", {}, made("tbody", {}, ...rows)), close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.app.focus());
    return dialog;
  }
}
