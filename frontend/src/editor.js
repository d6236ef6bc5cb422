// The editor of a policy file: takes the place of the form's text area, which works without it.
// What is wrong and what may be written is asked of the service, as the file is written.
import { autocompletion } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { syntaxHighlighting } from "@codemirror/language";
import { forceLinting, linter, lintGutter } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment } from "@codemirror/state";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup, EditorView } from "codemirror";

const PAUSE = 600;
const area = document.querySelector("textarea[data-editor]");
if (area) open(area);

function open(area) {
  const { form } = area;
  const status = document.getElementById("editor-status");
  const inForce = document.getElementById("text-in-force");
  const merging = new Compartment();

  async function ask(address, text) {
    const sent = new URLSearchParams({ file: area.dataset.file, text });
    const headers = { "X-CSRF-Token": form.elements.csrf.value };
    const answer = await fetch(address, { method: "POST", body: sent, headers });
    if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
    return answer.json();
  }

  async function check(view) {
    try {
      const found = await ask(area.dataset.lint, view.state.doc.toString());
      tell(status, found);
      return found.filter((one) => one.file === area.dataset.file).map((one) => mark(view, one));
    } catch {
      status.textContent = "Not checked: the service did not answer. Saving still works.";
      return [];
    }
  }

  async function complete(context) {
    const word = context.matchBefore(/[\w.-]*/);
    if (!context.explicit && word.from === word.to) return null;
    const found = await ask(area.dataset.complete, context.state.sliceDoc(0, context.pos));
    const options = found.map((one) => ({
      label: one.label,
      apply: one.key ? `${one.label}: ` : one.label,
      info: one.detail || undefined,
      type: one.key ? "property" : "constant",
    }));
    return { from: word.from, options, validFor: /^[\w.-]*$/ };
  }

  const view = new EditorView({
    doc: area.value,
    parent: document.getElementById("editor"),
    extensions: [
      basicSetup,
      yaml(),
      syntaxHighlighting(classHighlighter),
      lintGutter(),
      linter(check, { delay: PAUSE }),
      autocompletion({ override: [complete] }),
      merging.of([]),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(document.querySelector("meta[name=csp-nonce]").content),
      EditorView.contentAttributes.of({
        "aria-label": `Text of ${area.dataset.file}`,
        "aria-describedby": "editor-status",
        tabindex: "0",
      }),
      EditorView.theme({}, { dark: isDark() }),
    ],
  });
  area.hidden = true;
  form.querySelector("label[for=text]").hidden = true;
  form.addEventListener("submit", () => { area.value = view.state.doc.toString(); });
  forceLinting(view);
  offerDifference(view, merging, inForce.value);
}

function mark(view, problem) {
  const line = view.state.doc.line(Math.min(problem.line, view.state.doc.lines));
  const from = Math.min(line.from + problem.column - 1, line.to);
  const severity = problem.warning ? "warning" : "error";
  return { from, to: line.to, severity, message: `${problem.what}; ${problem.cure}` };
}

function tell(status, found) {
  const errors = found.filter((one) => !one.warning).length;
  const elsewhere = new Set(found.map((one) => one.file)).size > 1 ? ", some in other files" : "";
  const rest = found.length - errors;
  const counts = `${counted(errors, "error")}, ${counted(rest, "warning")}`;
  status.textContent = `${counts}${elsewhere} in the draft as it stands here.`;
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function offerDifference(view, merging, original) {
  const button = document.getElementById("toggle-diff");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    const difference = shown ? unifiedMergeView({ original, mergeControls: false }) : [];
    view.dispatch({ effects: merging.reconfigure(difference) });
  });
}

function isDark() {
  const chosen = document.documentElement.dataset.scheme;
  if (chosen) return chosen === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}
