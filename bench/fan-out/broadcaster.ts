/** The limit that a fan-out is measured against: a server that sends one finished text to every socket, and does nothing else. */
import { type WebSocket, WebSocketServer } from "ws";

const [port, text] = process.argv.slice(2) as [string, string];
const sockets = new Set<WebSocket>();
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(port) });
server.on("connection", (socket) => {
  socket.on("message", (message) => {
    if (String(message) === "listen") sockets.add(socket);
    else for (const one of sockets) one.send(text);
  });
  socket.on("close", () => sockets.delete(socket));
});
server.on("listening", () => process.stdout.write("listening\n"));
process.on("SIGTERM", () => process.exit(0));
