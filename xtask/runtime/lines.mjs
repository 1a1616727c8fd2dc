// The worker's lines: one JSON object each, but for the codes that development shows in its terminal.

/// A line as a person reads it.
export function readable(line) {
  if (!line.startsWith("{")) return line;
  const { event, message, method, path, status, ms } = JSON.parse(line);
  return event === "request" ? `${method} ${path} … ${status}, ${ms} ms` : message;
}
