/* 'Add a line': copies a section's blank row under a new form index. Without script each save brings a new one. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const total = document.querySelector("#id_lines-TOTAL_FORMS");
  for (const button of document.querySelectorAll("button.add-row")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const rows = button.closest("fieldset").querySelector("tbody");
      const blank = rows.querySelector("tr.blank");
      const copy = blank.cloneNode(true);
      const index = total.value;
      for (const field of copy.querySelectorAll("[name]")) {
        field.name = field.name.replace(/^lines-\d+-/, `lines-${index}-`);
        if (field.id) field.id = field.id.replace(/^id_lines-\d+-/, `id_lines-${index}-`);
        if (field.name.endsWith("-description") || field.name.endsWith("-basis")) field.value = "";
        if (field.matches("input.won")) field.value = "0";
      }
      for (const words of copy.querySelectorAll(".formula-words, .formula-take")) words.textContent = "";
      for (const take of copy.querySelectorAll(".formula-take")) take.hidden = true;
      for (const errors of copy.querySelectorAll(".errorlist")) errors.remove();
      total.value = Number(index) + 1;
      rows.append(copy);
      copy.querySelector("input[name$='-description']").focus();
    });
  }
});
