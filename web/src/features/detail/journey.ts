import type { Failure, TimelineEvent } from '../../api/types';
import type { Row } from '../containers/model';

/** One line of the journey that is shown. */
export interface Step {
  event: string;
  /** null for what is still to come. */
  at: number | null;
  /** How long it took to come here from the step before, in milliseconds. */
  tookMs: number | null;
  failure: Failure | null;
}

const way = ['requested', 'applied', 'scheduled', 'pulled', 'ready'];

/** What happened, the oldest first; and, of a container that is on its way, what is still to come. */
export function journeyOf(row: Row, events: readonly TimelineEvent[] | undefined): Step[] {
  const known = inOrder(events && events.length > 0 ? events : fromRow(row));
  const steps = known.map((event, index): Step => {
    const before = known[index - 1];
    const at = Date.parse(event.at);
    return { event: event.event, at, tookMs: before ? at - Date.parse(before.at) : null, failure: event.failure };
  });
  if (row.status !== 'pending') return steps;
  // Whose pod was lost begins anew.
  const lost = known.findLastIndex(({ event }) => event === 'pod_lost');
  const furthest = Math.max(lost < 0 ? -1 : 0, ...known.slice(lost + 1).map((event) => way.indexOf(event.event)));
  return [...steps, ...way.slice(furthest + 1).map((event): Step => ({ event, at: null, tookMs: null, failure: null }))];
}

// Kubernetes may have a node for a pod before the answer that it was applied has come back, which is when that is written down. It was before, all the same.
function inOrder(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const applied = events.findIndex(({ event }) => event === 'applied');
  const after = events.findIndex(({ event }) => event !== 'requested');
  const [step, next] = [events[applied], events[after]];
  if (!step || !next || after >= applied) return events;
  return events.toSpliced(applied, 1).toSpliced(after, 0, { ...step, at: next.at, elapsed_ms: next.elapsed_ms });
}

// What the container itself says, until its timeline is there.
function fromRow(row: Row): TimelineEvent[] {
  const created = Date.parse(row.created_at);
  const step = (event: 'requested' | 'ready', at: string): TimelineEvent => ({
    event,
    at,
    elapsed_ms: Date.parse(at) - created,
    failure: null,
    expires_at: null,
  });
  return [step('requested', row.created_at), ...(row.ready_at ? [step('ready', row.ready_at)] : [])];
}
