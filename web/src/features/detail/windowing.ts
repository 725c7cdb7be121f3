const SPARE = 20;

/** Which of many lines of one height can be seen, with some to spare on either side: from (with) to (without). */
export function windowOf(top: number, height: number, linePx: number, count: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(count, Math.floor(top / linePx) - SPARE));
  return { from, to: Math.min(count, Math.ceil((top + height) / linePx) + SPARE) };
}
