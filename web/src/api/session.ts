import { rateLimits } from '../features/limits/rateLimits';
import { now } from '../lib/now';
import { endpoints } from '../paths';
import { send } from './http';
import type { RateLimit } from './types';

let first: Promise<void> | undefined;

/**
 * Waits for one answer. The first one gives a new browser the cookie that makes it a visitor; two first requests at once would make two. Asking for
 * the limits costs nothing.
 */
export function session(): Promise<void> {
  first ??= askLimits().catch((error: unknown) => {
    first = undefined;
    throw error;
  });
  return first;
}

/** Asks how many requests are left. */
export async function askLimits(): Promise<void> {
  const answer = (await (await send('GET', endpoints.rateLimit)).json()) as RateLimit;
  rateLimits.set(
    answer.limit == null || answer.remaining == null
      ? null
      : { limit: answer.limit, remaining: answer.remaining, resetsAt: now() + answer.reset_in_seconds * 1000 },
  );
}
