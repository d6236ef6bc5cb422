// The packet's form comes anew from the service while the agent writes on: what was written since the
// request was sent is newer than what the answer shows, and goes back into its place.
import htmx from "htmx.org";

export const DRAFT = "/packet/draft";

let sent = new Map();
let written = null;
let asker = "";

export const asksForm = (path) => Boolean(path) && (path.endsWith("/packet") || path.endsWith(DRAFT));

function values() {
  const fields = [...(document.getElementById("packet")?.elements ?? [])];
  const shown = fields.filter((one) => one.name && one.type !== "hidden");
  return new Map(shown.map((one) => [one.name, one.value]));
}

export function formAsked(element) {
  sent = values();
  asker = element.id;
}

export function keepNewer() {
  const newer = [...values()].filter(([name, value]) => sent.get(name) !== value);
  const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
  written = { newer, id, selection: [selectionStart, selectionEnd] };
}

// Whether anything was put back, which then is not saved.
export function putBack() {
  const form = document.getElementById("packet");
  const newer = form && written ? written.newer : [];
  written = null;
  for (const [name, value] of newer) {
    const field = form.elements[name] ?? form.appendChild(hidden(name));
    field.value = value;
    if (field.matches("select[hx-post]")) htmx.trigger(field, "change");
  }
  if (newer.length) htmx.trigger(form, "input");
  return newer.length > 0;
}

function hidden(name) {
  return Object.assign(document.createElement("input"), { type: "hidden", name });
}

// Back to where the agent was, or to the choice that asked for the form.
export function focusPlace() {
  if (!written) return;
  const place = document.getElementById(written.id || asker);
  const field = place ?? document.getElementById(asker);
  field?.focus();
  if (place?.matches("textarea, input:not([type])")) place.setSelectionRange(...written.selection);
}
