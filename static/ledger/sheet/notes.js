/* Below the sheet: what is to be looked at, cell by cell, with a way there and the answers; and what an act has to say. */

import { made } from "./view.js";

const MOST = 30;

export class Notes {
  constructor(app) {
    this.app = app;
    this.told = made("p", { class: "sheet-told", hidden: true });
    this.heading = made("p", { class: "sheet-heading" });
    this.all = made("p", { class: "sheet-all" });
    this.list = made("ul", {});
    this.open = made("div", { class: "sheet-open", hidden: true }, made("div", { class: "sheet-open-head" }, this.heading, this.all), this.list);
    this.section = made("section", { class: "sheet-notes", "aria-label": app.words.notes, hidden: true }, this.told, this.open);
  }

  /* One sentence that stays until the next. */
  tell(sentence, { isAlert = false } = {}) {
    this.told.textContent = sentence;
    this.told.hidden = !sentence;
    this.told.classList.toggle("alert", isAlert);
    if (sentence) this.app.say(sentence, { isSeen: false });
    this.refresh();
  }

  marks() {
    const { app } = this;
    const marks = app.marks.all(app.model.rows, app.columns);
    const gone = app.marks.all().filter(({ row }) => !app.model.rows.includes(row));
    return [...marks, ...gone.filter(({ kind }) => kind === "conflict")];
  }

  refresh() {
    const { app } = this;
    const marks = this.marks();
    this.section.hidden = this.told.hidden && !marks.length;
    this.open.hidden = !marks.length;
    this.heading.textContent = app.tell("notes_count", { count: marks.length });
    this.list.replaceChildren(...marks.slice(0, MOST).map((mark) => this.note(mark)));
    if (marks.length > MOST) this.list.append(made("li", {}, app.tell("notes_more", { count: marks.length - MOST })));
    this.all.replaceChildren(...this.answersToAll(marks));
    this.all.hidden = !this.all.childElementCount;
  }

  note({ row, key, kind, sentence, answers }) {
    const { app } = this;
    const where = made("button", { type: "button", class: "sheet-where" }, app.nameOf(row, key));
    where.addEventListener("click", () => this.go(row, key));
    const item = made("li", { class: kind }, where, " ", made("span", {}, sentence));
    for (const { name, act, isPressed } of answers ?? []) {
      const button = made("button", { type: "button", "aria-pressed": isPressed === undefined ? null : String(isPressed) }, name);
      button.addEventListener("click", act);
      item.append(" ", button);
    }
    if (kind === "refused") {
      const close = made("button", { type: "button" }, app.words.note_seen);
      close.addEventListener("click", () => {
        app.marks.drop(row, key);
        app.refresh();
        app.focus();
      });
      item.append(" ", close);
    }
    return item;
  }

  go(row, key) {
    const { app } = this;
    if (!app.model.rows.includes(row)) return;
    app.choose(row, Math.max(0, app.columns.findIndex((column) => column.key === key)));
  }

  /* Many questions of one kind: one answer for all. */
  answersToAll(marks) {
    const { app } = this;
    const questions = marks.filter(({ kind }) => kind === "question"), conflicts = marks.filter(({ kind }) => kind === "conflict");
    const refused = marks.filter(({ kind }) => kind === "refused");
    const button = (name, act) => {
      const one = made("button", { type: "button" }, name);
      one.addEventListener("click", act);
      return one;
    };
    const each = (some, place) => () => some.forEach(({ answers }) => answers[place].act());
    const seen = () => {
      app.marks.dropKinds("refused");
      app.refresh();
      app.focus();
    };
    return [
      ...(questions.length > 1 ? [button(app.words.all_as_typed, each(questions, 0))] : []),
      ...(conflicts.length > 1 ? [button(app.words.all_mine, each(conflicts, 0)), button(app.words.all_theirs, each(conflicts, 1))] : []),
      ...(refused.length > 1 ? [button(app.words.all_seen, seen)] : []),
    ];
  }
}
