// What only Zendesk's page can do for us, over the apps framework. Every answer may be a refusal.

export function connect() {
  return window.ZAFClient?.init() || null;
}

// The agent's language, or nothing where Zendesk does not say.
export async function localeOf(client) {
  try {
    const answer = await client.get("currentUser.locale");
    return answer["currentUser.locale"] ?? "";
  } catch {
    return "";
  }
}

export async function ticketOf(client) {
  const { "ticket.id": id } = await client.get("ticket.id");
  return /^\d+$/.test(String(id)) ? id : null;
}

export function followScheme(client, use) {
  client.on("colorScheme.changed", use);
  client.get("colorScheme").then((answer) => use(answer.colorScheme), () => {});
}

export function fitHeight(client) {
  new ResizeObserver(() => {
    const height = Math.min(Math.max(document.body.scrollHeight, 120), 900);
    client.invoke("resize", { width: "100%", height: `${height}px` }).catch(() => {});
  }).observe(document.body);
}

// Into the reply box and no further: the agent reads it and sends it, or does not.
export function insertDraft(client, text) {
  return client.invoke("ticket.comment.appendText", text);
}
