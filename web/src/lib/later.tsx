import { type ComponentType, createElement, lazy, Suspense, useState } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** A part of the page that the first view does without. It is loaded when it is wanted, or once there is nothing else to do. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const get = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Part = lazy(get);
  loads.push(get);
  return (props: Props) => {
    // What is there is shown at once; Suspense would take a moment even then.
    const [ready] = useState(() => loaded);
    return ready ? createElement(ready, props) : <Suspense>{createElement(Part, props)}</Suspense>;
  };
}

// After the first view can be used, and before anybody is likely to want more of it.
const REST_MS = 2000;

/** Loads what comes later, so that it is there at once, and also where there is no network any more. */
export function loadTheRest(): void {
  setTimeout(() => {
    // What does not come now is asked for again when it is wanted.
    for (const load of loads) void load().catch(() => undefined);
  }, REST_MS);
}
