import { createStore } from '../../lib/store';

/** Whether answers come: `offline` when the browser has no network, `down` when it has and Sprout is silent. */
export type Connection = 'up' | 'down' | 'offline';

const initial: Connection = typeof navigator !== 'undefined' && navigator.onLine === false ? 'offline' : 'up';

export const connection = createStore<Connection>(initial);

/** Notes that an answer came, or that none did. */
export function noteAnswer(came: boolean): void {
  connection.set(came ? 'up' : navigator.onLine === false ? 'offline' : 'down');
}
