// The sidebar's behaviour: who and where we are (from Zendesk's SDK), the session on each request,
// and what only the browser knows: unsaved text, focus, colours, the hour, being offline.
import htmx from "htmx.org";
import { DRAFT, asksForm, focusPlace, formAsked, keepNewer, putBack } from "./form.js";
import { joinSidebar, openPreview } from "./modal.js";
import { connect, fitHeight, followScheme, insertDraft, localeOf, ticketOf } from "./zendesk.js";

const POLL = "/status";
const JUDGE = "/packet/judge";
const root = document.documentElement;
const panel = document.getElementById("panel");
const live = document.getElementById("live");
const mode = document.querySelector('meta[name="airlock-mode"]')?.content;
const sessionTag = document.querySelector('meta[name="airlock-session"]');

let bearer = sessionTag?.content ?? "";
let locale = "";
let client = null;
let ticket = null;
let dirty = false;
let active = true;
let lost = "";
let opened = [];
let tellSidebar = null;

sessionTag?.remove();

const find = (id) => document.getElementById(id);
const request = (verb, path, target) => htmx.ajax(verb, path, { target, swap: "innerHTML" });

function say(text) {
  if (live.textContent !== text) live.textContent = text;
}

function loadPanel() {
  dirty = false;
  find("changed").hidden = true;
  return request("GET", `/sidebar/tickets/${ticket}`, "#panel");
}

function showOutside() {
  panel.replaceChildren(find("outside").content.cloneNode(true));
  panel.removeAttribute("aria-busy");
}

function useScheme(scheme) {
  root.dataset.scheme = scheme === "dark" ? "dark" : "light";
}

function setOffline(offline) {
  if (find("offline").hidden !== offline) return;
  find("offline").hidden = !offline;
  if (offline) say(find("offline").textContent.trim());
  for (const button of panel.querySelectorAll("[data-write]")) button.disabled = offline;
}

// ---- what the agent writes -----------------------------------------------------------------------

// What the agent is doing must not vanish under a poll.
function isBusy() {
  return dirty || panel.contains(document.activeElement) || Boolean(find("preview")?.firstElementChild);
}

function compareVersions() {
  const form = find("packet");
  const status = find("status");
  if (!form || !status) return;
  if (form.elements.packet.value === status.dataset.packet) {
    form.elements.etag.value = status.dataset.etag;
    if (status.dataset.state !== panel.dataset.state && !isBusy()) loadPanel();
  } else if (isBusy()) {
    find("changed-by").textContent = status.dataset.savedBy ?? "";
    const at = find("changed-at");
    at.dateTime = status.dataset.savedAt ?? "";
    at.textContent = clock(at.dateTime);
    find("changed").hidden = false;
  } else loadPanel();
}

// When the agent comes back to the ticket, or it changed, the gate is asked at once; while nobody
// looks it is not asked at all, because each question costs calls of the vendors' allowance.
function look() {
  if (find("status")) htmx.trigger("#status", "look");
}

function setActive(looked) {
  active = looked;
  if (active) look();
}

function markJudged() {
  for (const help of panel.querySelectorAll("[data-judges]")) {
    const field = find(help.dataset.judges);
    if (help.dataset.lacks === "true") field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  const judgement = find("judged")?.firstElementChild;
  if (judgement) say(judgement.dataset.say);
}

function unsavedText() {
  const fields = [...panel.querySelectorAll("textarea, input:not([type=hidden])")];
  const written = fields.filter((field) => field.value !== field.defaultValue);
  return written.map((field) => field.value).join("\n\n");
}

function insertWhatWasChecked() {
  const draft = document.querySelector("[data-draft]:not([data-taken])");
  if (!draft) return;
  draft.dataset.taken = "yes";
  const told = find(draft.dataset.draft);
  const tell = (words, failed) => {
    draft.hidden = !failed;
    told.textContent = words;
    told.hidden = false;
    told.focus();
    say(words);
  };
  insertDraft(client, draft.value).then(
    () => tell(draft.dataset.say, false),
    () => tell(draft.dataset.failed, true),
  );
}

// ---- what is shown -------------------------------------------------------------------------------

function clock(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  const today = new Date().toDateString() === time.toDateString();
  const day = today ? {} : { day: "numeric", month: "short" };
  return time.toLocaleString(locale || root.lang, { ...day, hour: "2-digit", minute: "2-digit" });
}

function localTimes(within) {
  for (const time of within.querySelectorAll("time[data-clock]")) time.textContent = clock(time.dateTime);
}

// Only after the agent's own action; never on load or on a poll.
function focusAnswer(target) {
  const marked = target.querySelector("[data-focus]") ?? find("status");
  if (!marked) return;
  marked.focus();
  if (marked.dataset.say) say(marked.dataset.say);
}

function showPreview(html) {
  const session = () => ({ bearer, ticket, locale, lang: root.lang, scheme: root.dataset.scheme });
  openPreview(client, session, html, takeFromWindow).catch(() => {
    htmx.swap("#preview", html, { swapStyle: "innerHTML" });
    settled(find("preview"));
    focusAnswer(find("preview"));
  });
}

function takeFromWindow(answer) {
  bearer = answer.bearer;
  htmx.swap("#panel", answer.html, { swapStyle: "innerHTML" });
  settled(panel);
  focusAnswer(panel);
}

function settled(within) {
  localTimes(within);
  for (const field of within.querySelectorAll("[data-counted]")) count(field);
}

function count(field) {
  find(field.dataset.counted).textContent = field.value.length;
}

// ---- htmx ----------------------------------------------------------------------------------------

document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers.Authorization = `Bearer ${bearer}`;
  if (locale) detail.headers["Accept-Language"] = locale;
  if (detail.verb === "get" && detail.path.endsWith(POLL)) {
    detail.headers["If-None-Match"] = `"${find("status").dataset.etag}"`;
  }
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const { detail } = event;
  const { verb, path } = detail.requestConfig;
  if (path.endsWith(POLL) && (!active || document.hidden)) return event.preventDefault();
  if (verb !== "get" && !path.endsWith(JUDGE)) find("notice").replaceChildren();
  if (asksForm(path)) formAsked(detail.elt);
  if (path.endsWith(JUDGE) || path.endsWith(POLL)) {
    detail.elt.addEventListener("htmx:beforeOnLoad", dropLate, { once: true });
  }
  return undefined;
});

