import { now } from '../../lib/now';
import { deniedUntil } from '../limits/rateLimits';
import { liveState } from './stream';

// A visitor has 100 requests in 15 minutes, and wants most of them for other things.
const POLL_MS = 30_000;

/** How often to ask again, in milliseconds, while the stream is away; not before requests are let through again. */
export function usePollInterval(): number | false {
  const denied = deniedUntil.use();
  return liveState.use() === 'polling' ? Math.max(POLL_MS, denied - now()) : false;
}
