// The app side of the apps framework's protocol, for the sandbox: no CDN is needed to try the app.
"use strict";
window.ZAFClient = (() => {
  const TRUSTED = /^(https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?|https:\/\/[\w-]+\.zendesk\.com)$/;

  function parameters() {
    const both = `${location.search.slice(1)}&${location.hash.slice(1)}`;
    const given = new URLSearchParams(both);
    return { origin: given.get("origin"), appGuid: given.get("app_guid") };
  }

  function init(callback) {
    const { origin, appGuid } = parameters();
    if (!origin || !appGuid || !TRUSTED.test(origin)) return false;
    return connect(origin, appGuid, callback);
  }

  function connect(origin, appGuid, callback) {
    const handlers = new Map();
    const calls = new Map();
    const queue = [];
    let registered = null;
    let nextId = 1;
    const ready = [];
    const whenReady = () =>
      registered ? Promise.resolve(registered) : new Promise((done) => ready.push(done));

    const post = (message) => {
      const full = JSON.stringify({ ...message, appGuid, instanceGuid: appGuid });
      window.parent.postMessage(full, origin);
    };
    const later = (message) => (registered ? post(message) : queue.push(message));

    function ask(request, params) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject, single: names(params).length === 1 ? names(params)[0] : null });
        later({ id, request, params });
      });
    }

    const names = (params) => (Array.isArray(params) ? params : Object.keys(params));

    function answered(message) {
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.error) return call.reject(message.error);
      const problem = call.single && message.result.errors?.[call.single];
      return problem ? call.reject(problem) : call.resolve(message.result);
    }

    async function hook(event) {
      const reply = { appGuid, key: `iframe.reply:${event}` };
      for (const handler of handlers.get(event) || []) {
        try {
          const verdict = await handler();
          if (verdict === false) reply.error = { msg: "" };
          else if (typeof verdict === "string") reply.error = { msg: verdict };
          else if (verdict instanceof Error) reply.error = { msg: verdict.message };
        } catch (error) {
          reply.error = { msg: String(error?.message || error) };
        }
      }
      window.parent.postMessage(reply, origin);
    }

    function welcome(message) {
      registered = message;
      queue.splice(0).forEach(post);
      ready.splice(0).forEach((done) => done(registered));
      emit("app.registered", registered);
      if (callback) callback.call(client, registered.context);
    }

    const emit = (event, data) => (handlers.get(event) || []).forEach((handler) => handler(data));

    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      const message = typeof event.data === "string" ? JSON.parse(event.data) : event.data;
      if (calls.has(message.id)) return answered(message);
      const name = (message.key || "").replace(/^zaf\./, "");
      if (name === "app.registered") return welcome(message.message);
      if (message.needsReply) return hook(name);
      return name && emit(name, message.message);
    });

    const client = {
      on(event, handler) {
        handlers.set(event, [...(handlers.get(event) || []), handler]);
        later({ key: `iframe.on:${event}`, message: { subscriberCount: handlers.get(event).length } });
        return client;
      },
      off(event, handler) {
        const left = (handlers.get(event) || []).filter((known) => handler && known !== handler);
        handlers.set(event, left);
        later({ key: `iframe.off:${event}`, message: { subscriberCount: left.length } });
        return client;
      },
      has: (event, handler) => (handlers.get(event) || []).includes(handler),
      get: (paths) => ask("get", [].concat(paths)),
      set: (path, value) => ask("set", typeof path === "string" ? { [path]: value } : path),
      invoke: (name, ...args) => ask("invoke", typeof name === "string" ? { [name]: args } : name),
      context: () => whenReady().then((known) => known.context),
      metadata: () => whenReady().then((known) => known.metadata),
    };
    post({ key: "iframe.handshake", message: { version: "sandbox" } });
    return client;
  }

  return { init };
})();
