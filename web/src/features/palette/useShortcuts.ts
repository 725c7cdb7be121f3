import { useEffect, useRef } from 'react';
import { navigate } from '../../lib/router';
import { pages } from '../../paths';
import { focusCreate, focusSearch } from './focus';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens for the shortcuts that the help shows. Single keys only where nobody types and nothing is open. */
export function useShortcuts(open: { palette: () => void; help: () => void }): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const single: Record<string, () => void> = {
      '?': () => latest.current.help(),
      '/': focusSearch,
      n: focusCreate,
      h: () => navigate(pages.home()),
    };
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) latest.current.palette();
        return;
      }
      const run = single[event.key];
      if (
        !run ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        document.querySelector('dialog[open]')
      )
        return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
