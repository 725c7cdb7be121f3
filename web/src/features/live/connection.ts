import { createStore } from '../../lib/store';

/** Whether answers come: `offline` when the browser has no network, `down` when it has and Sprout is silent. */
export type Connection = 'up' | 'down' | 'offline';

export const connection = createStore<Connection>('up');
if (typeof navigator !== 'undefined' && navigator.onLine === false) connection.set('offline');

/** Notes that an answer came, or that none did. */
export function noteAnswer(came: boolean): void {
  connection.set(came ? 'up' : navigator.onLine === false ? 'offline' : 'down');
}
