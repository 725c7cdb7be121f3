import { api } from '../../api/calls';
import { ProblemError } from '../../api/problems';
import { keys, queries } from '../../api/queries';
import { createStore } from '../../lib/store';
import { t } from '../../texts';
import { complain } from '../../ui/complain';
import { isOver, type Pages, type Row, rowsOf } from './model';

/** How long a deletion can be taken back. */
export const UNDO_MS = 10_000;

/** When what is to be deleted is, by id, in milliseconds by our own clock. Nothing has been sent yet, so taking it back costs nothing. */
export const deletions = createStore<ReadonlyMap<string, number>>(new Map());

const timers = new Map<string, ReturnType<typeof setTimeout>>();

const forget = (id: string): void => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  deletions.set((all) => new Map([...all].filter(([other]) => other !== id)));
};

/** When a container is to be deleted; undefined when it is not, or is going already and so can't be kept. */
export function useDeletion(row: Row): number | undefined {
  const at = deletions.use().get(row.id);
  return isOver(row.status) ? undefined : at;
}

/** Deletes a container in ten seconds. */
export function deleteSoon(id: string): void {
  if (deletions.get().has(id)) return;
  deletions.set((all) => new Map(all).set(id, Date.now() + UNDO_MS));
  timers.set(
    id,
    setTimeout(() => void deleteNow(id), UNDO_MS),
  );
}

/** The button that deletes a container, for who comes back to it. */
export const deleteButtonId = (id: string): string => `delete-${id}`;

/** Takes it back. */
export const keep = (id: string): void => forget(id);

/** What asks for a captcha where deleting wants one; the page sets it. */
export const captchaForDeletion: { ask: (() => Promise<string | null>) | null } = { ask: null };

async function deleteNow(id: string, captchaToken: string | null = null): Promise<void> {
  forget(id);
  const before = statusOf(id);
  // It went by itself, or another tab was quicker: no event would follow, and the page would say for ever that it is being deleted.
  if (isOver(before)) return;
  setStatus(id, 'deleting');
  try {
    await api.remove(id, captchaToken);
  } catch (error) {
    if (before && statusOf(id) === 'deleting') setStatus(id, before);
    if (error instanceof ProblemError && error.is('captchaRequired') && captchaForDeletion.ask) {
      const token = await captchaForDeletion.ask();
      if (token) await deleteNow(id, token);
      return;
    }
    complain(t.errors.remove, error, () => void deleteNow(id));
  }
}

const statusOf = (id: string): Row['status'] | undefined =>
  (
    rowsOf(queries.getQueryData<Pages>(keys.containers)).find((row) => row.id === id) ??
    queries.getQueryData<Row>(keys.container(id))
  )?.status;

// Without a new version, so that whatever the server says next is news.
function setStatus(id: string, status: Row['status']): void {
  const change = (row: Row): Row => (row.id === id ? { ...row, status } : row);
  queries.setQueryData<Pages>(
    keys.containers,
    (pages) => pages && { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map(change) })) },
  );
  queries.setQueryData<Row>(keys.container(id), (row) => row && change(row));
}

const LEFT = 'sprout.left';

function leave(ids: readonly string[]): void {
  try {
    if (ids.length > 0) sessionStorage.setItem(LEFT, JSON.stringify(ids));
  } catch {
    // Storage may be forbidden; then nobody looks whether what is sent below was done.
  }
}

function left(): string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(LEFT) ?? '[]');
    sessionStorage.removeItem(LEFT);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * Who leaves the page has decided, and was told so: what was to be deleted is, now, and not forgotten. Nobody hears the answer any more, so who comes
 * back, as by a reload, has it looked for.
 */
export function deleteAndLeave(): void {
  const ids = [...timers.keys()];
  leave(ids);
  for (const id of ids) {
    forget(id);
    void api.remove(id, null, true).catch(() => undefined);
  }
}

/** What was to be deleted when the page was left and is there nevertheless, for a captcha was wanted or nobody answered, is deleted in ten seconds. */
export async function takeUpAgain(): Promise<void> {
  await Promise.all(
    left().map(async (id) => {
      const status = await api.container(id).then(
        (container) => container.status,
        (error: unknown) => (error instanceof ProblemError && error.is('notFound') ? 'deleted' : null),
      );
      if (!isOver(status)) deleteSoon(id);
    }),
  );
}

if (typeof window !== 'undefined') {
  addEventListener('pagehide', deleteAndLeave);
  // Also what comes back as it was left, without having been loaded again.
  addEventListener('pageshow', () => void takeUpAgain());
}
