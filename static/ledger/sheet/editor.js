/* The field of the chosen cell. It is there before anything is typed, with all its text selected: so the first key, or the
   first jamo of an input method, replaces the text in a real field, and no syllable is lost on the way into one. */

import { inWords, readAmount } from "./amounts.js";
import { isTicked, matching, shownCell } from "./columns.js";
import { Choices } from "./choices.js";
import { formulaWords } from "./formula.js";
import { isFault, made } from "./view.js";

const WAIT = 250, PAUSE = 900;

export class Editor {
  constructor(app) {
    this.app = app;
    this.cell = this.input = this.row = this.column = null;
    this.isTyping = this.isCaret = this.isComposing = false;
    this.choices = new Choices(app.id("choices"), (option) => this.take(option));
    this.reading = made("div", { class: "sheet-reading", "aria-hidden": "true", hidden: true });
    app.element.append(this.choices.list, this.reading);
  }

  isIn(cell) {
    return cell !== null && cell === this.cell && this.input?.parentNode === cell;
  }

  /* The field moves to a cell. A new one each time: that the focus comes there is what a screen reader reads out. */
  place(cell, row, column, { focus = true } = {}) {
    if (cell === this.cell && row === this.row && this.input?.isConnected) {
      this.show();
      if (focus && document.activeElement !== this.input) this.focus();
      return;
    }
    const before = this.cell, old = this.input;
    [this.cell, this.row, this.column] = [cell, row, column];
    if (!cell) {
      old?.remove();
      this.input = null;
      return;
    }
    this.input = this.fieldOf(column);
    cell.replaceChildren(this.input);
    this.show();
    if (focus) this.focus();
    old?.remove();
    if (before && before !== cell) this.app.view.paint();
  }

  fieldOf(column) {
    const isFlag = column.kind === "flag", isChosen = ["choice", "search"].includes(column.kind);
    const input = made("input", {
      type: isFlag ? "checkbox" : "text", autocomplete: "off", spellcheck: isFlag ? null : "false", class: "sheet-field",
      inputmode: ["won", "whole"].includes(column.kind) ? "decimal" : null, "aria-label": this.app.headingOf(column),
      role: isChosen ? "combobox" : null, "aria-expanded": isChosen ? "false" : null,
      "aria-autocomplete": isChosen ? "list" : null, "aria-controls": isChosen ? this.choices.list.id : null,
    });
    input.addEventListener("beforeinput", () => this.begin());
    input.addEventListener("compositionstart", () => {
      this.isComposing = true;
      this.begin();
    });
    input.addEventListener("compositionend", () => (this.isComposing = false));
    input.addEventListener("input", () => this.typed());
    input.addEventListener("blur", () => this.left());
    return input;
  }

  /* The field as the cell is: not while one types. */
  show() {
    if (!this.input || this.isTyping) return;
    const { app, row, column, input } = this;
    const mayEdit = app.mayEdit && !app.isSaving && app.model.mayEdit(row, column);
    if (column.kind === "flag") input.checked = isTicked(row.cells[column.key]);
    else input.value = shownCell(column, row, app.unit);
    input.readOnly = !mayEdit;
    if (column.kind === "flag") input.setAttribute("aria-disabled", String(!mayEdit));
    const mark = app.marks.of(row, column.key);
    // What is wrong is heard before what is typed here: a description by another element would take its place.
    if (mark) input.setAttribute("aria-description", mark.sentence);
    else input.removeAttribute("aria-description");
    if (mark || !column.help) input.removeAttribute("aria-describedby");
    else input.setAttribute("aria-describedby", app.id("column-help"));
    if (isFault(mark)) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    input.setAttribute("aria-label", app.headingOf(column));
    if (document.activeElement === input) this.selectAll();
  }

  focus() {
    this.input.focus({ preventScroll: true });
    this.selectAll();
  }

  selectAll() {
    if (this.input.type === "text") this.input.setSelectionRange(0, this.input.value.length);
  }

  /* Typing. */

  mayType() {
    return Boolean(this.input) && !this.input.readOnly && this.column.kind !== "flag";
  }

  begin() {
    if (this.isTyping || !this.mayType()) return;
    this.isTyping = true;
    this.isCaret = false;
    this.first = this.input.value;
    this.cell.classList.add("typing");
  }

