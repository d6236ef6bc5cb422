// The console's behaviour: htmx, and the few things that pages do better with a script. Every page
// works without it.
import "htmx.org";

for (const field of document.querySelectorAll("[data-submits]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

// An error is a piece of the page too; where it stands is told by its headers.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400) detail.shouldSwap = true;
});
