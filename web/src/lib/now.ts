import { useSyncExternalStore } from 'react';
import { createStore } from './store';

/** By how many milliseconds the server's clock is ahead of ours; an answer's Date is in whole seconds, so small differences are none. */
const skew = createStore(0);
const LEAST_SKEW_MS = 3000;

export function noteServerTime(date: string | null): void {
  const difference = date ? Date.parse(date) - Date.now() : Number.NaN;
  if (!Number.isNaN(difference)) skew.set(Math.abs(difference) < LEAST_SKEW_MS ? 0 : difference);
}

/** Now by the server's clock, in milliseconds since 1970. */
export const now = (): number => Date.now() + skew.get();

const TICK_MS = 1000;
const listeners = new Set<() => void>();
const floor = (): number => Math.floor(now() / TICK_MS) * TICK_MS;
let tick = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    tick = floor();
    timer = setInterval(() => {
      tick = floor();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const second = (): number => (timer === undefined ? floor() : tick);

/** Now, to the second: one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, second, second);
}
