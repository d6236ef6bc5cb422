// Zendesk's side of the apps framework, as docs/vendors.md tells it: an agent's page with one app.
"use strict";
(() => {
  const config = JSON.parse(document.getElementById("config").textContent);
  const frames = new Map();
  const heard = [];
  const drafts = [];
  const record = { heard, drafts, scheme: config.scheme, resized: null };
  window.host = record;

  function frameOf(source) {
    return [...frames.values()].find((one) => one.frame.contentWindow === source);
  }

  function post(one, message, plain) {
    if (!frames.has(one.guid)) return;
    const full = { ...message, instanceGuid: one.guid };
    one.frame.contentWindow.postMessage(plain ? full : JSON.stringify(full), config.app);
  }

  record.tell = (event, message) =>
    [...frames.values()].forEach((one) => post(one, { key: `zaf.${event}`, message }));

  function get(paths) {
    const result = { errors: {} };
    for (const path of paths) {
      const value = path === "colorScheme" ? record.scheme : config.values[path];
      if (value === undefined) result.errors[path] = { name: "Error", message: "is not there", path };
      else result[path] = value;
    }
    return result;
  }

  const actions = {
    resize: (_, size) => { record.resized = size; },
    "ticket.comment.appendText": (_, text) => {
      if (config.refuses_drafts) throw new Error("the ticket takes no comment");
      drafts.push(text);
    },
    "instances.create": (_, options) => {
      if (!config.windows) throw new Error("is not available here");
      return openWindow(options);
    },
    destroy: (one) => {
      one.frame.remove();
      frames.delete(one.guid);
    },
  };

  function openWindow({ location, url, size }) {
    record.window = { location, size };
    const guid = crypto.randomUUID();
    const frame = document.createElement("iframe");
    frame.id = "window";
    frame.title = "Window of the app";
    Object.assign(frame.style, { width: size.width, height: size.height });
    frames.set(guid, { guid, frame, location });
    frame.src = withHost(url, guid);
    document.body.append(frame);
    return { "instances.create": [{ instanceGuid: guid }] };
  }

  function withHost(url, guid) {
    const [address, hash] = url.split("#");
    const query = `origin=${encodeURIComponent(location.origin)}&app_guid=${guid}`;
    return `${address}?${query}${hash ? `#${hash}` : ""}`;
  }

  function invoke(one, calls) {
    const result = { errors: {} };
    for (const [path, given] of Object.entries(calls)) {
      try {
        if (!actions[path]) throw new Error("is not available here");
        result[path] = actions[path](one, ...[].concat(given)) ?? null;
      } catch (error) {
        result.errors[path] = { name: "Error", message: error.message, path };
      }
    }
    return result;
  }

  function answer(one, message) {
    if (message.key === "iframe.handshake") {
      const context = { instanceGuid: one.guid, product: "support", location: one.location };
      return post(one, { key: "zaf.app.registered", message: { context, metadata: { appId: 1 } } }, true);
    }
    if (message.request === "get") return post(one, { id: message.id, result: get(message.params) });
    if (message.request === "invoke") {
      return post(one, { id: message.id, result: invoke(one, message.params) }, true);
    }
    return undefined;
  }

  window.addEventListener("message", (event) => {
    const one = frameOf(event.source);
    if (!one || event.origin !== config.app) return;
    const message = typeof event.data === "string" ? JSON.parse(event.data) : event.data;
    heard.push(message.key ?? message.request);
    answer(one, message);
  });

  const frame = document.getElementById("app");
  frames.set(config.guid, { guid: config.guid, frame, location: "ticket_sidebar" });
  document.getElementById("signed").submit();
})();
