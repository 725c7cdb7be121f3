import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { api } from '../../api/calls';
import { ProblemError, UnreachableError } from '../../api/problems';
import { keys, queries } from '../../api/queries';
import type { Container } from '../../api/types';
import { deleteAndLeave, deleteSoon, deletions, keep, takeUpAgain, UNDO_MS } from './deletions';
import type { Row } from './model';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  queries.clear();
});

const status = (): string | undefined => queries.getQueryData<Row>(keys.container('a'))?.status;

test('what is gone when its ten seconds are over stays gone, and is not said to be going', async () => {
  const remove = vi.spyOn(api, 'remove').mockResolvedValue({} as never);
  queries.setQueryData(keys.container('a'), { id: 'a', status: 'running' } as Row);
  deleteSoon('a');
  queries.setQueryData(keys.container('a'), { id: 'a', status: 'deleted' } as Row);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect([status(), remove.mock.calls.length]).toEqual(['deleted', 0]);
});

test('what is there is deleted when its ten seconds are over, and not before', async () => {
  const remove = vi.spyOn(api, 'remove').mockResolvedValue({} as never);
  queries.setQueryData(keys.container('a'), { id: 'a', status: 'running' } as Row);
  deleteSoon('a');
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect([status(), remove.mock.calls.length]).toEqual(['running', 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect([status(), remove.mock.calls.length]).toEqual(['deleting', 1]);
});

describe('a page that is left while a deletion can be taken back', () => {
  const stored = new Map<string, string>();
  const isToBeDeleted = (): boolean => deletions.get().has('a');
  beforeEach(() => {
    stored.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    });
  });
  afterEach(() => {
    keep('a');
    vi.unstubAllGlobals();
  });

  test('has it deleted at once, once', async () => {
    const remove = vi.spyOn(api, 'remove').mockResolvedValue({} as never);
    deleteSoon('a');
    deleteAndLeave();
    await vi.advanceTimersByTimeAsync(UNDO_MS);
    expect(remove.mock.calls).toEqual([['a', null, true]]);
  });

  test('and come back to does nothing more when it was, and asks nothing when nothing was to be deleted', async () => {
    vi.spyOn(api, 'remove').mockResolvedValue({} as never);
    const look = vi.spyOn(api, 'container').mockResolvedValue({ status: 'deleting' } as Container);
    for (const answer of [{ status: 'deleting' }, { status: 'deleted' }, null]) {
      if (answer) look.mockResolvedValueOnce(answer as Container);
      else look.mockRejectedValueOnce(new ProblemError({ type: '/problems/not-found', title: 'No', status: 404 } as never, null));
      deleteSoon('a');
      deleteAndLeave();
      await takeUpAgain();
      expect(isToBeDeleted()).toBe(false);
    }
    await takeUpAgain();
    expect(look).toHaveBeenCalledTimes(3);
  });

  test('and come back to begins again when it was not, so that it can be taken back, and is deleted', async () => {
    const no = new ProblemError({ type: '/problems/captcha-required', title: 'No', status: 403 } as never, null);
    for (const found of [async () => ({ status: 'running' }) as Container, () => Promise.reject(new UnreachableError('away'))]) {
      const remove = vi
        .spyOn(api, 'remove')
        .mockRejectedValueOnce(no)
        .mockResolvedValue({} as never);
      vi.spyOn(api, 'container').mockImplementationOnce(found);
      deleteSoon('a');
      deleteAndLeave();
      await takeUpAgain();
      expect(isToBeDeleted()).toBe(true);
      await vi.advanceTimersByTimeAsync(UNDO_MS);
      expect(remove.mock.lastCall).toEqual(['a', null]);
      remove.mockReset();
    }
  });

  test('where nothing can be stored has it deleted all the same', () => {
    const remove = vi.spyOn(api, 'remove').mockResolvedValue({} as never);
    vi.stubGlobal('sessionStorage', undefined);
    deleteSoon('a');
    deleteAndLeave();
    expect(remove).toHaveBeenCalledTimes(1);
  });
});
