import { createStore } from './store';

const said = createStore('');

/** Tells those who hear the page what others see change. */
export const announce = (text: string): void => said.set(text);

export const Announcer = () => (
  <p aria-live="polite" className="sr-only">
    {said.use()}
  </p>
);