// Another answer replaced what only looked (a verdict that comes after "the session expired").
function dropLate(event) {
  if (!event.target.isConnected) event.preventDefault();
}

document.body.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  bearer = detail.xhr.getResponseHeader("X-Airlock-Session") ?? bearer;
  setOffline(false);
});

document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { verb, path } = detail.requestConfig ?? {};
  const ok = detail.xhr.status < 400;
  if (detail.xhr.status === 401) lost = unsavedText() || lost;
  if (path?.endsWith(POLL)) keepStatus(detail);
  if (!ok) return;
  if (asksForm(path)) keepNewer();
  root.lang = detail.xhr.getResponseHeader("Content-Language") ?? root.lang;
  if (mode === "preview" && verb !== "get" && detail.target.id === "panel") {
    detail.shouldSwap = false;
    tellSidebar({ html: detail.serverResponse, bearer });
    client.invoke("destroy").catch(() => {});
  } else if (mode === "sidebar" && path?.endsWith("/preview")) {
    detail.shouldSwap = false;
    showPreview(detail.serverResponse);
  }
});

// A poll takes nothing out of the agent's hands: neither the focus nor what was unfolded.
function keepStatus(detail) {
  const status = find("status");
  if (status?.contains(document.activeElement)) detail.shouldSwap = false;
  opened = [...(status?.querySelectorAll("details[open]") ?? [])].map((one) => one.id);
}

function rememberState() {
  panel.dataset.state = find("status")?.dataset.state ?? "";
}

function polled() {
  for (const id of opened) find(id)?.setAttribute("open", "");
  compareVersions();
}

function keepUnsaved() {
  const box = find("unsaved");
  if (!box || !lost) return;
  box.hidden = false;
  find("unsaved-text").value = lost;
}

document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.target) return;
  panel.removeAttribute("aria-busy");
  settled(detail.target);
  keepUnsaved();
  const { verb, path } = detail.requestConfig ?? {};
  if (!path) return;
  if (verb === "get") {
    if (path.endsWith(POLL)) polled();
    else if (detail.target.id === "panel") rememberState();
    return;
  }
  if (path.endsWith(JUDGE)) return markJudged();
  if (path.endsWith(DRAFT)) focusPlace();
  else if (path.endsWith("/packet")) dirty = Boolean(panel.querySelector(".theirs"));
  if (asksForm(path) && putBack()) dirty = true;
  if (path.endsWith(DRAFT)) return;
  if (detail.xhr.status < 400 && detail.target.id === "panel") find("changed").hidden = true;
  if (detail.target.id === "panel") rememberState();
  focusAnswer(detail.target);
  insertWhatWasChecked();
});

document.body.addEventListener("htmx:sendError", () => setOffline(true));
document.body.addEventListener("htmx:timeout", () => setOffline(true));
window.addEventListener("offline", () => setOffline(true));
window.addEventListener("online", () => setOffline(false));

panel.addEventListener("input", ({ target }) => {
  if (target.closest("#packet")) dirty = true;
  if (target.dataset.counted) count(target);
});

// A link to a field opens the form around it first.
panel.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#item-"]');
  if (!link) return;
  event.preventDefault();
  const field = find(link.hash.slice(1));
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
});

document.body.addEventListener("click", ({ target }) => {
  if (target.id === "reload") loadPanel();
});

// ---- start ---------------------------------------------------------------------------------------

async function start() {
  client = connect();
  if (!client) return showOutside();
  followScheme(client, useScheme);
  if (mode === "preview") return startWindow();
  fitHeight(client);
  client.on("ticket.updated", look);
  client.on("app.activated", () => setActive(true));
  client.on("app.deactivated", () => setActive(false));
  [ticket, locale] = await Promise.all([ticketOf(client), localeOf(client)]);
  return ticket === null ? showOutside() : loadPanel();
}

async function startWindow() {
  const given = await joinSidebar();
  ({ bearer, ticket, locale, tell: tellSidebar } = given);
  useScheme(given.scheme);
  root.lang = given.lang;
  htmx.swap("#panel", given.html, { swapStyle: "innerHTML" });
  panel.removeAttribute("aria-busy");
  settled(panel);
  focusAnswer(panel);
}

if (mode) {
  useScheme(new URLSearchParams(location.search).get("colorScheme"));
  start().catch(showOutside);
}
