// The preview in a window of its own. Sidebar and window are two frames of one origin in one page,
// and talk over a channel whose name only they know; the window gets the session from the sidebar,
// because Zendesk signs no load but the app's first.
const SIZE = { width: "700px", height: "600px" };
const PATIENCE = 3000;

let offered = true;

// Resolves once the window shows the preview. Rejects where the host offers none.
export function openPreview(client, session, html, done) {
  if (!offered) return Promise.reject(new Error("no windows here"));
  const name = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  return new Promise((resolve, reject) => {
    const give = (error) => {
      offered = false;
      channel.close();
      reject(error);
    };
    const timer = setTimeout(() => give(new Error("no window opened")), PATIENCE);
    channel.onmessage = ({ data }) => {
      if (data.hello) {
        clearTimeout(timer);
        channel.postMessage({ ...session(), html });
        resolve();
      } else if (data.done) {
        channel.close();
        done(data);
      }
    };
    const url = `${location.origin}/sidebar/preview#airlock=${name}`;
    client.invoke("instances.create", { location: "modal", url, size: SIZE }).catch((error) => {
      clearTimeout(timer);
      give(error);
    });
  });
}

// The window's side: what the sidebar gives, and how to tell it what was done.
export function joinSidebar() {
  const name = new URLSearchParams(location.hash.slice(1)).get("airlock");
  if (!name) return Promise.reject(new Error("opened by no sidebar"));
  const channel = new BroadcastChannel(name);
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the sidebar does not answer")), PATIENCE);
    channel.onmessage = ({ data }) =>
      resolve({ ...data, tell: (answer) => channel.postMessage({ done: true, ...answer }) });
    channel.postMessage({ hello: true });
  });
}
