import { useEffect } from 'react';
import { keys, queries } from '../../api/queries';
import { askLimits } from '../../api/session';
import type { ContainerEvent } from '../../api/types';
import { announce } from '../../lib/announce';
import { t } from '../../texts';
import { applyEvent, applyToRow, type Pages, type Row } from '../containers/model';
import { backoff, pause } from './backoff';
import { connection, noteAnswer } from './connection';
import { followEvents } from './stream';

function onEvent(event: ContainerEvent): void {
  queries.setQueryData<Pages>(keys.containers, (pages) => pages && applyEvent(pages, event));
  queries.setQueryData<Row>(keys.container(event.container_id), (row) => row && applyToRow(row, event));
  void queries.invalidateQueries({ queryKey: keys.timeline(event.container_id) });
  if (event.previous !== event.status) announce(t.container.changed(event.name, t.status[event.status]));
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

/** Keeps all that the pages show up to date, for as long as the page is there. */
export function useLive(): void {
  useEffect(() => {
    const life = new AbortController();
    void followEvents({ onEvent, onResync }, life.signal);

    let isWaiting = false;
    const stop = connection.subscribe(() => {
      if (connection.get() === 'up') {
        void queries.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
      } else if (!isWaiting) {
        isWaiting = true;
        void waitForAnswer(life.signal).finally(() => {
          isWaiting = false;
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
  }, []);
}
