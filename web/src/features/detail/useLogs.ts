import { useEffect, useState } from 'react';
import { send } from '../../api/http';
import { ProblemError } from '../../api/problems';
import { session } from '../../api/session';
import type { ContainerStatus } from '../../api/types';
import { endpoints } from '../../paths';
import { backoff, pause } from '../live/backoff';
import { whenSeen, whileSeen } from '../live/seen';
import { LogBuffer, type LogLine } from './logBuffer';

export type LogState = 'connecting' | 'streaming' | 'reconnecting' | 'ended' | 'not-started' | 'none' | 'failed';

export interface Logs {
  lines: readonly LogLine[];
  dropped: number;
  state: LogState;
  error: unknown;
}

const nothing: Logs = { lines: [], dropped: 0, state: 'connecting', error: null };

// Enough to fill the buffer, and no more.
const TAIL = 10_000;

// Between two runs of one container, at least and at most: it is started again in its own time, and each look is a request.
const LEAST_BETWEEN_RUNS_MS = 5000;
const MOST_BETWEEN_RUNS_MS = 60_000;

const states: Record<string, LogState> = {
  '/problems/logs-not-started': 'not-started',
  '/problems/no-previous-logs': 'none',
  '/problems/no-logs': 'none',
  '/problems/not-found': 'none',
};

/** Where all of a log can be had as a file. */
export const logFile = (id: string, previous: boolean): string =>
  `${endpoints.logs(id)}?timestamps=true${previous ? '&previous=true' : ''}`;

function streamPath(id: string, previous: boolean, follow: boolean, since: string | null): string {
  const query = new URLSearchParams({ timestamps: 'true', ...(since ? { since } : { tail: String(TAIL) }) });
  if (previous) query.set('previous', 'true');
  else if (follow) query.set('follow', 'true');
  return `${endpoints.logs(id)}?${query}`;
}

/** A container's log, as it is written. A stream that breaks is resumed where it broke. */
export function useLogs(id: string, status: ContainerStatus | undefined, previous: boolean): Logs {
  const [logs, setLogs] = useState<Logs>(nothing);
  const isLiving = status === 'pending' || status === 'running';
  useEffect(() => {
    if (status === undefined) return;
    const life = new AbortController();
    setLogs(nothing);
    void follow(id, previous, isLiving, setLogs, life.signal);
    return () => life.abort();
    // Each step of its life may have begun or ended a log.
  }, [id, previous, isLiving, status]);
  return logs;
}

/** Reads until the signal, or until there is no more to come; `show` is given what there is. */
export async function follow(
  id: string,
  previous: boolean,
  isLiving: boolean,
  show: (logs: Logs) => void,
  signal: AbortSignal,
): Promise<void> {
  const buffer = new LogBuffer();
  let frame = 0;
  const tell = (state: LogState, error: unknown = null) => {
    cancelAnimationFrame(frame);
    // At most once per picture, however many pieces come.
    frame = requestAnimationFrame(() => {
      if (!signal.aborted) show({ lines: [...buffer.lines], dropped: buffer.dropped, state, error });
    });
  };
  for (let tries = 0; !signal.aborted; tries++) {
    await whenSeen(signal);
    const seen = whileSeen();
    const newest = buffer.lines.at(-1);
    try {
      await session();
      const path = streamPath(id, previous, isLiving, buffer.resumeTime);
      const response = await send('GET', path, { signal: AbortSignal.any([signal, seen]), isStream: true });
      buffer.resume();
      tell('streaming');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) break;
        buffer.push(value ?? '');
        if (buffer.lines.at(-1) !== newest) tries = 0;
        tell('streaming');
      }
      buffer.end();
      if (previous || !isLiving) return tell('ended');
      // The end of a run: what crashed is started again, and then says more.
      tell('streaming');
      await pause(Math.min(MOST_BETWEEN_RUNS_MS, LEAST_BETWEEN_RUNS_MS * 2 ** tries), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (seen.aborted) {
        tries = -1;
        continue;
      }
      const known = error instanceof ProblemError ? states[error.problem.type] : undefined;
      if (known === 'none') return tell('none');
      const wait = error instanceof ProblemError ? error.retryAfterSeconds : null;
      if (error instanceof ProblemError && wait === null) return tell('failed', error);
      tell(known ?? (buffer.lines.length > 0 ? 'reconnecting' : tries > 2 ? 'failed' : 'connecting'), error);
      // What has not started says so by an event; asking again is for the case that the event does not come.
      await pause(known === 'not-started' ? 10_000 : wait === null ? backoff(tries + 1) : wait * 1000, signal);
    }
  }
}
