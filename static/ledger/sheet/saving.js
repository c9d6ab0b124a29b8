/* One save of the whole difference, all or nothing, and what its answer means for the cells. */

import { shownCell } from "./columns.js";
import { post } from "./server.js";
import { SignIn } from "./sign_in.js";

export class Saving {
  constructor(app) {
    this.app = app;
    this.token = app.config.token;
    this.signIn = new SignIn(app);
    addEventListener("beforeunload", (event) => {
      if (app.model.isChanged() || app.editor.isTyping) event.preventDefault();
    });
  }

  /* What stands in the way of sending: it is said, and the first of it is chosen. */
  isReady() {
    const { app } = this;
    app.editor.end();
    const open = app.notes.marks().filter(({ kind, isOwn }) => ["question", "conflict"].includes(kind) || (kind === "error" && isOwn));
    if (!open.length) return true;
    app.notes.tell(app.tell("answer_first", { count: open.length }), { isAlert: true });
    app.notes.go(open[0].row, open[0].key);
    return false;
  }

  body() {
    return { sent_once: this.token, ...this.app.surroundings.reasons(), ...this.app.model.difference() };
  }

  async save() {
    const { app } = this;
    if (!app.mayEdit || app.isSaving || !this.isReady()) return;
    if (!app.model.isChanged()) return app.say(app.words.nothing_to_save);
    app.marks.dropKinds("error", "refused");
    app.surroundings.forgetReasons();
    const body = this.body();
    await this.whileLocked(async () => this.take(await this.send(app.config.save, body)));
  }

  async preview() {
    const { app } = this;
    if (app.isSaving || !this.isReady()) return;
    if (!app.model.isChanged()) return app.say(app.words.nothing_to_save);
    await this.whileLocked(async () => {
      const { status, answer } = await this.send(app.config.preview, this.body());
      if (status !== 200) return this.take({ status, answer });
      app.surroundings.showAhead(answer.sentences ?? []);
      app.notes.tell("");
      app.say(app.words.preview_heading);
    });
  }

  /* The same once more after signing in; without that, all stays as it is. */
  async send(address, body) {
    let { status, answer } = await post(address, body);
    while (status === 401) {
      const account = await this.signIn.ask(answer);
      if (!account) return { status: 401, answer: {} };
      ({ status, answer } = await post(address, { ...body, ...account }));
    }
    this.signIn.close();
    return { status, answer };
  }

  async whileLocked(act) {
    const { app } = this;
    const before = document.activeElement;
    this.lock(true);
    try {
      await act();
    } finally {
      this.lock(false);
      app.changed({ focus: app.view.grid.contains(document.activeElement) });
      // A button that was pressed keeps the focus, unless an error led elsewhere.
      if (document.activeElement === document.body) before?.focus();
    }
  }

  lock(isLocked) {
    const { app } = this;
    app.isSaving = isLocked;
    app.view.grid.setAttribute("aria-busy", String(isLocked));
    for (const one of app.surroundings.bar.querySelectorAll("button")) one.disabled = isLocked;
    if (isLocked) app.notes.tell(app.words.saving);
    app.editor.show();
  }

  take({ status, answer }) {
    const { app } = this;
    if (answer.sent_once) this.token = answer.sent_once;
    if (answer.beside) app.surroundings.fillBeside(answer.beside);
    if (status === 200) return this.saved(answer);
    // Both may come at once: what to correct is told last, and stays.
    if (answer.conflicts) this.meet(answer.conflicts);
    if (answer.errors) this.mark(answer.errors);
    if (answer.conflicts || answer.errors) return;
    const own = { 0: "unreached", 401: "not_signed_in", 413: "too_much" }[status];
    const sentence = [answer.title, answer.message].filter(Boolean).join(": ");
    app.notes.tell(own && !sentence ? app.words[own] : sentence || app.words.failed, { isAlert: true });
  }

  saved({ rows = {}, groups, message }) {
    const { app } = this;
    app.model.accept(rows, groups);
    app.draft.drop();
    app.marks.dropKinds("error", "refused", "conflict");
    app.surroundings.ahead.hidden = true;
    app.notes.tell(message ?? app.words.saved);
  }

  /* All errors at once, each at its cell; the first is chosen. */
  mark(errors) {
    const { app } = this;
    const loose = [];
    for (const { row: id, column, sentence } of errors) {
      const row = id === null || id === undefined ? null : app.model.rowOf(id);
      const key = app.columns.some((one) => one.key === column) ? column : null;
      if (row && app.model.rows.includes(row)) {
        const before = app.marks.of(row, key);
        app.marks.set(row, key, { kind: "error", sentence: before ? `${before.sentence} ${sentence}` : sentence });
      } else if (!app.surroundings.markReason(column, sentence)) loose.push(sentence);
    }
    app.notes.tell([app.tell("refused", { count: errors.length }), ...loose].join(" "), { isAlert: true });
    const [first] = app.notes.marks();
    if (first) app.notes.go(first.row, first.key);
    else app.surroundings.why?.input.focus();
  }

  /* What another stored meanwhile: each cell waits for mine or theirs. */
  meet(conflicts) {
    const { app } = this;
    for (const conflict of conflicts) {
      const row = app.model.rowOf(conflict.row);
      if (!row) continue;
      if (conflict.column === null) this.meetRow(row, conflict);
      else this.meetCell(row, conflict);
    }
    app.notes.tell(app.tell("conflicts", { count: conflicts.length }), { isAlert: true });
    const [first] = app.notes.marks();
    if (first) app.notes.go(first.row, first.key);
  }

  meetCell(row, { column: key, theirs, theirs_shown: shown, who, at, revision, now }) {
    const { app } = this;
    if (now) app.model.meet(row, now);
    const column = app.columns.find((one) => one.key === key);
    if (!column) return;
    const words = (cells, labels) => shownCell(column, { cells, shown: labels }, app.unit) || app.words.blank;
    const stored = words({ [key]: theirs }, { [key]: shown }), mine = words(row.cells, row.shown);
    const settle = (isMine) => () => {
      app.marks.drop(row, key);
      app.model.settle(row, key, theirs, revision, isMine);
      if (!isMine && shown !== undefined) row.shown[key] = shown;
      app.changed();
    };
    const sentence = app.tell("conflict_cell", { who: who ?? "", at: at ?? "", theirs: stored, mine });
    const answers = [{ name: app.tell("take_mine", { text: mine }), act: settle(true) }, { name: app.tell("take_theirs", { text: stored }), act: settle(false) }];
    app.marks.set(row, key, { kind: "conflict", sentence, answers });
  }

  /* The row has gone there, or was changed there while it is removed here. */
  meetRow(row, { who, at, revision, theirs_shown: told, now }) {
    const { app } = this;
    const isRemovedHere = !app.model.rows.includes(row) || app.model.isTakenBack(row);
    const settle = (isMine) => () => {
      app.marks.drop(row, null);
      if (now) app.model.settleRow(row, now, isMine);
      else if (isRemovedHere) app.model.settleRemoved(row, revision, isMine);
      else app.model.settleGone(row, isMine);
      app.selection.settle(app.selection.at());
      app.changed();
    };
    const sentence = who || !told ? app.tell(isRemovedHere ? "conflict_removed" : "conflict_gone", { who: who ?? "", at: at ?? "" }) : told;
    const names = isRemovedHere ? ["remove_anyway", "keep_theirs"] : ["keep_mine", "let_go"];
    const answers = names.map((name, place) => ({ name: app.words[name], act: settle(place === 0) }));
    app.marks.set(row, null, { kind: "conflict", sentence, answers });
  }
}