  /* F2, a double click: the text stays, the caret stands at its end. */
  open() {
    if (!this.mayType()) return this.app.refuse(this.row, this.column);
    this.begin();
    this.isCaret = true;
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.offer("");
    this.readBack();
  }

  typed() {
    if (this.column.kind === "flag") return;
    this.chosen = null;
    this.offer(this.input.value);
    this.readBack();
    this.app.typing();
  }

  /* What the amount says in words, or what the formula gives, below the cell. */
  readBack() {
    const { column, app } = this;
    let words = "";
    if (column.kind === "won") {
      const { won, problem } = readAmount(this.input.value, app.unit);
      words = problem ? app.words[`problem_${problem}`] : inWords(won);
    } else if (column.kind === "formula") words = formulaWords(app, this.input.value);
    this.reading.textContent = words;
    this.reading.hidden = !words;
    this.follow();
    clearTimeout(this.pause);
    if (words) this.pause = setTimeout(() => this.app.say(words), PAUSE);
  }

  /* Choices. */

  offer(text) {
    const { column } = this;
    if (!["choice", "search"].includes(column.kind)) return;
    clearTimeout(this.wait);
    const known = matching(column.choices ?? [], text);
    this.showChoices(known, text);
    if (column.kind === "search" && column.search && text.trim()) {
      this.wait = setTimeout(async () => {
        const { input } = this;
        const found = await this.app.search(column, text);
        if (input !== this.input || !this.isTyping || input.value !== text) return;
        const values = new Set(known.map(([value]) => String(value)));
        this.showChoices([...known, ...found.filter(([value]) => !values.has(String(value)))], text);
      }, WAIT);
    }
  }

  showChoices(options, text) {
    this.choices.show(options, this.app.words, { isFirstChosen: text.trim() !== "" });
    this.input.setAttribute("aria-expanded", String(!this.choices.list.hidden));
    this.mention();
    this.follow();
  }

  mention() {
    const { chosen } = this.choices;
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  take(option) {
    this.choices.choose(option);
    this.end();
    this.app.focus();
  }

  /* Keys that belong to the field before anybody else: true where one was. */
  keyOfField(event) {
    const isList = !this.choices.list.hidden;
    if (isList && ["ArrowUp", "ArrowDown"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      this.choices.step(event.key === "ArrowDown" ? 1 : -1);
      this.mention();
      return true;
    }
    if (this.isTyping) return false;
    if (event.key === "=" && !this.input?.readOnly && this.app.takeOffer()) return true;
    if (event.key === " " && this.column?.kind === "flag") {
      this.app.tick();
      return true;
    }
    return false;
  }

  /* The end: with what was typed, or without. */

  end({ isKept = true } = {}) {
    if (!this.isTyping) return;
    const { row, column, input } = this;
    const chosen = this.choices.list.hidden ? null : this.choices.value();
    this.isTyping = this.isCaret = this.isComposing = false;
    this.cell?.classList.remove("typing");
    this.hide();
    const text = input.value;
    if (isKept && (text !== this.first || chosen)) this.app.type(row, column, text, chosen);
    this.show();
  }

  hide() {
    clearTimeout(this.wait);
    clearTimeout(this.pause);
    this.choices.hide();
    this.reading.hidden = true;
    this.input?.removeAttribute("aria-activedescendant");
    if (this.input?.hasAttribute("aria-expanded")) this.input.setAttribute("aria-expanded", "false");
  }

  left() {
    if (this.isTyping && document.hasFocus()) this.end();
  }

  /* What hangs below the cell goes with it. */
  follow() {
    if (!this.cell?.isConnected || (this.choices.list.hidden && this.reading.hidden)) return;
    const { left, bottom, top, width } = this.cell.getBoundingClientRect();
    for (const one of [this.choices.list, this.reading]) {
      if (one.hidden) continue;
      const room = innerHeight - bottom;
      const height = one.offsetHeight;
      one.style.left = `${Math.max(4, Math.min(left, innerWidth - one.offsetWidth - 4))}px`;
      one.style.top = `${room > height + 4 ? bottom + 2 : top - height - 2}px`;
      one.style.minWidth = `${Math.min(width, innerWidth - 8)}px`;
    }
  }
}
