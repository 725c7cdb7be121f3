const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is left of a life. */
export interface TimeLeft {
  /** Milliseconds; never less than 0. */
  ms: number;
  /** Of the whole life, from 0 to 1. */
  fraction: number;
  /** Less than a tenth and less than an hour: worth a warning. */
  isShort: boolean;
}

/** How much is left until `end`, of a life that began at `begin`; all in milliseconds since 1970. */
export function timeLeft(begin: number, end: number, now: number): TimeLeft {
  const ms = Math.max(0, end - now);
  const whole = end - begin;
  const fraction = whole > 0 ? Math.min(1, ms / whole) : 0;
  return { ms, fraction, isShort: ms < HOUR && fraction < 0.1 };
}

/** In one unit, the larger ones rounded to the nearest: `6 d`, `23 h`, `59 min`, `12 s`. */
export function short(ms: number): string {
  if (ms >= 2 * DAY) return `${Math.round(ms / DAY)} d`;
  if (ms >= HOUR) return `${Math.round(ms / HOUR)} h`;
  if (ms >= MINUTE) return `${Math.floor(ms / MINUTE)} min`;
  return `${Math.floor(ms / SECOND)} s`;
}

/** In two units, and up to two days in hours: `6 d 4 h`, `23 h 59 min`, `4 min 10 s`, `12 s`. */
export function long(ms: number): string {
  const parts: [number, string][] = [
    [ms >= 2 * DAY ? Math.floor(ms / DAY) : 0, 'd'],
    [ms >= 2 * DAY ? Math.floor(ms / HOUR) % 24 : Math.floor(ms / HOUR), 'h'],
    [Math.floor(ms / MINUTE) % 60, 'min'],
    [Math.floor(ms / SECOND) % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** As a clock counts down, rounded up so that 0:00 means over: `0:09`, `12:30`, `1:02:05`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long something took: `84 ms`, `1.2 s`, `48 s`, `3 min 5 s`. */
export function took(ms: number): string {
  if (ms < 0) return '0 s';
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  return long(ms);
}
