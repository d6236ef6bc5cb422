// The issue property `airlock.gate` as the panel shows it. Pure: no Forge, no I/O.
//
// Anyone who may edit an issue may write such a property, so nothing in it is trusted: what is not
// of Airlock's shape is left out, and all of it is shown as plain text.

export const KEY = "airlock.gate";
const MOST_REASONS = 50;
const LONGEST = 700;
const STATES = new Map([
  ["incomplete", "The packet is incomplete."],
  ["ready", "The packet is complete."],
  ["waived", "The packet is complete, with an exception granted."],
  ["released", "All gates are open for now, whatever the packet says."],
]);

const closed = (text, reasons = []) => ({ open: false, text, reasons });

/** What the panel says. `value` is the property's, undefined where the issue has none. */
export function readGate(value, issueId) {
  if (value === undefined || value === null) {
    return closed("No ticket is linked, or Airlock has not looked at this issue yet.");
  }
  if (typeof value !== "object" || Array.isArray(value) || value.issue !== Number(issueId)) {
    return closed("The gate's property is not one that Airlock wrote for this issue.");
  }
  const open = value.complete === true;
  const told = STATES.get(value.state) ?? (open ? STATES.get("ready") : STATES.get("incomplete"));
  return open ? { open, text: told, reasons: [] } : closed(told, reasonsOf(value.reasons));
}

function reasonsOf(listed) {
  if (!Array.isArray(listed)) {
    return [];
  }
  const texts = listed.filter((one) => typeof one === "string" && one.trim() !== "");
  return texts.slice(0, MOST_REASONS).map((one) => one.slice(0, LONGEST));
}
