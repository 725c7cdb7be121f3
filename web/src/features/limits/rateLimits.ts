import { now } from '../../lib/now';
import { createStore } from '../../lib/store';

/** What is left of the requests that one may send, by the limit that is nearest. */
export interface RateLimits {
  limit: number;
  remaining: number;
  /** When there are more, in milliseconds since 1970. */
  resetsAt: number;
}

/** null where nothing is limited, or nothing is known yet. */
export const rateLimits = createStore<RateLimits | null>(null);

/** Until when requests are refused, in milliseconds since 1970; 0 when they are not. */
export const deniedUntil = createStore(0);

/** Reads `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11): of several the one of which least is left. */
export function parseRateLimit(policy: string | null, state: string | null, at: number): RateLimits | null {
  const limits = new Map<string, number>();
  for (const match of (policy ?? '').matchAll(/"([^"]+)"[^,]*?;q=(\d+)/g)) limits.set(match[1] as string, Number(match[2]));
  let nearest: RateLimits | null = null;
  for (const match of (state ?? '').matchAll(/"([^"]+)";r=(\d+);t=(\d+)/g)) {
    const limit = limits.get(match[1] as string);
    const remaining = Number(match[2]);
    if (limit !== undefined && (nearest === null || remaining < nearest.remaining))
      nearest = { limit, remaining, resetsAt: at + Number(match[3]) * 1000 };
  }
  return nearest;
}

export function noteRateLimit(headers: Headers): void {
  const read = parseRateLimit(headers.get('RateLimit-Policy'), headers.get('RateLimit'), now());
  if (read) rateLimits.set(read);
}

export function noteDenial(retryAfterSeconds: number | null): void {
  deniedUntil.set(now() + (retryAfterSeconds ?? 10) * 1000);
}
