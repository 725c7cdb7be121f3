import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../api/types';
import type { Row } from '../containers/model';
import { journeyOf } from './journey';

const at = (ms: number) => new Date(Date.UTC(2026, 4, 4, 12) + ms).toISOString();
const row = (status: Row['status']) => ({ status, created_at: at(0), ready_at: null }) as Row;
const events = (...steps: [TimelineEvent['event'], number][]): TimelineEvent[] =>
  steps.map(([event, ms]) => ({ event, at: at(ms), elapsed_ms: ms, failure: null, expires_at: null }));
const shown = (status: Row['status'], ...steps: [TimelineEvent['event'], number][]) =>
  journeyOf(row(status), events(...steps)).map(({ event, tookMs }) => [event, tookMs]);

test('each step says how long it took', () =>
  expect(shown('running', ['requested', 0], ['applied', 50], ['scheduled', 80], ['ready', 300])).toEqual([
    ['requested', null],
    ['applied', 50],
    ['scheduled', 30],
    ['ready', 220],
  ]));

test('what is still to come stands after what was', () =>
  expect(shown('pending', ['requested', 0], ['applied', 50])).toEqual([
    ['requested', null],
    ['applied', 50],
    ['scheduled', null],
    ['pulled', null],
    ['ready', null],
  ]));

test('a container that was quicker than the answer about it was applied first all the same', () =>
  expect(shown('running', ['requested', 0], ['scheduled', 40], ['pulled', 60], ['applied', 70], ['ready', 90])).toEqual([
    ['requested', null],
    ['applied', 40],
    ['scheduled', 0],
    ['pulled', 20],
    ['ready', 30],
  ]));

test('a container that lost its pod goes its way again', () =>
  expect(
    shown('pending', ['requested', 0], ['applied', 50], ['scheduled', 80], ['pulled', 90], ['pod_lost', 100], ['scheduled', 120])
      .slice(5)
      .map(([event]) => event),
  ).toEqual(['scheduled', 'pulled', 'ready']));
