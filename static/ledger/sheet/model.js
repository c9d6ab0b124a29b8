/* The rows of a sheet and what is typed into them: cells, order, undo, and the difference that is saved. No page here.

   A row is {id, revision, cells, stored, shown, fixed}: `stored` are the cells as the server has them, null of a row that is
   not saved yet ('new-1'). `rows` is never changed in place: a step back only puts the older list there again.

   Of a budget that changes another (`change_of` names its columns: changes.js) a row may be carried from the budget so far:
   then its cell HELD, which is no column, is blank, and `carried` is what it goes back to when its change is taken back. */

import { isWon } from "./amounts.js";
import { carry, derived, follow, HELD, isHeld, isTakenBack } from "./changes.js";
import { TICKED } from "./columns.js";

const STEPS = 500;

export class Model {
  constructor({ columns, rows, groups, change_of: changeOf, is_ordered: isOrdered }) {
    this.columns = columns;
    this.group = groups?.column ?? null;
    this.changeOf = changeOf ?? null;
    this.isOrdered = isOrdered ?? true;
    this.rows = rows.map((row) => this.storedRow(row));
    this.kept = this.rows; // as the server has them, in its order
    this.past = [];
    this.future = [];
    this.open = null; // the step that is being made
    this.count = 0;
    this.rows = this.kept = this.inGroups(this.rows);
  }

  storedRow({ id, revision, cells, shown = {}, fixed = [], seen, held = true, carried = null, is_kept: isKept = false }) {
    const row = { id, revision, seen, isKept, fixed: new Set(fixed), shown: { ...shown }, cells: { ...cells } };
    if (this.changeOf) {
      row.cells[HELD] = held ? TICKED : "";
      Object.assign(row.cells, derived(this.changeOf, row));
      row.carried = carried ?? (held ? null : { cells: { ...row.cells }, shown: { ...row.shown } });
    }
    row.stored = { ...row.cells };
    return row;
  }

  newRow(cells = {}, shown = {}) {
    const all = Object.fromEntries(this.columns.map(({ key }) => [key, cells[key] ?? ""]));
    const row = { id: `new-${(this.count += 1)}`, revision: null, cells: all, stored: null, shown: { ...shown }, fixed: new Set() };
    if (!this.changeOf) return row;
    row.cells[HELD] = TICKED;
    Object.assign(row.cells, derived(this.changeOf, row));
    return row;
  }

  isSent(key) {
    return this.changeOf?.change !== key && this.changeOf?.prior !== key;
  }

  mayEdit(row, column) {
    return !column.read_only && !(column.is_kept && row.stored) && !row.fixed.has(column.key);
  }

  /* Steps: what is done between is one step of undo. */

  together(change) {
    if (this.open) return change();
    this.open = { cells: [], before: this.rows };
    try {
      return change();
    } finally {
      const step = { ...this.open, after: this.rows };
      this.open = null;
      if (step.cells.length || step.before !== step.after) {
        this.past.push(step);
        if (this.past.length > STEPS) this.past.shift();
        this.future = [];
      }
    }
  }

  undo() {
    const step = this.past.pop();
    if (!step) return null;
    for (const { row, key, before } of [...step.cells].reverse()) put(row, key, before);
    this.rows = step.before;
    this.future.push(step);
    return step;
  }

  redo() {
    const step = this.future.pop();
    if (!step) return null;
    for (const { row, key, after } of step.cells) put(row, key, after);
    this.rows = step.after;
    this.past.push(step);
    return step;
  }

  /* Cells: [{row, key, text, shown}] become what they say, with what follows from them. */

  setCells(entries) {
    this.together(() => {
      for (const { row, key, text, shown } of entries) {
        const isSame = (row.cells[key] ?? "") === text;
        this.setOne(row, key, text, shown);
        if (this.changeOf && !isSame) follow(this, row, key, text);
      }
      for (const { row, key, text } of entries) if (this.changeOf && text === "") this.takeBack(row, key);
      const regrouped = new Set(entries.filter(({ key }) => key === this.group).map(({ row }) => row));
      if (!regrouped.size) return;
      const moved = this.rows.filter((row) => regrouped.has(row));
      this.rows = this.inGroups([...this.rows.filter((row) => !regrouped.has(row)), ...moved]);
    });
  }

  /* Who empties the change or the amount after it takes the change back. */
  takeBack(row, key) {
    const { current, change } = this.changeOf;
    if (row.carried && [current, change].includes(key)) carry(this, row);
  }

  setOne(row, key, text, shown) {
    const before = state(row, key), after = { text, shown };
    if (before.text === text && (shown === undefined || before.shown === shown)) return;
    put(row, key, after);
    this.open.cells.push({ row, key, before, after });
  }

  /* Rows: in, out, to another place. */

