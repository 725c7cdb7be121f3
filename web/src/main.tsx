import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries';
import { session } from './api/session';
import { App } from './app';
import { loadTheRest } from './lib/later';
import './styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');
// Before anything is drawn: all other requests wait for this one. Whoever makes one hears what became of it.
session().catch(() => undefined);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
loadTheRest();
