import { createStore } from '../../lib/store';

// A browser has six connections to a host over HTTP/1.1, for all its tabs: those that nobody has looked at for this long give theirs back.
const UNSEEN_MS = 60_000;

/** Whether somebody looks at this tab, or has within the last minute. */
export const isSeen = createStore(true);

let look = new AbortController();

/** Ends once nobody has looked for a minute. */
export const whileSeen = (): AbortSignal => look.signal;

/** Waits until somebody looks, or until the signal; never throws. */
export function whenSeen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (isSeen.get() || signal.aborted) return resolve();
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = isSeen.subscribe(() => isSeen.get() && done());
    signal.addEventListener('abort', done);
  });
}

/** Notes that the tab was brought to the front, or put away. */
export function noteVisibility(isVisible: boolean): void {
  clearTimeout(timer);
  if (!isVisible) {
    timer = setTimeout(() => {
      look.abort();
      isSeen.set(false);
    }, UNSEEN_MS);
  } else if (!isSeen.get()) {
    look = new AbortController();
    isSeen.set(true);
  }
}
let timer: ReturnType<typeof setTimeout> | undefined;

if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => noteVisibility(document.visibilityState === 'visible'));
