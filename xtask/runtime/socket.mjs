import { WebSocket } from "ws";

import { Inbox } from "./inbox.mjs";

/// Opens a WebSocket with these request headers (the global client can set none). Rejects with
/// the status in `error.status` where the server refuses the upgrade.
export async function openSocket(url, headers = {}) {
  const socket = new WebSocket(url, { headers });
  const frames = new Inbox(`frames of ${url.pathname}`);
  const closed = new Promise((resolve) => {
    socket.on("close", (code, reason) => {
      frames.close(`closed with ${code} ${reason}`);
      resolve({ code, reason: reason.toString() });
    });
  });
  socket.on("message", (data, isBinary) => {
    frames.push(isBinary ? data : JSON.parse(data.toString()));
  });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      const { statusCode } = response;
      socket.terminate();
      reject(Object.assign(new Error(`refused with ${statusCode}`), { status: statusCode }));
    });
  });
  // From here on a broken connection shows as a close, with 1006.
  socket.on("error", () => {});
  return {
    /// Sends one frame, as JSON unless it is a text already, or bytes.
    send: (frame) => {
      const ready = typeof frame === "string" || Buffer.isBuffer(frame);
      socket.send(ready ? frame : JSON.stringify(frame));
    },
    /// The next frame that matches, parsed from JSON.
    next: (predicate, timeout) => frames.next(predicate, timeout),
    /// Closes in good order; resolves with { code, reason } once it is closed, as `closed` does.
    close: (code, reason) => {
      socket.close(code, reason);
      return closed;
    },
    /// Cuts the connection, as when a phone loses its network.
    cut: () => socket.terminate(),
    closed,
  };
}
