/* Forms of rows: Enter goes to the same field of the next row, with Shift of the one before; only buttons send. A field that
   is in no row goes to the next field. Texts of several lines, searched choices and a syllable that is being composed
   keep their Enter. */
"use strict";
(() => {
  const ROW = "tr, .inline-related";
  const columnOf = (field) => field.name.replace(/^.*-/, "");
  const isSeen = (one) => one.getClientRects().length > 0;

  function rowsBeside(row) {
    return [...row.parentElement.children].filter((one) => one.matches(ROW) && !one.matches(".empty-form, .add-row") && isSeen(one));
  }

  function fieldIn(row, column) {
    const fields = [...row.querySelectorAll("input, select, textarea")].filter((one) => one.name && !one.disabled && isSeen(one));
    return fields.find((one) => columnOf(one) === column);
  }

  /* The same field of the next row; behind the last one, where a row can be added and this one was typed into, of a new one. */
  function beside(field, step) {
    const row = field.closest(ROW);
    const rows = rowsBeside(row), column = columnOf(field);
    for (let at = rows.indexOf(row) + step; rows[at]; at += step) {
      const found = fieldIn(rows[at], column);
      if (found) return found;
    }
    const add = step > 0 && field.value ? row.closest("fieldset")?.querySelector(".add-row a, button.add-row") : null;
    if (!add) return null;
    add.click();
    return fieldIn(rowsBeside(row).at(-1), column);
  }

  function following(field, step) {
    const others = "input:not([type=hidden], [type=submit], [type=button]), select, textarea";
    const fields = [...field.form.querySelectorAll(others)].filter((one) => !one.disabled && (one === field || isSeen(one)));
    return fields[fields.indexOf(field) + step];
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!field.matches("form[method=post] input:not([type=submit], [type=button])") || field.closest(".select2-container")) return;
    if (!field.form.querySelector("button[type=submit][disabled][hidden]")) return;
    event.preventDefault();
    const step = event.shiftKey ? -1 : 1;
    const next = field.closest(ROW) && field.name ? beside(field, step) : following(field, step);
    next?.focus();
    if (next?.matches("input")) next.select();
  });
})();
