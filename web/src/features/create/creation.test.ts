import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '../../api/calls';
import { ProblemError, UnreachableError } from '../../api/problems';
import { keys, queries } from '../../api/queries';
import type { Container } from '../../api/types';
import { type Pages, rowsOf } from '../containers/model';
import { create, creation, isArrived } from './creation';

const made = { id: 'a', name: 'grown', image: 'nginx:latest', status: 'pending', version: 1, created_at: '2026-05-04T12:00:00Z' };
const rows = () => rowsOf(queries.getQueryData<Pages>(keys.containers));

beforeEach(() => {
  vi.useFakeTimers();
  queries.setQueryData<Pages>(keys.containers, { pages: [{ items: [], next_cursor: null }], pageParams: [null] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  queries.clear();
});

test('an answer that got lost is asked for again, with the same key', async () => {
  const ask = vi.spyOn(api, 'create').mockRejectedValueOnce(new UnreachableError('lost'));
  ask.mockResolvedValueOnce(made as Container);
  const answer = create({}, 'key', 'nginx:latest');
  await vi.advanceTimersByTimeAsync(0);
  expect(creation.get()).toMatchObject({ name: null, image: 'nginx:latest' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toBe(made);
  expect(ask.mock.calls).toEqual([
    [{}, 'key'],
    [{}, 'key'],
  ]);
  expect([creation.get(), rows().map(({ id }) => id)]).toEqual([null, ['a']]);
});

test('a no is no, at once, and what was shown is taken back', async () => {
  const no = new ProblemError({ type: '/problems/validation', title: 'No', status: 400 } as never, null);
  const ask = vi.spyOn(api, 'create').mockRejectedValue(no);
  await expect(create({ image: 'Not An Image' }, 'key', 'nginx:latest')).rejects.toBe(no);
  expect([ask.mock.calls.length, creation.get(), rows()]).toEqual([1, null, []]);
});

test('where nobody answers it is given up after three tries', async () => {
  const ask = vi.spyOn(api, 'create').mockRejectedValue(new UnreachableError('away'));
  const answer = expect(create({}, 'key', 'nginx:latest')).rejects.toThrow(UnreachableError);
  await vi.advanceTimersByTimeAsync(60_000);
  await answer;
  expect([ask.mock.calls.length, creation.get()]).toEqual([3, null]);
});

test('what an event told of sooner is not shown twice', () => {
  const shown = { name: null, image: 'nginx:latest', startedAt: 0, known: new Set(['before']) };
  expect(isArrived(shown, [{ id: 'before', image: 'nginx:latest' }])).toBe(false);
  expect(isArrived(shown, [{ id: 'a', image: 'nginx:latest' }])).toBe(true);
});
