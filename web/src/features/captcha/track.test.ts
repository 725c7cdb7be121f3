import { expect, test } from 'vitest';
import { TrackRecorder } from './track';

test('a track begins where the piece was grasped and ends where it was let go', () => {
  const track = new TrackRecorder(1000);
  track.move(3.4, 0.6, 1010.2);
  track.move(9.8, -1.2, 1030);
  expect(track.end(12, -1, 1050)).toEqual([
    { x: 0, y: 0, t: 0 },
    { x: 3, y: 1, t: 10 },
    { x: 10, y: -1, t: 30 },
    { x: 12, y: -1, t: 50 },
  ]);
});

test('its time never goes back', () => {
  const track = new TrackRecorder(1000);
  track.move(1, 0, 1020);
  track.move(2, 0, 1015);
  const times = track.end(3, 0, 1010).map((point) => point.t);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('however long it is, it has at most 1,500 points, and its beginning and its end are there', () => {
  const track = new TrackRecorder(0);
  for (let t = 1; t <= 20_000; t++) track.move(t / 100, 0, t);
  const points = track.end(200, 0, 20_001);
  expect(points.length).toBeLessThanOrEqual(1500);
  expect(points.length).toBeGreaterThan(500);
  expect(points[0]).toEqual({ x: 0, y: 0, t: 0 });
  expect(points.at(-1)).toEqual({ x: 200, y: 0, t: 20_001 });
});

test('the last move and the end at one time are one point', () => {
  const track = new TrackRecorder(0);
  track.move(5, 0, 40);
  expect(track.end(5, 0, 40)).toEqual([
    { x: 0, y: 0, t: 0 },
    { x: 5, y: 0, t: 40 },
  ]);
});

test('of moves that were heard together, those stay that are as apart as a usual mouse tells them', () => {
  const track = new TrackRecorder(1000);
  for (let at = 1001; at < 1020; at++) track.moveBetween(at - 1000, 0, at, 1020);
  track.move(20, 0, 1020);
  expect(track.end(20, 0, 1030).map((point) => point.t)).toEqual([0, 8, 20, 30]);
});

test('where a browser gives them all the time of the later one, that one alone counts', () => {
  const track = new TrackRecorder(1000);
  for (let x = 1; x < 20; x++) track.moveBetween(x, 0, 1020, 1020);
  track.move(20, 0, 1020);
  expect(track.end(20, 0, 1030).map((point) => point.t)).toEqual([0, 20, 30]);
});
