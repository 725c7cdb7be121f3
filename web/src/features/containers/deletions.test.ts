import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '../../api/calls';
import { keys, queries } from '../../api/queries';
import { deleteSoon, UNDO_MS } from './deletions';
import type { Row } from './model';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
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
