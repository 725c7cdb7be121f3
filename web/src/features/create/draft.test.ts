import { describe, expect, test } from 'vitest';
import { emptyDraft, errorsByField, extensions, lifetimes, parseVariables, requestOf } from './draft';

describe('a request', () => {
  test('of nothing says nothing', () => expect(requestOf(emptyDraft)).toEqual({}));

  test('says what was typed, without the blanks around it', () =>
    expect(
      requestOf({
        image: ' httpd ',
        name: 'web',
        port: '8080',
        ttlSeconds: 3600,
        env: [
          { id: 1, name: ' A ', value: ' b ' },
          { id: 2, name: '', value: '' },
        ],
      }),
    ).toEqual({ image: 'httpd', name: 'web', port: 8080, ttl_seconds: 3600, env: { A: ' b ' } }));

  test('leaves it to the API to say what is no port', () =>
    expect(requestOf({ ...emptyDraft, port: '80a' })).toEqual({ port: '80a' }));
});

test('messages find their fields, and those of no field are shown all the same', () =>
  expect(
    errorsByField([
      { field: 'port', message: 'must be 1–65535.' },
      { field: 'env.1A', message: 'is no name.' },
      { field: 'env.1A', message: 'is too long.' },
      { field: 'Idempotency-Key', message: 'is odd.' },
    ]),
  ).toEqual({ port: 'must be 1–65535.', 'env.1A': 'is no name. is too long.', '': 'Idempotency-Key is odd.' }));

test('lines of an .env file become variables', () =>
  expect(parseVariables('# comment\nexport A=1\n\nB="two words"\nC=x=y\n')).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: 'two words' },
    { name: 'C', value: 'x=y' },
  ]));

test('what is no such line is left as it is', () => expect(parseVariables('just = a sentence')).toBeNull());

test('lifetimes are those that are allowed, and the usual one', () =>
  expect(lifetimes({ default: 7200, minimum: 600, maximum: 86_400, maximum_in_all: 2_592_000 })).toEqual([
    3600, 7200, 21_600, 86_400,
  ]));

describe('more time', () => {
  const ttl = { default: 86_400, minimum: 60, maximum: 604_800, maximum_in_all: 2_592_000 };

  test('is what is longer than what is left', () => expect(extensions(ttl, 80_000, 6400)).toEqual([86_400, 259_200, 604_800]));

  test('ends with the longest life', () => expect(extensions(ttl, 80_000, 2_592_000 - 100_030)).toEqual([86_400, 100_020]));

  test('is none when there is no more', () => expect(extensions(ttl, 50_000, 2_592_000 - 50_000)).toEqual([]));
});
