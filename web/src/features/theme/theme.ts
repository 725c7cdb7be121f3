import { createStore } from '../../lib/store';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'sprout.theme';
const isTheme = (text: string | null): text is Theme => text === 'system' || text === 'light' || text === 'dark';

function stored(): Theme {
  try {
    const text = localStorage.getItem(KEY);
    return isTheme(text) ? text : 'system';
  } catch {
    // Storage may be forbidden.
    return 'system';
  }
}

/** What somebody chose; public/early.js has put it on the page already. */
export const theme = createStore<Theme>('system');
theme.set(stored());

const system = typeof window === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  const isDark = theme.get() === 'dark' || (theme.get() === 'system' && system?.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

system?.addEventListener('change', apply);

export function choose(next: Theme): void {
  theme.set(next);
  apply();
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Then it holds for as long as the page does.
    return;
  }
}
