/** One line of a log. */
export interface LogLine {
  /** Counts from 0, also over lines that are no longer kept. */
  n: number;
  /** When it was written, as the cluster says it (RFC 3339). */
  time: string | null;
  text: string;
}

const MOST_LINES = 10_000;
const MOST_CHARACTERS = 2000;
// Of a line that does not end; more would be copied again with every piece that comes.
const MOST_UNENDED_CHARACTERS = 65_536;

// ESC [ … letter, and the few two-letter ones: colours and cursor moves, which mean nothing here.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these sequences begin with one.
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[@-_])/g;
const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) ?(.*)$/s;

/** Times of RFC 3339 in UTC, whose fractions lack their last zeros: less than 0, 0, or more than 0. */
export function compareTimes(a: string, b: string): number {
  const [secondsA, secondsB] = [a.slice(0, 19), b.slice(0, 19)];
  if (secondsA !== secondsB) return secondsA < secondsB ? -1 : 1;
  const [fractionA, fractionB] = [a, b].map((time) => time.slice(20, -1).padEnd(9, '0')) as [string, string];
  return fractionA === fractionB ? 0 : fractionA < fractionB ? -1 : 1;
}

/**
 * The newest lines of a log that comes in pieces, cut anywhere, each line beginning with its time. After a break the stream is asked for again from the
 * second of the last line; what had been there before is recognised by its time, and left out.
 */
export class LogBuffer {
  lines: LogLine[] = [];
  /** How many of the oldest are no longer kept. */
  dropped = 0;

  private next = 0;
  private rest = '';
  private last: string | null = null;
  private countAtLast = 0;
  // Lines without a time since the last that had one: a cluster that does not say when is rare, but what was said is kept.
  private untimed = 0;
  private skipUntil: string | null = null;
  private skipAtLast = 0;
  private skipUntimed = 0;

  constructor(private readonly most: number = MOST_LINES) {}

  /** From when to ask again after a break; null to begin at the beginning. */
  get resumeTime(): string | null {
    return this.last;
  }

  /** A new stream begins, asked for from `resumeTime`; half a line of the old one comes again. */
  resume(): void {
    this.rest = '';
    this.skipUntil = this.last;
    this.skipAtLast = this.countAtLast;
    this.skipUntimed = this.untimed;
  }

  push(text: string): void {
    const parts = (this.rest + text).split('\n');
    this.rest = (parts.pop() ?? '').slice(0, MOST_UNENDED_CHARACTERS);
    for (const part of parts) this.add(part);
    if (this.lines.length > this.most) {
      const surplus = this.lines.length - this.most;
      this.lines = this.lines.slice(surplus);
      this.dropped += surplus;
    }
  }

  /** The log has ended, and what it ended with is a line too. */
  end(): void {
    if (this.rest !== '') this.push('\n');
  }

  private add(raw: string): void {
    const stamped = STAMPED.exec(raw);
    const time = stamped?.[1] ?? null;
    if (time === null ? this.isUntimedKnown() : this.isKnown(time)) return;
    const text = (stamped?.[2] ?? raw).replace(ANSI, '').replace(/\r$/, '');
    this.lines.push({ n: this.next++, time, text: text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text });
    if (time === null) {
      this.untimed++;
      return;
    }
    this.untimed = 0;
    this.countAtLast = time === this.last ? this.countAtLast + 1 : 1;
    this.last = time;
  }

  // It is known by the lines between which it stands.
  private isUntimedKnown(): boolean {
    return this.skipUntil !== null && (this.skipAtLast > 0 || this.skipUntimed-- > 0);
  }

  private isKnown(time: string): boolean {
    if (this.skipUntil === null) return false;
    const order = compareTimes(time, this.skipUntil);
    if (order < 0) return true;
    if (order === 0 && this.skipAtLast > 0) {
      this.skipAtLast--;
      return true;
    }
    this.skipUntil = null;
    return false;
  }
}
