import { send } from '../../api/http';
import { ProblemError } from '../../api/problems';
import { session } from '../../api/session';
import type { ContainerEvent } from '../../api/types';
import { createStore } from '../../lib/store';
import { endpoints } from '../../paths';
import { backoff, pause } from './backoff';
import { SseParser } from './sse';

/** `connecting` is the first try; `polling` says that the stream is away and lists are read again from time to time instead. */
export type LiveState = 'connecting' | 'live' | 'polling';

export const liveState = createStore<LiveState>('connecting');

/** What came lately, oldest first: a list that was asked for before and answered after is made true with it. */
export const journal = { events: [] as ContainerEvent[], dropped: 0 };
const JOURNAL_LENGTH = 500;

// The server sends a comment every 15 seconds; a connection that is silent for longer is dead, whatever the browser believes.
const SILENCE_MS = 40_000;

// How long the beginning of an answer may take, and from when on nobody is told that what they see is live.
const HEADER_MS = 15_000;
const LATE_MS = 4000;

// A stream that is refused again and again is asked for rarely: each time costs one of the visitor's requests.
const TRIES_BEFORE_REST = 5;
const REST_MS = 60_000;

// A connection that lasted this long was a good one.
const STEADY_MS = 2000;

export interface LiveHandlers {
  onEvent(event: ContainerEvent): void;
  /** Something may have been missed: list again. */
  onResync(): void;
}

// Where to go on, also after the page was away for a while.
let lastEventId: string | null = null;

/**
 * Follows the visitor's containers until the signal. A fetch and not an EventSource, which gives up for good on a 429, says nothing of silence, and
 * cannot be told where to resume.
 */
export async function followEvents(handlers: LiveHandlers, signal: AbortSignal): Promise<void> {
  let tries = 0;
  while (!signal.aborted) {
    const parser = new SseParser();
    parser.lastEventId = lastEventId;
    let [wait, isAnswered]: [number | null, boolean] = [null, false];
    let openedAt: number | null = null;
    try {
      await session();
      await readOnce(parser, lastEventId === null, handlers, signal, () => {
        openedAt = Date.now();
        isAnswered = true;
      });
    } catch (error) {
      isAnswered ||= error instanceof ProblemError;
      if (error instanceof ProblemError && error.retryAfterSeconds !== null) wait = error.retryAfterSeconds * 1000;
    }
    lastEventId = parser.lastEventId;
    if (signal.aborted) return;
    // One that ends as soon as it begins is no better than none: each try counts as a request.
    if (openedAt !== null && Date.now() - openedAt > STEADY_MS) tries = 0;
    // A cut that mends at once is not worth a word.
    if (tries > 0 || wait !== null) liveState.set('polling');
    const rest = isAnswered && tries >= TRIES_BEFORE_REST ? REST_MS : 0;
    await pause(Math.max(rest, wait ?? backoff(tries)), signal);
    tries++;
  }
}

async function readOnce(
  parser: SseParser,
  isNew: boolean,
  handlers: LiveHandlers,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<void> {
  const watchdog = new AbortController();
  const alive = AbortSignal.any([signal, watchdog.signal]);
  const path =
    parser.lastEventId === null
      ? endpoints.events
      : `${endpoints.events}?last_event_id=${encodeURIComponent(parser.lastEventId)}`;
  const timers = [setTimeout(() => watchdog.abort(), HEADER_MS), setTimeout(() => liveState.set('polling'), LATE_MS)];
  const response = await send('GET', path, {
    signal: alive,
    isStream: true,
    headers: { Accept: 'text/event-stream' },
  }).finally(() => {
    for (const timer of timers) clearTimeout(timer);
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  onOpen();
  // Lists wait for the first connection, so at first there is none that could be old.
  const isFirst = liveState.get() === 'connecting';
  liveState.set('live');
  if (isNew && !isFirst) handlers.onResync();
  for (;;) {
    const silence = setTimeout(() => watchdog.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    for (const { event, data } of parser.push(value)) {
      if (event === 'resync') handlers.onResync();
      else if (event.startsWith('container.')) take(JSON.parse(data) as ContainerEvent, handlers);
    }
  }
}

function take(event: ContainerEvent, handlers: LiveHandlers): void {
  journal.events.push(event);
  if (journal.events.length > JOURNAL_LENGTH) {
    journal.events.shift();
    journal.dropped++;
  }
  handlers.onEvent(event);
}

/** A place in the journal, from which `eventsSince` goes on. */
export const journalPosition = (): number => journal.dropped + journal.events.length;

export const eventsSince = (position: number): ContainerEvent[] => journal.events.slice(Math.max(0, position - journal.dropped));
