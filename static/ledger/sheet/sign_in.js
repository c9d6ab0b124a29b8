/* Signing in again without leaving the sheet: the same is sent once more with the account, and goes on. */

import { made } from "./view.js";

export class SignIn {
  constructor(app) {
    const { words } = app;
    this.app = app;
    this.name = made("input", { type: "text", id: app.id("username"), autocomplete: "username", required: true });
    this.password = made("input", { type: "password", id: app.id("password"), autocomplete: "current-password", required: true });
    this.error = made("p", { class: "sheet-error", role: "alert" });
    const heading = made("h2", { id: app.id("sign-in") }, words.sign_in_title);
    this.form = made("form", { method: "dialog", "data-not-kept": true },
      heading, made("p", {}, words.sign_in), made("p", {}, made("label", { for: this.name.id }, words.username), this.name),
      made("p", {}, made("label", { for: this.password.id }, words.password), this.password), this.error,
      made("button", { type: "submit", class: "primary" }, words.sign_in_go), " ", made("button", { type: "button", class: "later" }, words.cancel));
    this.dialog = made("dialog", { class: "sheet-dialog", "aria-labelledby": heading.id }, this.form);
    app.element.append(this.dialog);
  }

  /* The account to send, null where it was called off. Asked again, the one before was refused. */
  ask({ message, username }) {
    const isAgain = this.dialog.open;
    this.error.textContent = isAgain ? message || this.app.words.sign_in_wrong : "";
    if (!isAgain) this.name.value = username || this.app.account;
    this.password.value = "";
    if (!isAgain) this.dialog.showModal();
    (this.name.value ? this.password : this.name).focus();
    return new Promise((settle) => {
      const done = (account) => {
        events.abort();
        if (!account) this.dialog.close();
        settle(account);
      };
      const events = new AbortController(), { signal } = events;
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        done({ "again-username": this.name.value, "again-password": this.password.value });
      }, { signal });
      this.form.querySelector(".later").addEventListener("click", () => done(null), { signal });
      this.dialog.addEventListener("cancel", () => done(null), { signal });
    });
  }

  close() {
    this.password.value = "";
    if (this.dialog.open) this.dialog.close();
  }
}
