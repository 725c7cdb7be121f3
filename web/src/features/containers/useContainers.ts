import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../api/calls';
import { keys, queries } from '../../api/queries';
import type { Container } from '../../api/types';
import { usePollInterval } from '../live/polling';
import { eventsSince, journalPosition, liveState } from '../live/stream';
import { applyToRow, mergeFresh, type Pages, type Row, reconcile, rowsOf, toPage, upsert } from './model';

const cached = (): Pages | undefined => queries.getQueryData<Pages>(keys.containers);

// When the reading of the list began that is under way or was the last. All pages of it have one signal.
const reading: { signal: AbortSignal | null; since: number } = { signal: null, since: 0 };

async function readPage(cursor: string | null, signal: AbortSignal): Promise<Pages['pages'][number]> {
  const since = journalPosition();
  if (signal !== reading.signal) Object.assign(reading, { signal, since });
  const page = toPage(await api.containers(cursor, signal));
  return reconcile(page, rowsOf(cached()), eventsSince(since), cursor === null);
}

/** The visitor's containers, newest first. Asked for once the stream is open or cannot be, so that nothing falls between the two. */
export function useContainers() {
  const state = liveState.use();
  const query = useInfiniteQuery({
    queryKey: keys.containers,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    // What is written is the list as it was when the reading began, and the pages that were read: events may have come meanwhile.
    structuralSharing: (before, fresh) => mergeFresh(before as Pages | undefined, fresh as Pages, eventsSince(reading.since)),
    getNextPageParam: (last) => last.next_cursor,
    enabled: state !== 'connecting',
    refetchInterval: usePollInterval(),
  });
  return { ...query, rows: rowsOf(query.data) };
}

/** One container: from the list at once where it is there, and asked for when the list does not say all of it. */
export function useContainer(id: string) {
  const state = liveState.use();
  return useQuery<Row>({
    queryKey: keys.container(id),
    queryFn: async ({ signal }) => overtaken(await api.container(id, signal)),
    placeholderData: () => rowsOf(cached()).find((row) => row.id === id),
    enabled: state !== 'connecting',
    refetchInterval: usePollInterval(),
  });
}

/** Puts what the API has answered where the pages see it. */
export function remember(container: Container): void {
  const newest = overtaken(container);
  queries.setQueryData<Pages>(keys.containers, (pages) => pages && upsert(pages, newest));
  queries.setQueryData<Row>(keys.container(container.id), (row) => (row && row.version > newest.version ? row : newest));
}

// An event may be quicker than the answer that it follows from: a small container runs before its creation is answered.
const overtaken = (container: Container): Row => eventsSince(0).reduce<Row>(applyToRow, container);
