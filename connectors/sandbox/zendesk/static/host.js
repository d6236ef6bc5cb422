// The host side of the apps framework: what Support's page does for an app in its iframe.
"use strict";
(() => {
  const config = JSON.parse(document.getElementById("zaf-config").textContent);
  const frame = document.getElementById("app");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const listening = new Map();
  let waitingForSave = null;

  const send = (message) =>
    frame.contentWindow.postMessage({ ...message, instanceGuid: config.appGuid }, config.origin);
  const tell = (event, message) => send({ key: `zaf.${event}`, message });

  const scheme = () => (dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => tell("colorScheme.changed", scheme()));

  function answerGet(paths) {
    const result = { errors: {} };
    for (const path of paths) {
      if (path === "colorScheme") result[path] = scheme();
      else if (path in config.values) result[path] = config.values[path];
      else result.errors[path] = { name: "APIUnavailableError", message: "is not available here", path };
    }
    return result;
  }

  const actions = {
    resize: (size) => {
      if (size && size.height) frame.style.height = `${parseInt(size.height, 10)}px`;
    },
    notify: (text, kind) => {
      const notice = document.getElementById("notice");
      notice.textContent = `${kind ? kind + ": " : ""}${text}`;
      notice.hidden = false;
    },
    "ticket.comment.appendText": (text) => append(String(text)),
    "ticket.comment.appendHtml": (html) => {
      const parsed = new DOMParser().parseFromString(String(html), "text/html");
      append(parsed.body.textContent);
    },
    show: () => {},
    hide: () => {},
    track: () => {},
  };

  function append(text) {
    const box = document.getElementById("composer-text");
    if (!box) throw new Error("the ticket takes no comment");
    box.value = box.value ? `${box.value}\n${text}` : text;
  }

  function answerInvoke(calls) {
    const result = { errors: {} };
    for (const [name, args] of Object.entries(calls)) {
      try {
        if (!actions[name]) throw new Error("is not available here");
        result[name] = actions[name](...[].concat(args)) ?? null;
      } catch (error) {
        result.errors[name] = { name: "APIUnavailableError", message: error.message, path: name };
      }
    }
    return result;
  }

  function answerSet(values) {
    const result = { errors: {} };
    for (const path of Object.keys(values)) {
      result.errors[path] = { name: "APIUnavailableError", message: "cannot be set here", path };
    }
    return result;
  }

  const requests = { get: answerGet, invoke: answerInvoke, set: answerSet };

  function heard(message) {
    if (message.request in requests) {
      send({ id: message.id, result: requests[message.request](message.params) });
    } else if (message.key === "iframe.handshake") {
      const context = { ...config.context, instanceGuid: config.appGuid };
      send({ key: "zaf.app.registered", message: { context, metadata: config.metadata } });
      tell("app.activated", { firstLoad: true });
    } else if (message.key && message.key.startsWith("iframe.on:")) {
      listening.set(message.key.slice(10), message.message.subscriberCount);
    } else if (message.key && message.key.startsWith("iframe.off:")) {
      listening.delete(message.key.slice(11));
    } else if (message.key === "iframe.reply:ticket.save" && waitingForSave) {
      waitingForSave(message.error);
    } else if (message.key && message.key.startsWith("request:")) {
      const failed = { status: 0, responseText: "requests through the host are not offered here" };
      tell(`${message.key}.fail`, { responseArgs: [failed] });
    }
  }

  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== config.origin) return;
    const plain = typeof event.data === "string" ? parsed(event.data) : event.data;
    if (plain && plain.appGuid === config.appGuid) heard(plain);
  });

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  // The save hook: an app that listens may block the comment; it has five seconds to say so.
  const composer = document.getElementById("composer");
  composer?.addEventListener("submit", (event) => {
    if (!listening.get("ticket.save")) return;
    event.preventDefault();
    const timer = setTimeout(() => waitingForSave?.(null), 5000);
    waitingForSave = (error) => {
      clearTimeout(timer);
      waitingForSave = null;
      if (!error) return composer.submit();
      const problem = document.getElementById("problem");
      problem.textContent = error.msg || "An app stopped this comment.";
      problem.hidden = false;
    };
    send({ key: "zaf.ticket.save", needsReply: true });
  });

  document.addEventListener("ticket-changed", (event) => {
    const before = config.values;
    config.values = event.detail;
    for (const path of Object.keys(before)) {
      if (JSON.stringify(before[path]) !== JSON.stringify(config.values[path])) {
        tell(`${path}.changed`, config.values[path]);
      }
    }
    tell("ticket.updated", { id: config.values["ticket.id"] });
  });

  document.getElementById("signed").submit();
})();
