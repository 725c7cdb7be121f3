import type { TrackPoint } from '../../api/types';

const MOST_POINTS = 1500;

/** Of moves that were heard together, as apart as those of a usual mouse (125 a second); quicker ones add nothing but rounding. */
const LEAST_APART_MS = 8;

/**
 * Writes down how a pointer moved: pixels of the picture to the right and below of where it began, and milliseconds since then, all whole. Where there
 * are too many points every second one is left out, which keeps the beginning, the end and the shape.
 */
export class TrackRecorder {
  private points: TrackPoint[] = [{ x: 0, y: 0, t: 0 }];
  private step = 1;
  private skipped = 0;
  private last: TrackPoint = { x: 0, y: 0, t: 0 };

  /** @param startMs when it began, by the clock of the events */
  constructor(private readonly startMs: number) {}

  move(x: number, y: number, atMs: number): void {
    // A clock that goes back would be taken for a forgery.
    this.last = { x: Math.round(x), y: Math.round(y), t: Math.max(this.last.t, Math.round(atMs - this.startMs)) };
    if (++this.skipped < this.step) return;
    this.skipped = 0;
    this.points.push(this.last);
    if (this.points.length < MOST_POINTS) return;
    this.points = this.points.filter((_, index) => index % 2 === 0);
    this.step *= 2;
  }

  /**
   * A move that was heard only with a later one, as where the page is busy.
   * @param nextMs when that later one was
   */
  moveBetween(x: number, y: number, atMs: number, nextMs: number): void {
    const isApart = atMs - this.startMs - this.last.t >= LEAST_APART_MS && nextMs - atMs >= LEAST_APART_MS;
    if (isApart) this.move(x, y, atMs);
  }

  /** All of it, ending where the piece was let go. */
  end(x: number, y: number, atMs: number): TrackPoint[] {
    const end = { x: Math.round(x), y: Math.round(y), t: Math.max(this.last.t, Math.round(atMs - this.startMs)) };
    const before = this.points.at(-1);
    if (before && before.t === end.t) this.points.pop();
    return this.points.length === 0 ? [{ x: 0, y: 0, t: 0 }, end] : [...this.points, end];
  }
}
