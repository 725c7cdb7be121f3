import { type ComponentType, createElement, lazy, type ReactElement, Suspense } from 'react';

const loads: (() => Promise<unknown>)[] = [];

/** A part of the page that the first view does without. It is loaded when it is wanted, or once there is nothing else to do. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactElement | null = null,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  loads.push(load);
  return (props: Props) => <Suspense fallback={meanwhile}>{createElement(Part, props)}</Suspense>;
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
