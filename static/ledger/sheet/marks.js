/* What is to be said of single cells: errors, questions, what a paste could not take, conflicts. No page here.

   A mark is {kind: error | question | refused | conflict, sentence, answers: [{name, act}]}; a cell has one at most, and
   the key null is the row itself. */

export class Marks {
  constructor() {
    this.byRow = new Map();
  }

  of(row, key) {
    return this.byRow.get(row)?.get(key);
  }

  set(row, key, mark) {
    if (!this.byRow.has(row)) this.byRow.set(row, new Map());
    this.byRow.get(row).set(key, mark);
  }

  drop(row, key) {
    const cells = this.byRow.get(row);
    cells?.delete(key);
    if (cells && !cells.size) this.byRow.delete(row);
  }

  dropKinds(...kinds) {
    for (const { row, key, kind } of this.all()) if (kinds.includes(kind)) this.drop(row, key);
  }

  /* Of rows that are there, in their order; within a row in the order of the columns. */
  all(rows = null, columns = []) {
    const found = [];
    const order = new Map(columns.map(({ key }, at) => [key, at]));
    for (const row of rows ? rows.filter((one) => this.byRow.has(one)) : this.byRow.keys()) {
      const cells = [...this.byRow.get(row)].map(([key, mark]) => ({ ...mark, row, key }));
      found.push(...cells.sort((one, other) => (order.get(one.key) ?? -1) - (order.get(other.key) ?? -1)));
    }
    return found;
  }
}