  insert(added, place) {
    this.together(() => {
      this.rows = this.inGroups([...this.rows.slice(0, place), ...added, ...this.rows.slice(place)]);
    });
    return added;
  }

  /* A blank row after `place`, in the group of the one above. */
  addAfter(place) {
    const above = this.rows[place];
    const cells = above && this.group ? { [this.group]: above.cells[this.group] } : {};
    const shown = above && this.group ? { [this.group]: above.shown[this.group] } : {};
    return this.insert([this.newRow(cells, shown)], place + 1)[0];
  }

  duplicate(rows) {
    const own = this.columns.filter((column) => this.isSent(column.key) && (!column.read_only || column.key === this.group));
    const copies = rows.map((row) => {
      return this.newRow(Object.fromEntries(own.map(({ key }) => [key, row.cells[key]])), row.shown);
    });
    return this.insert(copies, this.rows.indexOf(rows.at(-1)) + 1);
  }

  /* What changes a row of the budget so far is taken back; what is carried stays. The rows that this is done to. */
  remove(rows) {
    const own = rows.filter((row) => this.mayRemove(row));
    const gone = new Set(own.filter((row) => !row.carried));
    this.together(() => {
      for (const row of own) if (row.carried) carry(this, row);
      this.rows = this.rows.filter((row) => !gone.has(row));
    });
    return own;
  }

  mayRemove(row) {
    return !row.isKept && (!row.carried || isHeld(row));
  }

  /* Rows to before that which stands at `place`; false where that is in another group. */
  move(rows, place) {
    if (!this.isOrdered) return false;
    const moved = new Set(rows);
    const first = this.rows.indexOf(rows[0]);
    const near = this.rows[place > first ? place - 1 : place];
    if (!near || (this.group && rows.some((row) => row.cells[this.group] !== near.cells[this.group]))) return false;
    const before = this.rows.slice(0, place).filter((row) => !moved.has(row));
    const after = this.rows.slice(place).filter((row) => !moved.has(row));
    const next = [...before, ...rows, ...after];
    if (next.every((row, at) => row === this.rows[at])) return false;
    this.together(() => (this.rows = next));
    return true;
  }

  /* Rows of one group stand together, groups in the order of their first row. */
  inGroups(rows) {
    if (!this.group) return rows;
    const groups = new Map();
    for (const row of rows) {
      const value = row.cells[this.group] ?? "";
      if (!groups.has(value)) groups.set(value, []);
      groups.get(value).push(row);
    }
    return [...groups.values()].flat();
  }

  /* Sums: of what can be read; won. */

  total(key, rows = this.rows) {
    return String(rows.reduce((sum, { cells }) => (isWon(cells[key]) ? sum + BigInt(cells[key]) : sum), 0n));
  }

  /* The difference: only what was touched. */

  isBlank(row) {
    return !row.stored && this.columns.every(({ key }) => key === this.group || !row.cells[key] || !this.isSent(key));
  }

  changedCells(row) {
    const keys = this.columns.map(({ key }) => key).filter((key) => this.isSent(key));
    const changed = keys.filter((key) => (row.cells[key] ?? "") !== (row.stored?.[key] ?? ""));
    const cells = Object.fromEntries(changed.map((key) => [key, row.cells[key]]));
    // A change of nothing is one, too: the row is held from now on.
    const isNewlyHeld = this.changeOf && row.stored && isHeld(row) && !isHeld({ cells: row.stored });
    return isNewlyHeld && !changed.length ? { [this.changeOf.current]: row.cells[this.changeOf.current] } : cells;
  }

  difference() {
    const here = this.rows.filter((row) => !this.isBlank(row)), present = new Set(here);
    const changed = [], added = [];
    here.forEach((row, at) => {
      const cells = this.changedCells(row);
      if (!row.stored) added.push({ row: row.id, after: this.idBefore(here, at), cells });
      else if (Object.keys(cells).length && !this.isCarried(row)) changed.push({ ...this.named(row), cells });
    });
    const removed = this.kept.filter((row) => !present.has(row) || this.isTakenBack(row)).map((row) => this.named(row));
    const stored = here.filter((row) => row.stored), before = this.kept.filter((row) => present.has(row));
    const isMoved = stored.some((row, at) => row !== before[at]);
    return { changed, added, removed, ...(isMoved && this.isOrdered && { order: here.map(({ id }) => id) }) };
  }

  /* A row as the server knows it again. */
  named({ id, revision, seen }) {
    return { id, revision, ...(seen !== undefined && { seen }) };
  }

  isCarried(row) {
    return Boolean(this.changeOf) && !isHeld(row);
  }

  isTakenBack(row) {
    return Boolean(this.changeOf) && isTakenBack(row);
  }

  /* The row above in the same group, null of the first. */
  idBefore(rows, at) {
    const above = rows[at - 1];
    const isSame = above && (!this.group || above.cells[this.group] === rows[at].cells[this.group]);
    return isSame ? above.id : null;
  }

