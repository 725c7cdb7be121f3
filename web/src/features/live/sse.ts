/** One message of an event stream. A message that has only an id is none, but says where to resume. */
export interface ServerSentEvent {
  event: string;
  data: string;
}

/** Reads `text/event-stream` (WHATWG HTML, 9.2.6) in pieces that may be cut anywhere. */
export class SseParser {
  /** After which event to resume; null until one said its id. */
  lastEventId: string | null = null;
  /** How long to wait before connecting again, in milliseconds, as the server wishes. */
  retryMs: number | null = null;

  private rest = '';
  private id: string | null = null;
  private data: string[] = [];
  private event = '';

  push(text: string): ServerSentEvent[] {
    const found: ServerSentEvent[] = [];
    this.rest += text;
    for (;;) {
      const end = this.rest.search(/[\r\n]/);
      // A carriage return at the very end may be half of a line's end.
      if (end < 0 || (this.rest[end] === '\r' && end === this.rest.length - 1)) return found;
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + (this.rest.startsWith('\r\n', end) ? 2 : 1));
      const event = this.readLine(line);
      if (event) found.push(event);
    }
  }

  private readLine(line: string): ServerSentEvent | null {
    if (line === '') {
      const event = this.data.length > 0 ? { event: this.event || 'message', data: this.data.join('\n') } : null;
      // Only now: of a message that was cut off after its id, the rest would never come.
      this.lastEventId = this.id ?? this.lastEventId;
      this.id = null;
      this.data = [];
      this.event = '';
      return event;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return null;
  }
}
