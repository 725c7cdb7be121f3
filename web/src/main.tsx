import { createRoot, hydrateRoot } from 'react-dom/client';
import { session } from './api/session';
import { clear, isPrerendered } from './lib/early';
import { loadTheRest } from './lib/later';
import { page } from './root';
import './styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');
// Before anything is drawn: all other requests wait for this one. Whoever makes one hears what became of it.
session().catch(() => undefined);
if (isPrerendered(root)) hydrateRoot(root, page);
else {
  clear(root);
  createRoot(root).render(page);
}
loadTheRest();
