import type { Container, ContainerEvent, ContainerPage, ContainerStatus } from '../../api/types';

/** A container as the page knows it: an event that told of it did not say its port. */
export type Row = Omit<Container, 'port'> & { port: number | null };

/** The pages of the list, newest first, as TanStack Query keeps them. */
export interface Pages {
  pages: { items: Row[]; next_cursor: string | null }[];
  pageParams: (string | null)[];
}

export const toPage = (page: ContainerPage): Pages['pages'][number] => ({
  items: page.items,
  next_cursor: page.next_cursor ?? null,
});

/** Whether it takes a place: it is there, or about to be. */
export const isActive = (status: ContainerStatus): boolean => status !== 'deleted' && status !== 'failed';

/** Whether it is on its way somewhere, so that somebody may be waiting. */
export const isPending = (status: ContainerStatus): boolean => status === 'pending';

/** All rows, each once: one that an event told of may come again on a page that is read later. */
export function rowsOf(pages: Pick<Pages, 'pages'> | undefined): Row[] {
  const rows = pages?.pages.flatMap((page) => page.items) ?? [];
  const ids = new Set<string>();
  return rows.filter(({ id }) => !ids.has(id) && ids.add(id));
}

function rowOf(event: ContainerEvent, before: Row | undefined): Row {
  return {
    id: event.container_id,
    name: event.name,
    image: event.image,
    port: before?.port ?? null,
    status: event.status,
    url: event.url,
    created_at: before?.created_at ?? event.at,
    expires_at: event.expires_at,
    ready_at: readyAt(event, before),
    namespace: before?.namespace ?? '',
    stage: event.stage ?? before?.stage ?? 'requested',
    waiting_for: event.waiting_for ?? null,
    version: event.version,
    failure: event.failure,
  };
}

// When it became ready is known of what was seen to begin; of what was not, neither its beginning is known, nor whether this event was the one.
function readyAt(event: ContainerEvent, before: Row | undefined): string | null {
  if (event.status === 'pending') return null;
  return before?.ready_at ?? (before?.status === 'pending' && event.status === 'running' ? event.at : null);
}

/** The row after an event; the same row when the event is old news. */
export function applyToRow(row: Row, event: ContainerEvent): Row {
  return event.container_id === row.id && event.version > row.version ? rowOf(event, row) : row;
}

/** The list after an event. One that nobody knew yet is put first, unless its life is over already. */
export function applyEvent(pages: Pages, event: ContainerEvent): Pages {
  const known = rowsOf(pages).find((row) => row.id === event.container_id);
  if (!known) return event.status === 'deleted' ? pages : insert(pages, rowOf(event, undefined));
  if (event.version <= known.version) return pages;
  return mapRows(pages, (row) => applyToRow(row, event));
}

/** The list with a row as an answer of the API has it; older answers change nothing. */
export function upsert(pages: Pages, row: Row): Pages {
  const known = rowsOf(pages).find((other) => other.id === row.id);
  if (!known) return insert(pages, row);
  // An answer says more than an event of the same version, such as the port.
  return known.version > row.version ? pages : mapRows(pages, (other) => (other.id === row.id ? row : other));
}

/**
 * A page that was read, made true by what came meanwhile: a row that is known in a later version stays as it is known, and events that came while the
 * page was on its way are applied to it.
 */
export function reconcile(
  page: Pages['pages'][number],
  known: readonly Row[],
  events: readonly ContainerEvent[],
  isFirst: boolean,
): Pages['pages'][number] {
  const byId = new Map(known.map((row) => [row.id, row]));
  const items = page.items.map((row) => {
    const other = byId.get(row.id);
    return other && other.version > row.version ? { ...other, port: other.port ?? row.port } : row;
  });
  let pages: Pages = { pages: [{ ...page, items }], pageParams: [null] };
  for (const event of events) if (isFirst || items.some((row) => row.id === event.container_id)) pages = applyEvent(pages, event);
  return pages.pages[0] ?? page;
}

/** The whole list as it was read, made true by what was known before and by what has come since the reading began. */
export function mergeFresh(before: Pages | undefined, fresh: Pages, events: readonly ContainerEvent[]): Pages {
  const known = new Map(rowsOf(before).map((row) => [row.id, row]));
  const newest = mapRows(fresh, (row) => {
    const other = known.get(row.id);
    return other && other.version > row.version ? { ...other, port: other.port ?? row.port } : row;
  });
  return events.reduce(applyEvent, newest);
}

const mapRows = (pages: Pages, change: (row: Row) => Row): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, items: page.items.map(change) })),
});

function insert(pages: Pages, row: Row): Pages {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  const at = first.items.findIndex((other) => other.created_at <= row.created_at);
  const items = [...first.items];
  items.splice(at < 0 ? items.length : at, 0, row);
  return { ...pages, pages: [{ ...first, items }, ...rest] };
}

/** Whether a container is gone or on its way out, which nothing takes back. */
export const isOver = (status: Row['status'] | null | undefined): boolean => status === 'deleted' || status === 'deleting';
