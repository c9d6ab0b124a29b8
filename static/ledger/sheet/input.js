/* Keys, mouse and clipboard of a sheet, each led to what it does. */

import { whileChosen, whileTyping } from "./keys.js";
import { ROW } from "./view.js";

const STEPS = ["up", "down", "left", "right", "page-up", "page-down", "row-start", "row-end", "first", "last", "top", "bottom", "next", "previous"];

export function listen(app) {
  const { grid } = app.view;
  let isLeaving = false;

  grid.addEventListener("keydown", (event) => {
    const { editor } = app;
    // While an input method composes, each key is its own.
    if (event.isComposing || event.keyCode === 229 || event.target !== editor.input) {
      if (!editor.isTyping && event.target === editor.input) editor.selectAll();
      return;
    }
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    if (editor.keyOfField(event)) return event.preventDefault();
    const wasLeaving = isLeaving;
    isLeaving = false;
    if (wasLeaving && event.key === "Tab") return;
    const found = editor.isTyping ? whileTyping(event, editor) : whileChosen(event);
    if (!found) {
      if (!editor.isTyping && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
        if (editor.mayType()) editor.selectAll();
        else if (editor.column?.kind !== "flag") app.refuse(editor.row, editor.column);
      }
      return;
    }
    event.preventDefault();
    if (found.name === "escape") {
      isLeaving = true;
      app.say(app.words.leaving);
    } else perform(app, found);
  });

  /* Mouse and finger: a press chooses, a drag or Shift extends, a drag of the number moves rows. */
  grid.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const place = app.view.under(event.target);
    if (!place) return;
    const { editor } = app;
    if (event.target === editor.input && editor.isTyping) return;
    if (place.column < 0) {
      event.preventDefault();
      chooseRow(app, place.row, event.shiftKey);
      if (app.mayEdit && app.model.isOrdered && event.pointerType !== "touch") dragRows(app, event);
      return;
    }
    // A finger scrolls; what it presses comes as a click.
    if (event.pointerType === "touch") return;
    event.preventDefault();
    app.choose(place.row, place.column, event.shiftKey);
    dragRange(app, event);
  });

  grid.addEventListener("click", (event) => {
    const place = app.view.under(event.target);
    if (!place || place.column < 0) return;
    if (app.columns[place.column].kind === "flag") {
      // Ticked by the model, shown from it.
      event.preventDefault();
      if (event.target === app.editor.input) setTimeout(() => app.tick());
    }
    if (event.pointerType === "touch" && !app.editor.isTyping) app.choose(place.row, place.column);
  });

  grid.addEventListener("dblclick", (event) => {
    if (app.view.under(event.target)?.column >= 0 && !app.editor.isTyping) app.editor.open();
  });

  const isOurs = (event) => event.target === app.editor.input && !app.editor.isTyping;
  for (const name of ["copy", "cut"]) {
    grid.addEventListener(name, (event) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", app.actions.copied());
      if (name === "cut") app.actions.clear();
    });
  }
  grid.addEventListener("paste", (event) => {
    if (!isOurs(event)) return;
    event.preventDefault();
    app.actions.paste(event.clipboardData.getData("text/plain"));
  });
}

function perform(app, { name, extends: isExtended }) {
  const { editor, selection } = app;
  if (name === "cancel") return editor.end({ isKept: false });
  if (name === "caret") return (editor.isCaret = true);
  if (name === "edit") return editor.open();
  editor.end();
  if (name === "enter" && app.actions.goOn()) return;
  if (name === "enter") {
    selection.enter();
    app.focus();
    app.view.paint();
  } else if (STEPS.includes(name)) {
    selection.step(name, { isExtended, page: app.view.page() });
    app.focus();
    app.view.paint();
  } else app.actions.perform(name);
}

function chooseRow(app, row, isExtended) {
  app.editor.end();
  const { selection } = app;
  if (!isExtended) selection.anchor = { row, column: 0 };
  selection.choose(row, app.columns.length - 1, true);
  app.view.paint();
  app.placeEditor({ focus: true });
  app.surroundings.summarize();
}

function follow(grid, started, { moved, ended }) {
  const move = (event) => event.pointerId === started.pointerId && moved(event);
  const end = (event) => {
    if (event.pointerId !== started.pointerId) return;
    document.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
    ended(event);
  };
  document.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
}

/* At an edge of the sheet it scrolls on. */
function scrollAtEdge({ grid, head, foot }, { clientY }) {
  const { top, bottom } = grid.getBoundingClientRect();
  if (clientY < top + head.offsetHeight) grid.scrollTop -= ROW;
  else if (clientY > bottom - foot.offsetHeight) grid.scrollTop += ROW;
}

function dragRange(app, started) {
  follow(app.view.grid, started, {
    moved(event) {
      scrollAtEdge(app.view, event);
      const place = app.view.under(document.elementFromPoint(event.clientX, event.clientY));
      const { selection } = app;
      if (!place || place.column < 0 || (place.row === selection.row && place.column === selection.column)) return;
      selection.choose(place.row, place.column, true);
      app.view.paint();
      app.placeEditor({ focus: true });
      app.surroundings.summarize();
    },
    ended() {},
  });
}

function dragRows(app, started) {
  const { grid, body } = app.view;
  let place = null;
  follow(grid, started, {
    moved(event) {
      if (place === null && Math.abs(event.clientY - started.clientY) < ROW / 4) return;
      scrollAtEdge(app.view, event);
      const line = Math.max(0, Math.min(Math.round((event.clientY - body.getBoundingClientRect().top) / ROW), app.view.lines.length));
      const next = app.view.lines.slice(line).find(({ row }) => row);
      place = next ? next.at : app.model.rows.length;
      body.classList.add("dropping");
      body.style.setProperty("--sheet-drop", `${line * ROW}px`);
    },
    ended(event) {
      body.classList.remove("dropping");
      if (place !== null && event.type === "pointerup") app.actions.moveTo(place);
    },
  });
}
