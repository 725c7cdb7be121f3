declare global {
  interface Window {
    /** Ends the keeping of presses (public/early.js) and gives back what was pressed last. */
    sproutEarly?: () => HTMLElement | null;
  }
}

/** Whether index.html had this page in it already, so that it need not be drawn anew. */
export const isPrerendered = (root: Element): boolean => root.firstElementChild !== null && !isOther();

const isOther = (): boolean => document.documentElement.dataset.page === 'other';

/** Takes another page than this one away, before this one is drawn. */
export function clear(root: Element): void {
  root.replaceChildren();
  delete document.documentElement.dataset.page;
}

/** Does what was pressed before the page could hear it. */
export function replayPress(): void {
  const pressed = window.sproutEarly?.();
  delete window.sproutEarly;
  document.documentElement.dataset.ready = '';
  // After what was typed has been taken over.
  if (pressed) setTimeout(() => pressed.click());
}

/** What somebody typed into a field before the page could hear it. */
export function typed(id: string): string {
  if (typeof document === 'undefined') return '';
  const field = document.getElementById(id);
  return field instanceof HTMLInputElement ? field.value : '';
}
