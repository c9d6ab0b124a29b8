/* What is typed survives. While somebody types, the fields that differ from what the page was shown with are kept in this
   browser, with the moment, for the account and the address; the page offers them again until the server says that the
   form is saved (cookie saved_forms), or they are thrown away. Leaving a page with such fields asks first, a second press
   of a button does nothing, and a form is sent only where the ledger answers. Never kept: passwords, files, tokens. */
"use strict";
(() => {
  const { account, answers, isAnswer, health } = document.currentScript.dataset;
  const SPACE = "typed:", SIGNING_OUT = "typed-signing-out", SAVED_HERE = "typed-saved", COOKIE = "saved_forms";
  const PAUSE = 400, PATIENCE = 5000, SENT_FOR = 20000;
  const sentToken = (answers ?? "").split(":")[0];
  const watched = new Map(); // form -> what is known of it
  const shownOf = new WeakMap(); // field -> what the page was shown with: scripts add chosen options to searched fields
  let sending = null, timer = 0; // the form that is on its way

  /* The store: one entry for each form that was shown and typed into. */

  function drafts() {
    const found = [];
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (!key.startsWith(SPACE)) continue;
        try {
          const draft = JSON.parse(localStorage.getItem(key));
          if (draft?.now && draft.token) found.push({ ...draft, key });
        } catch {
          localStorage.removeItem(key);
        }
      }
    } catch {
      // A browser that keeps nothing.
    }
    return found.sort((one, other) => other.at - one.at);
  }

  function put({ key, ...draft }) {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // Full, or forbidden: the page works as it does without script.
    }
  }

  function drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // See above.
    }
  }

  /* Which forms of which page. */

  function addressOfPage() {
    const asked = new URLSearchParams(location.search);
    asked.delete("_changelist_filters");
    return `${location.pathname}?${asked}`;
  }

  function tokenOf(form) {
    return form.querySelector("input[name=sent_once]")?.value.split(":")[0] ?? "";
  }

  function isKept(form) {
    if (!tokenOf(form) || form.matches(".unit, #changelist-form, [data-not-kept]")) return false;
    return !form.querySelector("input[type=password]") && fieldsOf(form).some((field) => field.type !== "hidden");
  }

  /* A name that is the same when the page is shown again: its id, what it is about, else its place. */
  function nameOf(form, place) {
    const about = ["anchor", "step", "row"].map((name) => form.querySelector(`input[type=hidden][name="${name}"]`)?.value);
    return form.getAttribute("id") ?? about.find((one) => one) ?? String(place);
  }

  /* Fields: the state of one, what it was shown with, and its key. */

  function fieldsOf(form) {
    const others = ["submit", "button", "image", "reset", "file", "password"];
    return [...form.elements].filter(
      (field) =>
        field.name && !field.disabled && !field.matches("fieldset, output") && !others.includes(field.type) &&
        !field.name.includes("__prefix__") && !["csrfmiddlewaretoken", "sent_once"].includes(field.name),
    );
  }

  const isTicked = (field) => ["checkbox", "radio"].includes(field.type);
  const keyOf = (field) => (isTicked(field) ? `${field.name}\n${field.value}` : field.name);

  function stateOf(field) {
    if (isTicked(field)) return field.checked;
    if (field.matches("select")) return [...field.selectedOptions].map((one) => [one.value, one.text.trim()]);
    return field.value;
  }

  function shownState(field) {
    if (shownOf.has(field)) return shownOf.get(field);
    if (isTicked(field)) return field.defaultChecked;
    if (!field.matches("select")) return field.type === "hidden" ? field.value : field.defaultValue;
    const isAdded = watched.has(field.form);
    const chosen = isAdded ? [] : [...field.options].filter((one) => one.defaultSelected);
    const first = chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
    return first.map((one) => [one.value, one.text.trim()]);
  }

  function isSame(one, other) {
    const plain = (state) => JSON.stringify(Array.isArray(state) ? state.map(([value]) => value) : state);
    return plain(one) === plain(other);
  }

  /* Rows of a formset: 'lines-3' of 'lines-3-amount', by what names the row, for its number may be another next time. */

  function rowOf(form, name) {
    const [row, prefix, place] = /^(.+)-(\d+)(?=-)/.exec(name) ?? [];
    return row && form.querySelector(`input[name="${prefix}-TOTAL_FORMS"]`) ? { row, prefix, place: Number(place) } : null;
  }

  function totalsOf(form) {
    const totals = [...form.querySelectorAll("input[name$='-TOTAL_FORMS']")];
    return new Map(totals.map((field) => [field.name.slice(0, -"-TOTAL_FORMS".length), Number(field.value)]));
  }

  function identityOf(form, row) {
    const hidden = [...form.querySelectorAll(`input[type=hidden][name^="${row}-"]`)].map((field) => [
      field.name.slice(row.length + 1),
      field.value,
    ]);
    const cells = Object.fromEntries(hidden);
    const { id = "", revision: _counter, ...others } = cells;
    return { id, others };
  }

  /* What of a form is typed: key -> state, with what was shown there and which rows that are. */
  function typedIn(form, totals) {
    const now = {}, was = {}, rows = {}, added = new Map();
    for (const field of fieldsOf(form)) {
      const row = rowOf(form, field.name);
      const isNew = row && row.place >= (totals.get(row.prefix) ?? 0);
      const state = stateOf(field), shown = shownState(field);
      const isTyped = field.type !== "hidden" && !isSame(state, shown);
      if (isNew) {
        const known = added.get(row.row) ?? { isTyped: false, cells: {} };
        if (field.type !== "hidden") known.cells[keyOf(field)] = state;
        known.isTyped ||= isTyped;
        added.set(row.row, known);
      } else if (isTyped) {
        now[keyOf(field)] = state;
        was[keyOf(field)] = shown;
        if (row) rows[row.row] = identityOf(form, row.row);
      }
    }
    for (const [row, { isTyped, cells }] of added) {
      if (!isTyped) continue;
      Object.assign(now, cells);
      rows[row] = identityOf(form, row);
    }
    return { now, was, rows };
  }

  /* Keeping. */

  function draftOf(form) {
    const { name, totals, base } = watched.get(form);
    const typed = typedIn(form, totals);
    const token = tokenOf(form);
    const key = `${SPACE}${account}:${addressOfPage()}#${name}#${token}`;
    if (base) {
      // The page that answers a form shows again what was typed: it is no difference there, and still not saved.
      const states = new Map(fieldsOf(form).map((field) => [keyOf(field), stateOf(field)]));
      const before = Object.entries(base.now).map(([one, state]) => [one, states.get(one) ?? state]);
      typed.now = { ...Object.fromEntries(before), ...typed.now };
      typed.was = { ...typed.was, ...base.was };
      typed.rows = { ...typed.rows, ...base.rows };
    }
    return { ...typed, key, token };
  }

  function keep(form) {
    const known = watched.get(form);
    const draft = draftOf(form), typed = JSON.stringify(draft.now);
    known.isUnsaved = Object.keys(draft.now).length > 0;
    if (typed === known.typed) return;
    known.typed = typed;
    if (!known.isUnsaved) {
      drop(draft.key);
      return;
    }
    put({ ...draft, at: Date.now() });
    if (known.base && known.base.key !== draft.key) drop(known.base.key);
    sessionStorage.removeItem(SIGNING_OUT);
  }

  function keepAll() {
    clearTimeout(timer);
    if (account) for (const form of watched.keys()) keep(form);
  }

  function keepSoon() {
    clearTimeout(timer);
    timer = setTimeout(keepAll, PAUSE);
  }

  /* Once saved, nothing of it is kept: the server names the forms. Whoever signs out leaves nothing to the next. */

  function savedHere() {
    return (sessionStorage.getItem(SAVED_HERE) ?? "").split("~");
  }

  function forgetSaved() {
    const told = document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`));
    if (!told) return;
    const saved = told.slice(COOKIE.length + 1).replaceAll('"', "").split("~");
    for (const draft of drafts()) if (saved.includes(draft.token)) drop(draft.key);
    sessionStorage.setItem(SAVED_HERE, [...savedHere(), ...saved].slice(-50).join("~"));
    document.cookie = `${COOKIE}=; path=/; max-age=0; SameSite=Lax`;
  }

  function forgetSignedOut() {
    const leaving = sessionStorage.getItem(SIGNING_OUT);
    sessionStorage.removeItem(SIGNING_OUT);
    if (!leaving || leaving === account) return;
    for (const { key } of drafts()) if (key.startsWith(`${SPACE}${leaving}:`)) drop(key);
  }

  /* Bars: their words stand on the page, in its language. */

  function bar(name, before) {
    const words = document.querySelector("#typed-bars").content.querySelector(`[data-bar="${name}"]`);
    const shown = words.cloneNode(true);
    for (const other of document.querySelectorAll(`.typed-bar[data-bar="${name}"]`)) other.remove();
    before.before(shown);
    return shown;
  }

  function offer(form) {
    const { name } = watched.get(form);
    const own = `${SPACE}${account}:${addressOfPage()}#${name}#`;
    const draft = drafts().find((one) => one.key.startsWith(own) && one.token !== tokenOf(form));
    if (!draft) return;
    const shown = bar("kept", form);
    const moment = new Date(draft.at), isToday = moment.toDateString() === new Date().toDateString();
    const time = shown.querySelector("time");
    time.dateTime = moment.toISOString();
    time.textContent = moment.toLocaleString(document.documentElement.lang, {
      ...(isToday ? {} : { month: "numeric", day: "numeric" }), hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
    shown.querySelector("[data-do=restore]").addEventListener("click", () => {
      shown.remove();
      restore(form, draft);
      keep(form);
      drop(draft.key);
      offer(form);
    });
    shown.querySelector("[data-do=discard]").addEventListener("click", () => {
      drop(draft.key);
      shown.remove();
      offer(form);
    });
  }

  /* Putting back. */

  function restore(form, draft) {
    const places = placesOf(form, draft.rows ?? {});
    const changed = [], gone = [];
    for (const [key, state] of Object.entries(draft.now)) {
      const [name, value] = key.split("\n");
      const row = rowOf(form, name)?.row ?? Object.keys(draft.rows ?? {}).find((one) => name.startsWith(`${one}-`));
      const moved = row === undefined ? name : places.get(row) && places.get(row) + name.slice(row.length);
      const field = fieldsOf(form).find((one) => one.name === moved && (value === undefined || one.value === value));
      if (!field) {
        const text = Array.isArray(state) ? state.map(([, words]) => words).join(", ") : state;
        if (typeof text === "string" && text.trim()) gone.push(text.trim());
        continue;
      }
      const shown = shownState(field);
      if (key in (draft.was ?? {}) && !isSame(shown, draft.was[key]) && !isSame(shown, state)) {
        changed.push(`${labelOf(field)} (${wordsOf(shown)})`);
      }
      set(field, state);
    }
    if (changed.length || gone.length) {
      const shown = bar("differs", form);
      for (const [part, texts] of [["changed", changed], ["gone", gone]]) {
        const place = shown.querySelector(`[data-part=${part}]`);
        place.hidden = !texts.length;
        place.querySelector("span").textContent = texts.join(", ");
      }
      shown.querySelector("[data-do=close]").addEventListener("click", () => shown.remove());
    }
  }

  /* Old row -> its place on this page; rows that were added are added again. */
  function placesOf(form, rows) {
    const places = new Map(), taken = new Set();
    for (const [old, { id, others }] of Object.entries(rows).sort(byPlace)) {
      const { prefix } = rowOf(form, `${old}-`) ?? {};
      if (!prefix) continue;
      const isIt = (one) => !taken.has(one) && isSameRow(identityOf(form, one), { id, others });
      let found = rowsOf(form, prefix).find(isIt);
      if (!found && !id && addRow(form, prefix, others)) found = rowsOf(form, prefix).find(isIt);
      if (!found) continue;
      taken.add(found);
      places.set(old, found);
    }
    return places;
  }

  function byPlace([one], [other]) {
    return Number(one.split("-").at(-1)) - Number(other.split("-").at(-1));
  }

  function isSameRow(one, other) {
    if (one.id || other.id) return one.id === other.id;
    return JSON.stringify(Object.entries(one.others).sort()) === JSON.stringify(Object.entries(other.others).sort());
  }

  function rowsOf(form, prefix) {
    const count = Number(form.querySelector(`input[name="${prefix}-TOTAL_FORMS"]`).value);
    return [...Array(count).keys()].map((place) => `${prefix}-${place}`);
  }

  function addRow(form, prefix, others) {
    const like = rowsOf(form, prefix).find((one) => isSameRow(identityOf(form, one), { id: "", others }));
    const section = like && form.querySelector(`[name^="${like}-"]`)?.closest("fieldset");
    const group = document.getElementById(`${prefix}-group`);
    const button = section?.querySelector("button.add-row") ?? group?.querySelector(".add-row a");
    button?.click();
    return Boolean(button);
  }

  function set(field, state) {
    if (isTicked(field)) field.checked = state;
    else if (field.matches("select")) {
      for (const option of field.options) option.selected = false;
      for (const [value, words] of state) {
        let option = [...field.options].find((one) => one.value === value);
        if (!option) field.add((option = new Option(words, value)));
        option.selected = true;
      }
    } else field.value = state;
    for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }

  function labelOf(field) {
    return (field.getAttribute("aria-label") || field.labels?.[0]?.textContent || field.name).trim().replace(/:$/, "");
  }

  function wordsOf(state) {
    if (Array.isArray(state)) return state.map(([, words]) => words).join(", ") || "–";
    return typeof state === "boolean" ? (state ? "✓" : "–") : state || "–";
  }

  /* Sending: once, and only where somebody answers. */

  async function isReached() {
    if (!navigator.onLine) return false;
    try {
      await fetch(health, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      return true;
    } catch {
      return false;
    }
  }

  /* A form by which what was sent before goes on: that of the errors, of a conflict, of signing in; no other. */
  const goesOn = (form) => watched.has(form) || form.matches("[data-not-kept]");

  function follow(form) {
    const token = tokenOf(form);
    if (!sentToken || !token || token === sentToken || !goesOn(form)) return;
    for (const draft of drafts().filter((one) => one.token === sentToken)) {
      drop(draft.key);
      put({ ...draft, token, key: draft.key.slice(0, draft.key.lastIndexOf("#") + 1) + token });
    }
  }

  function letGo(form) {
    form.dataset.sending = "";
    sending = form;
    follow(form);
    const buttons = [...form.elements].filter((one) => one.type === "submit" && !one.disabled);
    // After the browser has read which button it was.
    setTimeout(() => buttons.forEach((one) => (one.disabled = true)));
    setTimeout(() => takeBack(form, buttons), SENT_FOR);
    addEventListener("pageshow", () => takeBack(form, buttons), { once: true });
  }

  function takeBack(form, buttons = []) {
    delete form.dataset.sending;
    sending = null;
    for (const one of buttons) one.disabled = false;
  }

  async function send(form, button) {
    form.dataset.sending = "";
    const reached = await isReached();
    delete form.dataset.sending;
    if (reached) {
      form.dataset.reached = "";
      form.requestSubmit(button);
      return;
    }
    const shown = bar("unreached", form);
    shown.querySelector("[data-do=again]").addEventListener("click", () => {
      shown.remove();
      form.requestSubmit(button);
    });
    shown.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.dataset.sending !== undefined) {
      event.preventDefault();
      return;
    }
    keepAll();
    if (form.getAttribute("action")?.endsWith("/logout/")) {
      // Leaving may still be called off; the next page knows.
      if (account) sessionStorage.setItem(SIGNING_OUT, account);
      return;
    }
    if (form.dataset.reached === undefined && goesOn(form)) {
      event.preventDefault();
      send(form, event.submitter ?? undefined);
      return;
    }
    delete form.dataset.reached;
    letGo(form);
  });

  addEventListener("beforeunload", (event) => {
    keepAll();
    // Where what was sent goes on from here, it is unsaved whichever fields this page has.
    const goingOn = isAnswer !== undefined && sentToken ? [...document.forms].filter(goesOn) : [];
    const isOpen = goingOn.length > 0 && drafts().some((draft) => draft.token === sentToken);
    const unsaved = [...watched.keys()].filter((form) => form !== sending && watched.get(form).isUnsaved);
    if (unsaved.length || (isOpen && !goingOn.includes(sending))) event.preventDefault();
  });
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", keepAll);
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      // The page as it was left, from the browser's memory: what is saved is not shown as if it were not.
      forgetSaved();
      const saved = savedHere();
      if ([...document.forms].some((form) => saved.includes(tokenOf(form)))) location.reload();
    } else if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
      // On the way back a browser fills a new form with the old words, and sent again it would make a second row.
      setTimeout(() => [...watched.keys()].forEach(showAsAtFirst));
    }
  });

  function showAsAtFirst(form) {
    for (const field of fieldsOf(form)) {
      if (field.type !== "hidden" && !isSame(stateOf(field), shownState(field))) set(field, shownState(field));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    forgetSaved();
    forgetSignedOut();
    if (!account) return;
    [...document.forms].filter(isKept).forEach((form, place) => {
      for (const field of fieldsOf(form)) shownOf.set(field, shownState(field));
      const name = nameOf(form, place);
      const own = `${SPACE}${account}:${addressOfPage()}#${name}#`;
      const isOfThis = (draft) => draft.token === sentToken && draft.key.startsWith(own);
      const base = isAnswer !== undefined && sentToken ? drafts().find(isOfThis) : undefined;
      watched.set(form, { name, base, totals: totalsOf(form), typed: "{}", isUnsaved: Boolean(base) });
    });
    for (const form of watched.keys()) if (isAnswer === undefined) offer(form);
    for (const name of ["input", "change", "click", "focusout"]) document.addEventListener(name, keepSoon);
    // Fields that are searched say it to jQuery alone.
    window.django?.jQuery?.(document).on("change", keepSoon);
  });
})();
