/* '#id_amount', '#in-costs-17-amount': who comes from a figure is led to the field that enters it, of the row itself or of
   one of its rows. Without script the first is scrolled to, the second stands on the page. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { hash } = location;
  const [, rows, id, column] = /^#in-(\w+)-(\d+)-(\w+)$/.exec(hash) ?? [];
  let field = /^#id_\w+$/.test(hash) ? document.querySelector(hash) : null;
  if (rows) {
    const keys = [...document.querySelectorAll(`input[type=hidden][name^="${rows}-"][name$="-id"]`)];
    const key = keys.find((one) => one.value === id);
    field = key?.form.elements[key.name.replace(/id$/, column)];
  }
  field?.focus();
  field?.scrollIntoView({ block: "center" });
});
