const FIRST_MS = 250;
const MOST_MS = 15_000;

/** How long to wait before the n-th try (from 0) after a failure, in milliseconds: doubling, with a random half so that not everybody comes at once. */
export function backoff(tries: number, random: () => number = Math.random): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(tries, 16));
  return whole / 2 + (random() * whole) / 2;
}

/** Waits, or until the signal; never throws. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
