import { navigate } from '../../lib/router';
import { pages } from '../../paths';
import { CREATE_ID } from '../create/ImageField';

export const SEARCH_ID = 'container-search';

function focus(id: string): void {
  navigate(pages.home());
  // The page may have to appear first.
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}

export const focusCreate = (): void => focus(CREATE_ID);

export const focusSearch = (): void => focus(SEARCH_ID);
