// The sidebar's behaviour: who and where we are (from Zendesk's SDK), the session on each request,
// and what only the browser knows: unsaved text, focus, colours, being offline.
import htmx from "htmx.org";

const POLL = "/status";
const panel = document.getElementById("panel");
const live = document.getElementById("live");
const changed = document.getElementById("changed");
const sessionTag = document.querySelector('meta[name="airlock-session"]');

let bearer = sessionTag?.content ?? "";
let ticket = null;
let dirty = false;

sessionTag?.remove();

function say(text) {
  live.textContent = text;
}

function loadPanel() {
  dirty = false;
  changed.hidden = true;
  htmx.ajax("GET", `/sidebar/tickets/${ticket}`, { target: "#panel", swap: "innerHTML" });
}

function showOutside() {
  panel.replaceChildren(document.getElementById("outside").content.cloneNode(true));
  panel.removeAttribute("aria-busy");
}

function useScheme(scheme) {
  document.documentElement.dataset.scheme = scheme === "dark" ? "dark" : "light";
}

function setOffline(offline) {
  document.getElementById("offline").hidden = !offline;
  for (const button of panel.querySelectorAll("[data-write]")) button.disabled = offline;
}

// What the agent is doing must not vanish under a poll.
function isBusy() {
  return dirty || panel.contains(document.activeElement) || Boolean(document.querySelector("#preview > *"));
}

function compareVersions() {
  const form = document.querySelector("#packet [name=etag]");
  const status = document.getElementById("status");
  if (!form || !status) return;
  if (form.dataset.packet === status.dataset.packet) form.value = status.dataset.etag;
  else if (isBusy()) changed.hidden = false;
  else loadPanel();
}

// Only after the agent's own action; never on load or on a poll.
function focusAnswer(target) {
  const marked = target.querySelector("[data-focus]") ?? document.getElementById("status");
  if (!marked) return;
  marked.focus();
  if (marked.dataset.say) say(marked.dataset.say);
}

document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers.Authorization = `Bearer ${bearer}`;
  if (detail.verb === "get" && detail.path.endsWith(POLL)) {
    detail.headers["If-None-Match"] = `"${document.getElementById("status").dataset.etag}"`;
  }
});

document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") document.getElementById("notice").replaceChildren();
});

document.body.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  bearer = detail.xhr.getResponseHeader("X-Airlock-Session") ?? bearer;
  setOffline(false);
});

document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  panel.removeAttribute("aria-busy");
  const { verb, path } = detail.requestConfig ?? {};
  if (verb === "get") {
    if (path.endsWith(POLL)) compareVersions();
    return;
  }
  if (detail.xhr?.ok ?? detail.successful ?? true) {
    if (path.endsWith("/packet")) dirty = Boolean(panel.querySelector(".theirs"));
    if (detail.target.id === "panel") changed.hidden = true;
  }
  focusAnswer(detail.target);
});

document.body.addEventListener("htmx:sendError", () => setOffline(true));
document.body.addEventListener("htmx:timeout", () => setOffline(true));
window.addEventListener("offline", () => setOffline(true));
window.addEventListener("online", () => setOffline(false));
panel.addEventListener("input", (event) => {
  if (event.target.closest("#packet")) dirty = true;
});
// A link to a field opens the form around it first.
panel.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#item-"]');
  if (!link) return;
  event.preventDefault();
  const field = document.getElementById(link.hash.slice(1));
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
});
document.getElementById("reload").addEventListener("click", loadPanel);

async function start() {
  const client = window.ZAFClient?.init();
  if (!client) {
    showOutside();
    return;
  }
  client.on("colorScheme.changed", useScheme);
  client.get("colorScheme").then((answer) => useScheme(answer.colorScheme), () => {});
  new ResizeObserver(() => {
    const height = Math.min(Math.max(document.body.scrollHeight, 120), 900);
    client.invoke("resize", { width: "100%", height: `${height}px` });
  }).observe(document.body);
  const { "ticket.id": id } = await client.get("ticket.id");
  if (!/^\d+$/.test(String(id))) {
    showOutside();
    return;
  }
  ticket = id;
  loadPanel();
}

if (bearer) {
  useScheme(new URLSearchParams(location.search).get("colorScheme"));
  start().catch(showOutside);
}
