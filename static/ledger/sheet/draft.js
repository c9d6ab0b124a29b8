/* What is typed survives a closed tab: the difference is kept in this browser for the account and the address, as typed.js
   keeps forms (the same space, so that signing out takes it along), and offered again with its moment. */

import { made } from "./view.js";

const SPACE = "typed:", PAUSE = 400;
const tokenOf = (token) => (token ?? "").split(":")[0];

export class Draft {
  constructor(app) {
    this.app = app;
    this.own = `${SPACE}${app.account}:${location.pathname}?#sheet-${app.name}#`;
    this.key = this.own + tokenOf(app.config.token); // of this page: an older one waits beside it until it is answered
    this.timer = 0;
    for (const name of ["pagehide", "visibilitychange"]) addEventListener(name, () => this.keep());
  }

  keepSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  keep() {
    clearTimeout(this.timer);
    const { app } = this;
    if (!app.account || !app.mayEdit) return;
    try {
      if (!app.model.isChanged()) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ token: tokenOf(app.saving.token), at: Date.now(), now: this.written() }));
    } catch {
      // Full, or forbidden: the sheet works all the same.
    }
  }

  /* The difference with what was stored then and how searched cells read. */
  written() {
    const { model } = this.app;
    const { changed, added, removed, order } = model.difference();
    const named = ({ shown }, cells) => Object.fromEntries(Object.keys(cells).map((key) => [key, shown[key]]));
    return {
      changed: changed.map(({ id, cells }) => {
        const row = model.rowOf(id);
        return { id, cells, was: Object.fromEntries(Object.keys(cells).map((key) => [key, row.stored[key]])), shown: named(row, cells) };
      }),
      added: added.map((one) => ({ ...one, shown: named(model.rowOf(one.row), one.cells) })),
      removed: removed.map(({ id }) => id),
      order,
    };
  }

  drop(key = this.key) {
    clearTimeout(this.timer);
    try {
      localStorage.removeItem(key);
    } catch {
      // See above.
    }
  }

  /* The newest of another page at this address. */
  older() {
    const found = [];
    try {
      for (const key of Object.keys(localStorage).filter((one) => one.startsWith(this.own) && one !== this.key)) {
        const draft = JSON.parse(localStorage.getItem(key));
        if (draft?.now?.changed && draft.now.added && draft.now.removed) found.push({ ...draft, key });
      }
    } catch {
      // A browser that keeps nothing, or something that is no draft.
    }
    return found.sort((one, other) => other.at - one.at)[0] ?? null;
  }

  offer() {
    const { app } = this;
    const draft = app.account && app.mayEdit ? this.older() : null;
    if (!draft) return;
    const moment = new Date(draft.at), isToday = moment.toDateString() === new Date().toDateString();
    const time = moment.toLocaleString(document.documentElement.lang || "ko", {
      ...(isToday ? {} : { month: "numeric", day: "numeric" }), hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
    const take = made("button", { type: "button" }, app.words.draft_take), leave = made("button", { type: "button" }, app.words.draft_drop);
    const bar = made("div", { class: "typed-bar", role: "status" }, made("p", {}, app.tell("draft_offer", { time })), take, " ", leave);
    app.element.prepend(bar);
    take.addEventListener("click", () => {
      bar.remove();
      this.restore(draft.now);
      this.keep();
      this.drop(draft.key);
      this.offer();
    });
    leave.addEventListener("click", () => {
      bar.remove();
      this.drop(draft.key);
      this.offer();
    });
  }

  /* One step of undo. What another has stored meanwhile is named; rows that have gone are counted. */
  restore({ changed, added, removed, order }) {
    const { app } = this, { model } = app;
    const known = new Map(model.rows.map((row) => [String(row.id), row]));
    const differs = [];
    let gone = 0;
    model.together(() => {
      const entries = [];
      for (const { id, cells, was, shown } of changed) {
        const row = known.get(String(id));
        if (!row) gone += 1;
        for (const [key, text] of Object.entries(row ? cells : {})) {
          if (row.stored[key] !== was[key] && row.stored[key] !== text) differs.push({ row, key, stored: row.stored[key] });
          entries.push({ row, key, text, shown: shown[key] ?? "" });
        }
      }
      model.setCells(entries);
      for (const { row: id, after, cells, shown } of added) {
        const row = model.newRow(cells, shown);
        known.set(String(id), row);
        const above = known.get(String(after));
        model.insert([row], above ? model.rows.indexOf(above) + 1 : after === null ? 0 : model.rows.length);
      }
      model.remove(removed.map((id) => known.get(String(id))).filter(Boolean));
      if (order) model.inOrder(order.map((id) => known.get(String(id))).filter(Boolean));
    });
    app.selection.settle(0);
    app.changed();
    const sentences = [app.words.draft_taken];
    if (differs.length) sentences.push(app.tell("draft_differs", { cells: differs.map(({ row, key, stored }) => `${app.nameOf(row, key)} (${stored || app.words.blank})`).join(", ") }));
    if (gone) sentences.push(app.tell("draft_gone", { count: gone }));
    app.notes.tell(sentences.join(" "));
  }
}
