import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { queries } from './api/queries';
import { App } from './app';

/** All of the page, as it is drawn at build time and in a browser. */
export const page = (
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>
);