  isChanged() {
    const { changed, added, removed, order } = this.difference();
    return changed.length + added.length + removed.length > 0 || order !== undefined;
  }

  /* All that was sent is stored: `rows` are those of the answer, id -> {id, revision, cells, shown}, and `groups` all rows
     of some groups, where others may have come and gone with them. What was removed may come back by undo: as a row of its
     own, for the old one has gone. */
  accept(rows, groups = {}) {
    const present = new Set(this.rows);
    for (const row of this.kept) if (!present.has(row)) Object.assign(row, { id: this.newRow().id, revision: null, stored: null });
    this.rows = this.rows.filter((row) => !this.isBlank(row) || rows[row.id]);
    for (const row of this.rows) {
      const saved = rows[row.id];
      if (saved) this.takeOver(row, saved);
      row.stored = { ...row.cells };
    }
    for (const [value, own] of Object.entries(groups)) this.replaceGroup(value, own);
    this.kept = this.rows = this.inGroups(this.rows);
  }

  /* A row becomes what the server says of it. */
  takeOver(row, saved) {
    if (this.changeOf) return Object.assign(row, this.storedRow(saved));
    Object.assign(row.cells, saved.cells);
    Object.assign(row.shown, saved.shown);
    row.revision = saved.revision ?? row.revision;
    row.id = saved.id ?? row.id;
    return row;
  }

  replaceGroup(value, saved) {
    const known = new Map(this.rows.map((row) => [String(row.id), row]));
    const isOfGroup = (row) => row.cells[this.group] === value;
    const before = this.rows.filter(isOfGroup);
    const after = saved.map((one) => (known.has(String(one.id)) ? this.takeOver(known.get(String(one.id)), one) : this.storedRow(one)));
    const first = this.rows.findIndex(isOfGroup), place = first < 0 ? this.rows.length : first;
    const next = [...this.rows.slice(0, place), ...after, ...this.rows.slice(place).filter((row) => !isOfGroup(row))];
    // A step back would bring back what is none of these any more.
    if (before.length !== after.length || after.some((row) => !before.includes(row))) this.past = this.future = [];
    this.rows = next;
  }

  /* What another has stored meanwhile: mine stays in the cell and replaces it at the next save, or theirs takes its place. */
  settle(row, key, theirs, revision, isMine) {
    row.revision = revision ?? row.revision;
    row.stored[key] = theirs;
    if (!isMine) this.setCells([{ row, key, text: theirs }]);
  }

  /* A row of a budget that changes another, as it is `now`: by its revision what is mine can be sent. */
  meet(row, now) {
    const { stored, ...fresh } = this.storedRow(now);
    Object.assign(row, { revision: fresh.revision, seen: fresh.seen, carried: fresh.carried, fixed: fresh.fixed });
    if (row.stored) row.stored[HELD] = stored[HELD];
  }

  /* The same where it is about the row as a whole: mine stays and is sent against what is there, or theirs takes its place. */
  settleRow(row, now, isMine) {
    this.meet(row, now);
    const fresh = this.storedRow(now);
    row.stored = fresh.stored;
    if (isMine) return;
    this.together(() => {
      for (const [key, text] of Object.entries(fresh.cells)) this.setOne(row, key, text, fresh.shown[key]);
    });
  }

  /* A row that another has deleted: mine becomes a row of its own, or goes. */
  settleGone(row, isMine) {
    this.kept = this.kept.filter((one) => one !== row);
    Object.assign(row, { id: this.newRow().id, revision: null, stored: null });
    if (!isMine) this.remove([row]);
  }

  /* A row that another has changed while it is removed here: it goes all the same, or comes back. */
  settleRemoved(row, revision, isMine) {
    row.revision = revision ?? row.revision;
    if (isMine) return;
    const before = this.kept.slice(0, this.kept.indexOf(row)).findLast((one) => this.rows.includes(one));
    this.insert([row], before ? this.rows.indexOf(before) + 1 : 0);
  }

  /* Rows in the order that is given; others keep their place behind the one before them. */
  inOrder(ordered) {
    const named = new Set(ordered), next = [...ordered];
    this.rows.forEach((row, at) => {
      if (!named.has(row)) next.splice(at ? next.indexOf(this.rows[at - 1]) + 1 : 0, 0, row);
    });
    this.together(() => (this.rows = this.inGroups(next)));
  }

  rowOf(id) {
    return this.rows.find((row) => String(row.id) === String(id)) ?? this.kept.find((row) => String(row.id) === String(id));
  }
}

function state(row, key) {
  return { text: row.cells[key] ?? "", shown: row.shown[key] };
}

function put(row, key, { text, shown }) {
  row.cells[key] = text;
  if (shown !== undefined) row.shown[key] = shown;
}
