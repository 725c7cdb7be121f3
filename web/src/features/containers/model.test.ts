import { describe, expect, test } from 'vitest';
import type { ContainerEvent } from '../../api/types';
import { applyEvent, applyToRow, mergeFresh, type Pages, type Row, reconcile, rowsOf, upsert } from './model';

const row = (id: string, part: Partial<Row> = {}): Row => ({
  id,
  name: id,
  image: 'nginx:latest',
  port: 80,
  status: 'pending',
  stage: 'requested',
  waiting_for: null,
  url: 'http://x/',
  created_at: '2026-05-04T12:00:00Z',
  expires_at: '2026-05-05T12:00:00Z',
  ready_at: null,
  namespace: 'sprout',
  version: 1,
  failure: null,
  ...part,
});

const event = (id: string, part: Partial<ContainerEvent> = {}): ContainerEvent => ({
  container_id: id,
  event_type: 'container.running',
  name: id,
  image: 'nginx:latest',
  previous: 'pending',
  status: 'running',
  stage: 'ready',
  waiting_for: null,
  version: 2,
  at: '2026-05-04T12:00:02Z',
  url: 'http://x/',
  expires_at: '2026-05-05T12:00:00Z',
  failure: null,
  ...part,
});

const pages = (...items: Row[]): Pages => ({ pages: [{ items, next_cursor: null }], pageParams: [null] });

describe('an event', () => {
  test('changes the row that it tells of, and keeps what it does not say', () => {
    const [changed, other] = rowsOf(applyEvent(pages(row('a'), row('b')), event('a')));
    expect(changed).toMatchObject({
      status: 'running',
      version: 2,
      ready_at: '2026-05-04T12:00:02Z',
      port: 80,
      created_at: '2026-05-04T12:00:00Z',
    });
    expect(other).toEqual(row('b'));
  });

  test('that is old news changes nothing', () => {
    const before = pages(row('a', { version: 5, status: 'deleting' }));
    expect(applyEvent(before, event('a', { version: 5 }))).toBe(before);
    expect(applyEvent(before, event('a', { version: 4 }))).toBe(before);
  });

  test('of a container that nobody knew puts it where its age belongs', () => {
    const made = applyEvent(
      pages(row('b'), row('c', { created_at: '2026-05-04T11:00:00Z' })),
      event('a', { status: 'pending', at: '2026-05-04T12:30:00Z' }),
    );
    expect(rowsOf(made).map((each) => each.id)).toEqual(['a', 'b', 'c']);
  });

  test('of one that nobody knew does not say how soon it was ready, nor does what comes after', () => {
    const found = applyEvent(pages(), event('a'));
    const extended = applyEvent(found, event('a', { previous: 'running', version: 3, at: '2026-05-04T13:00:00Z' }));
    expect([found, extended].map((each) => rowsOf(each)[0])).toMatchObject([
      { status: 'running', ready_at: null },
      { version: 3, ready_at: null },
    ]);
    expect(
      rowsOf(upsert(extended, row('a', { status: 'running', version: 3, ready_at: '2026-05-04T12:00:02Z' })))[0]?.ready_at,
    ).toBe('2026-05-04T12:00:02Z');
  });

  test('of one that is gone, and that nobody knew, is not worth a row', () =>
    expect(rowsOf(applyEvent(pages(), event('a', { status: 'deleted' })))).toEqual([]));

  test('keeps when it was ready, whatever comes after', () => {
    const running = applyEvent(pages(row('a')), event('a'));
    const deleting = applyEvent(
      running,
      event('a', { status: 'deleting', previous: 'running', version: 3, at: '2026-05-04T13:00:00Z' }),
    );
    expect(rowsOf(deleting)[0]?.ready_at).toBe('2026-05-04T12:00:02Z');
  });

  test('finds its row on any page', () => {
    const two: Pages = {
      pages: [
        { items: [row('a')], next_cursor: 'x' },
        { items: [row('b')], next_cursor: null },
      ],
      pageParams: [null, 'x'],
    };
    expect(rowsOf(applyEvent(two, event('b')))[1]?.status).toBe('running');
  });
});

describe('an answer', () => {
  test('of the same version says more than the event did', () =>
    expect(rowsOf(upsert(pages(row('a', { port: null })), row('a', { port: 8080 })))[0]?.port).toBe(8080));
  test('that was overtaken by an event changes nothing', () => {
    const before = pages(row('a', { version: 3 }));
    expect(upsert(before, row('a', { version: 1 }))).toBe(before);
  });
  test('that is new comes first', () =>
    expect(rowsOf(upsert(pages(row('b')), row('a'))).map((each) => each.id)).toEqual(['a', 'b']));
});

test('an answer that its own events have overtaken is made true with them', () =>
  expect([event('b'), event('a', { version: 1 }), event('a')].reduce(applyToRow, row('a'))).toMatchObject({
    id: 'a',
    status: 'running',
    version: 2,
    port: 80,
  }));

describe('a list that was overtaken', () => {
  const page = (...items: Row[]) => ({ items, next_cursor: null });
  test('does not take back what an event said before it was asked for', () =>
    expect(reconcile(page(row('a')), [row('a', { version: 4, status: 'failed' })], [], true).items[0]?.status).toBe('failed'));
  test('has the events that came while it was on its way', () =>
    expect(reconcile(page(row('a')), [], [event('a')], true).items[0]?.status).toBe('running'));
  test('has containers that were made meanwhile, on its first page', () => {
    const made = event('b', { status: 'pending', version: 1, at: '2026-05-04T12:30:00Z' });
    expect(reconcile(page(row('a')), [], [made], true).items.map((each) => each.id)).toEqual(['b', 'a']);
    expect(reconcile(page(row('a')), [], [made], false).items.map((each) => each.id)).toEqual(['a']);
  });
});

describe('a list that is written as it was when its reading began', () => {
  const before = pages(row('b', { version: 3, status: 'running' }), row('a', { version: 4, status: 'failed' }));
  test('keeps what is known in a later version, and what came meanwhile', () => {
    const made = event('c', { status: 'pending', version: 1, at: '2026-05-04T12:30:00Z' });
    const fresh = mergeFresh(before, pages(row('b'), row('a')), [made]);
    expect(rowsOf(fresh).map(({ id, status }) => `${id} ${status}`)).toEqual(['c pending', 'b running', 'a failed']);
  });
  test('has what it was read with where that is as new', () =>
    expect(rowsOf(mergeFresh(before, pages(row('b', { version: 3, status: 'deleting' })), []))[0]?.status).toBe('deleting'));
});

test('a container that comes again on a later page is one', () =>
  expect(rowsOf({ pages: [pages(row('a')), pages(row('a'), row('b'))].flatMap((each) => each.pages) })).toHaveLength(2));
