/* What is copied from a table arrives in a spreadsheet as rows and columns: an amount is a plain number in the unit of
   the heading, its (x …) part a number in a column of its own before it. Whatever else is copied is left alone. */
"use strict";
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed || event.target.closest?.("input, textarea")) return;
  const range = selection.getRangeAt(0);
  const found = [...document.querySelectorAll("table")].filter((table) => selection.containsNode(table, true));
  const grids = found.map((table) => gridOf(table, selection)).filter((grid) => grid.count > 1);
  if (!grids.length) return;
  const texts = [], pages = [];
  const from = document.createRange();
  from.setStart(range.startContainer, range.startOffset);
  const beside = () => {
    for (const line of from.toString().split("\n").map(squeezed).filter(Boolean)) {
      texts.push(line);
      pages.push(`<p>${escaped(line)}</p>`);
    }
  };
  for (const { table, title, rows } of grids) {
    if (from.comparePoint(table, 0) >= 0) {
      from.setEndBefore(table);
      beside();
    }
    from.setStartAfter(table);
    if (title) texts.push(title);
    texts.push(...rows.map((row) => row.map((cell) => cell.text).join("\t")));
    const lines = rows.map((row) => `<tr>${row.map(asHtml).join("")}</tr>`).join("\n");
    pages.push(`<table>${title ? `<caption>${escaped(title)}</caption>` : ""}\n${lines}\n</table>`);
  }
  if (from.comparePoint(range.endContainer, range.endOffset) >= 0) {
    from.setEnd(range.endContainer, range.endOffset);
    beside();
  }
  event.clipboardData.setData("text/plain", texts.join("\n"));
  event.clipboardData.setData("text/html", `<meta charset="utf-8">${pages.join("\n")}`);
  event.preventDefault();

  /* The selected cells of a table, each at its place; where a column has (x …) parts there are two of it. */
  function gridOf(table, selection) {
    const cells = [], taken = [];
    [...table.rows].forEach((line, at) => {
      taken[at] ??= [];
      let column = 0;
      for (const cell of line.cells) {
        while (taken[at][column]) column += 1;
        for (let down = 0; down < cell.rowSpan; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) (taken[at + down] ??= [])[column + right] = true;
        }
        const isSeen = cell.getClientRects().length > 0;
        if (isSeen && selection.containsNode(cell, true)) cells.push({ at, column, ...contents(cell) });
        column += cell.colSpan;
      }
    });
    const columns = sorted(cells.map((cell) => cell.column));
    const split = new Set(cells.filter((cell) => cell.national).map((cell) => cell.column));
    const rows = sorted(cells.map((cell) => cell.at)).map((at) =>
      columns.flatMap((column) => {
        const cell = cells.find((one) => one.at === at && one.column === column) ?? { text: "" };
        if (!split.has(column)) return [cell];
        const isHeading = cell.isHeading && cell.text;
        return [cell.national ?? { text: isHeading ? `${cell.text} (x)` : "", isHeading }, cell];
      }),
    );
    const isTitled = table.caption && selection.containsNode(table.caption, true);
    return { table, rows, count: cells.length, title: isTitled ? wordsOf(table.caption).join(" ") : "" };
  }

  /* A cell's text, or its number with, where there is one, that of its (x …) part. */
  function contents(cell) {
    const words = wordsOf(cell);
    if (words[0] === "−" && words.length > 1) words.splice(0, 2, words[0] + words[1]);
    const isHeading = cell.tagName === "TH" && cell.closest("thead") !== null;
    if (!cell.matches("td.figure")) return { text: safe(words.join(" ")), isHeading };
    return ofFigure(words.map(withoutFootnote).filter((word) => word && !/^\[.*\]$/.test(word)));
  }

  /* The number of a cell that holds a figure. On paper a remark stands in brackets below it. */
  function ofFigure(words) {
    const [first, second] = words.map(numberOf);
    if (words.length === 2 && first && second && words[0].startsWith("(x")) {
      return { text: second, isNumber: true, national: { text: first, isNumber: true } };
    }
    if (words.length === 2 && first && words[0].startsWith("(x")) {
      return { text: safe(words[1] === "–" ? "" : words[1]), national: { text: first, isNumber: true } };
    }
    if (words.length === 1 && first) return { text: first, isNumber: true };
    return { text: safe(words.filter((word) => word !== "–").join(" ")) };
  }

  /* What one sees of a cell, without marks and remarks at a figure. */
  function wordsOf(cell) {
    const passedOver = cell.matches("td.figure") ? ".tie-mark, .note, .mark, sup" : ".tie-mark, form, a.write";
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const words = [];
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      const word = squeezed(data);
      if (word && !parentElement.closest(passedOver) && parentElement.getClientRects().length) words.push(word);
    }
    return words;
  }

  /* '△1,234' of '△1,234 ³⁾'. */
  function withoutFootnote(word) {
    return word.replace(/\s*[⁰¹²³⁴-⁹]+⁾$/, "");
  }

  /* '-1234' of '△1,234' and of '(x△1,234)', '0' of '(x-)', '' of what is no number. */
  function numberOf(word) {
    const figure = word.replace(/\*+$/, "").replace(/^\(x(.*)\)$/, "$1");
    if (figure === "-" && word.startsWith("(x")) return "0";
    return /^[△−-]?\d[\d,]*(\.\d+)?$/.test(figure) ? figure.replaceAll(",", "").replace(/^[△−]/, "-") : "";
  }

  /* A text that a spreadsheet takes for no formula. */
  function safe(text) {
    return /^[=+@-]./.test(text) ? `'${text}` : text;
  }

  function asHtml(cell) {
    if (cell.isHeading) return `<th>${escaped(cell.text)}</th>`;
    return cell.isNumber ? `<td>${cell.text}</td>` : `<td style="mso-number-format:'\\@'">${escaped(cell.text)}</td>`;
  }

  function escaped(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  }

  function squeezed(text) {
    return text.replace(/[\s\u200b]+/g, " ").trim();
  }

  function sorted(numbers) {
    return [...new Set(numbers)].sort((one, other) => one - other);
  }
});
