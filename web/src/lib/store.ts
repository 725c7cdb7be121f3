import { useSyncExternalStore } from 'react';

/** A value that several parts of the page look at, outside React so that streams and timers may change it. */
export interface Store<T> {
  get(): T;
  set(next: T | ((previous: T) => T)): void;
  subscribe(listener: () => void): () => void;
  use(): T;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const store: Store<T> = {
    get: () => value,
    set(next) {
      const made = typeof next === 'function' ? (next as (previous: T) => T)(value) : next;
      if (Object.is(made, value)) return;
      value = made;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // What it was at first is what index.html was drawn with.
    use: () => useSyncExternalStore(store.subscribe, store.get, () => initial),
  };
  return store;
}
