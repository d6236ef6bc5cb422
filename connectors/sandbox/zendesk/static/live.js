// Keeps an open ticket page in step with the ticket, without losing what is being written.
"use strict";
(() => {
  const url = document.currentScript.dataset.state;
  let seen = null;

  async function refresh() {
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html");
    for (const id of ["conversation", "facts"]) {
      document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
    }
  }

  async function look() {
    const answer = await fetch(url);
    if (!answer.ok) return;
    const state = await answer.json();
    const changed = seen !== null && seen !== state.changes;
    seen = state.changes;
    if (!changed) return;
    if (!document.querySelector("#conversation details[open]")) await refresh();
    document.dispatchEvent(new CustomEvent("ticket-changed", { detail: state.values }));
  }

  const watch = () => look().catch(() => {}).finally(() => setTimeout(watch, 2000));
  watch();
})();
