import { renderToString } from 'react-dom/server';
import { page } from './root';

/** The home page as everybody sees it first. What React would have a browser load earlier for it is small and comes anyway. */
export const html = (): string => renderToString(page).replace(/^(<link rel="preload"[^>]*>)+/, '');
