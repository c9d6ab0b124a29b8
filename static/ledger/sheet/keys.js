/* Which key does what. One table: the help is made of it. No page here. */

const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", PageUp: "page-up", PageDown: "page-down", Home: "row-start", End: "row-end" };

/* The keys of the help with the words that say what they do, and what stands between keys that are not pressed at once. */
export const HELP = [
  [["↑ ↓ ← →"], "key_move"], [["Shift", "↑ ↓ ← →"], "key_range"], [["Tab"], "key_tab"], [["Enter"], "key_enter"],
  [["Home"], "key_home"], [["Ctrl", "Home"], "key_first"], [["PageDown"], "key_page"], [["F2"], "key_edit"], [["Esc"], "key_escape"],
  [["Esc", "Tab"], "key_leave", ", "], [["="], "key_formula"], [["Space"], "key_tick"], [["Delete"], "key_clear"],
  [["Ctrl", "A"], "key_all"], [["Ctrl", "C"], "key_copy"], [["Ctrl", "V"], "key_paste"], [["Ctrl", "D"], "key_fill"],
  [["Ctrl", "Z"], "key_undo"], [["Ctrl", "Y"], "key_redo"], [["Ctrl", "Enter"], "key_add"], [["Ctrl", "-"], "key_remove"],
  [["Alt", "↑"], "key_row_move"], [["Ctrl", "S"], "key_save"], [["?"], "key_help"],
];

/* {name, extends} of a key that is pressed while a cell is chosen; null where the key types. */
export function whileChosen(event) {
  const { key, shiftKey: isShift } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (event.altKey && !isControl) {
    const moved = { ArrowUp: "move-up", ArrowDown: "move-down" }[key];
    return moved ? { name: moved } : null;
  }
  if (isControl) return withControl(key, isShift);
  if (MOVES[key]) return { name: MOVES[key], extends: isShift };
  if (key === "Tab") return { name: isShift ? "previous" : "next" };
  if (key === "Enter") return { name: isShift ? "up" : "enter" };
  if (key === "?") return { name: "help" };
  return { F2: { name: "edit" }, Escape: { name: "escape" }, Delete: { name: "clear" }, Backspace: { name: "clear" } }[key] ?? null;
}

function withControl(key, isShift) {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const names = { a: "all", d: "fill", z: isShift ? "redo" : "undo", y: "redo", s: "save", Enter: "add", "-": "remove", Home: "first", End: "last", ArrowUp: "top", ArrowDown: "bottom", ArrowLeft: "row-start", ArrowRight: "row-end" };
  const moves = ["first", "last", "top", "bottom", "row-start", "row-end"];
  const name = names[letter];
  return name ? { name, extends: moves.includes(name) && isShift } : null;
}

/* The same while a cell is typed into. Arrows leave a cell whose typing began by itself, as in a spreadsheet; after F2
   they move the caret. */
export function whileTyping(event, { isCaret }) {
  const { key, shiftKey: isShift } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (isControl && key.toLowerCase() === "s") return { name: "save" };
  if (isControl && key === "Enter") return { name: "add" };
  if (isControl || event.altKey) return null;
  if (key === "Enter") return { name: isShift ? "up" : "enter" };
  if (key === "Tab") return { name: isShift ? "previous" : "next" };
  if (key === "Escape") return { name: "cancel" };
  if (key === "F2") return { name: "caret" };
  if (!isCaret && key.startsWith("Arrow") && !isShift) return { name: MOVES[key] };
  return null;
}
