import { useEffect } from 'react';
import { t } from '../../texts';
import { isPending, type Row } from '../containers/model';

const icon = (badge: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f6b46"/><path d="M16 25v-9m0 1c0-4-3-6.5-7.5-6.5 0 4.5 3 6.5 7.5 6.5Zm0-2.5c0-4.5 3-7.5 8-7.5 0 5-3 7.5-8 7.5Z" fill="none" stroke="#eafbf0" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>${badge}</svg>`;

const badges = {
  none: '',
  pending: '<circle cx="25" cy="25" r="6.5" fill="#f2b134" stroke="#fff" stroke-width="2"/>',
};

/** The title and the icon of the tab say what is still starting, for those who wait in another tab. */
export function usePendingTitle(rows: readonly Row[], title: string): void {
  const count = rows.filter((row) => isPending(row.status)).length;
  useEffect(() => {
    document.title = count > 0 ? t.title.pending(count) : title;
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    // The icon that is there at first is the one without a badge, and a browser reads each anew.
    if (link && (count > 0 || link.href.startsWith('data:')))
      link.href = `data:image/svg+xml,${encodeURIComponent(icon(count > 0 ? badges.pending : badges.none))}`;
  }, [count, title]);
}
