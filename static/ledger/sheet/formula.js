/* A 산출식 in a sheet: what it gives while it is typed, and the amount that it proposes. Reading is the page's formula.js;
   where a page has none, a 산출식 is a text like any other. */

import { isWon, shownAmount } from "./amounts.js";

function read(text, unit, amount = null) {
  try {
    const found = window.ledgerFormula?.read(text, { unit, amount });
    return found?.kind === "formula" ? found : null;
  } catch {
    return null;
  }
}

/* '= 240,000원'; '' where nothing is computed. */
export function formulaWords(app, text) {
  const found = read(text, app.unit);
  return found ? `= ${shownAmount(String(found.proposal), "won")}${app.words.won}` : "";
}

/* Which amount a 산출식 is about: in a budget that changes another, that of the change. */
function amountOf(app, row, column) {
  const { changeOf } = app.model, current = column.amount ?? "amount";
  const isChange = changeOf?.current === current && isWon(row.cells[changeOf.prior]);
  return app.columns.find(({ key }) => key === (isChange ? changeOf.change : current));
}

/* Offers what the 산출식 gives where the amount says something else. It is never put there unasked. */
export function offerAmount(app, row, column) {
  const target = amountOf(app, row, column);
  if (!target || app.marks.of(row, target.key) || !app.mayType(row, target)) return;
  const found = read(row.cells[column.key] ?? "", app.unit), before = row.cells[target.key] ?? "";
  if (!found || String(found.proposal) === before) return;
  const proposed = String(found.proposal), amount = `${shownAmount(proposed, "won")}${app.words.won}`;
  const settle = (isTaken) => {
    app.marks.drop(row, target.key);
    if (isTaken) app.model.setCells([{ row, key: target.key, text: proposed }]);
    app.selection.choose(row, app.columns.indexOf(target));
    app.changed();
  };
  const answers = [
    { name: app.tell("formula_take", { amount }), act: () => settle(true) },
    { name: app.words.formula_leave, act: () => settle(false) },
  ];
  const sentence = app.tell("formula_gives", { amount });
  app.marks.set(row, target.key, { kind: "offer", sentence, answers });
  app.say(sentence);
}
