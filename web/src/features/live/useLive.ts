import { useEffect } from 'react';
import { keys, queries } from '../../api/queries';
import { askLimits } from '../../api/session';
import type { ContainerEvent } from '../../api/types';
import { announce } from '../../lib/announce';
import { now } from '../../lib/now';
import { t } from '../../texts';
import { keep } from '../containers/deletions';
import { applyEvent, applyToRow, isPending, type Pages, type Row, rowsOf } from '../containers/model';
import { deniedUntil } from '../limits/rateLimits';
import { backoff, pause } from './backoff';
import { connection, noteAnswer } from './connection';
import { isSeen } from './seen';
import { followEvents } from './stream';

function onEvent(event: ContainerEvent): void {
  queries.setQueryData<Pages>(keys.containers, (pages) => pages && applyEvent(pages, event));
  queries.setQueryData<Row>(keys.container(event.container_id), (row) => row && applyToRow(row, event));
  void queries.invalidateQueries({ queryKey: keys.timeline(event.container_id) });
  if (event.previous !== event.status) announce(t.container.changed(event.name, t.status[event.status]));
  // What goes already can't be kept.
  if (event.status === 'deleting' || event.status === 'deleted') keep(event.container_id);
  // A place was taken or became free.
  if (event.previous !== event.status) void queries.invalidateQueries({ queryKey: keys.options });
}

function onResync(): void {
  void queries.invalidateQueries();
}

/** Asks until somebody answers. What costs nothing is asked. */
async function waitForAnswer(signal: AbortSignal): Promise<void> {
  for (let tries = 3; !signal.aborted && connection.get() !== 'up'; tries++) {
    await pause(backoff(tries), signal);
    if (!signal.aborted && connection.get() !== 'up') await askLimits().catch(() => undefined);
  }
}

// How often a tab that nobody looks at is asked whether it still waits for something.
const WAITING_MS = 60_000;

const isWaiting = (): boolean => rowsOf(queries.getQueryData<Pages>(keys.containers)).some((row) => isPending(row.status));

/** Follows the events while somebody looks, or something is on its way; goes on where it stopped. */
function followWhileSeen(): () => void {
  let life: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    if (life) return;
    life = new AbortController();
    void followEvents({ onEvent, onResync }, life.signal);
  };
  const stop = () => {
    life?.abort();
    life = null;
  };
  const stopUnlessWaiting = () => {
    if (isWaiting()) timer = setTimeout(stopUnlessWaiting, WAITING_MS);
    else stop();
  };
  start();
  const unsubscribe = isSeen.subscribe(() => {
    clearTimeout(timer);
    if (isSeen.get()) start();
    else stopUnlessWaiting();
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
    stop();
  };
}

const askAgainWhatFailed = () => queries.invalidateQueries({ predicate: (query) => query.state.status === 'error' });

/** When requests are let through again, what was refused is asked again. */
function followDenials(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = deniedUntil.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void askAgainWhatFailed(), Math.max(0, deniedUntil.get() - now()));
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** When nobody answers, asks until somebody does. */
function followConnection(): () => void {
  const life = new AbortController();
  let isAsking = false;
  const stop = connection.subscribe(() => {
    if (connection.get() === 'up') {
      announce(t.live.back);
      void askAgainWhatFailed();
    } else if (!isAsking) {
      isAsking = true;
      void waitForAnswer(life.signal).finally(() => {
        isAsking = false;
      });
    }
  });
  const offline = () => noteAnswer(false);
  const online = () => void askLimits().catch(() => undefined);
  addEventListener('offline', offline);
  addEventListener('online', online);
  return () => {
    life.abort();
    stop();
    removeEventListener('offline', offline);
    removeEventListener('online', online);
  };
}

/** Keeps all that the pages show up to date, for as long as the page is there. */
export function useLive(): void {
  useEffect(() => {
    const ends = [followWhileSeen(), followDenials(), followConnection()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
}
