// As much of Redis' protocol (RESP2) as a reader of streams needs. A real program takes a client library.
import net from 'node:net';
import tls from 'node:tls';

/** Connects to redis[s]://[user:password@]host:port. `command(...words)` resolves with the reply, or rejects when the connection ends. */
export async function connect(address) {
  const url = new URL(address);
  const [host, port, name] = [url.hostname, Number(url.port || 6379), decodeURIComponent(url.username)];
  const socket = url.protocol === 'rediss:' ? tls.connect({ host, port, servername: host }) : net.connect({ host, port });
  const waiting = [];
  let buffer = Buffer.alloc(0);

  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let read; waiting.length > 0 && (read = parse(buffer, 0)); ) {
      buffer = buffer.subarray(read.end);
      const { resolve, reject } = waiting.shift();
      if (read.value instanceof Error) reject(read.value);
      else resolve(read.value);
    }
  });
  const end = (error) => waiting.splice(0).forEach(({ reject }) => reject(error ?? new Error('Redis has closed the connection')));
  socket.on('error', end).on('close', () => end());

  const command = (...words) =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('There is no connection to Redis'));
      waiting.push({ resolve, reject });
      socket.write(`*${words.length}\r\n` + words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join(''));
    });
  if (url.password) await command('AUTH', ...(name ? [name] : []), decodeURIComponent(url.password));
  return { command, close: () => socket.destroy() };
}

// The reply that begins there and where it ends; nothing while it is not all there.
function parse(buffer, start) {
  const lineEnd = buffer.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const [kind, text, next] = [String.fromCharCode(buffer[start]), buffer.toString('utf8', start + 1, lineEnd), lineEnd + 2];
  if (kind === '+') return { value: text, end: next };
  if (kind === '-') return { value: new Error(text), end: next };
  if (kind === ':') return { value: Number(text), end: next };
  const length = Number(text);
  if (length < 0) return { value: null, end: next };
  if (kind === '$') {
    const end = next + length;
    return buffer.length < end + 2 ? undefined : { value: buffer.toString('utf8', next, end), end: end + 2 };
  }
  const items = [];
  let at = next;
  for (let item; items.length < length; at = item.end) {
    item = parse(buffer, at);
    if (!item) return undefined;
    items.push(item.value);
  }
  return { value: items, end: at };
}
