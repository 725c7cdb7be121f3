import { useEffect, useState } from 'react';
import { DeletionCaptcha } from './features/captcha/DeletionCaptcha';
import { useLive } from './features/live/useLive';
import { Palette } from './features/palette/Palette';
import { ShortcutsDialog } from './features/palette/ShortcutsDialog';
import { useShortcuts } from './features/palette/useShortcuts';
import { Announcer } from './lib/announce';
import { replayPress } from './lib/early';
import { later } from './lib/later';
import { usePath } from './lib/router';
import { HomePage } from './pages/HomePage';
import { Layout } from './pages/Layout';
import { NotFoundPage } from './pages/NotFoundPage';
import { pageOf } from './paths';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { Toasts } from './ui/toasts';

const ContainerPage = later(async () => (await import('./pages/ContainerPage')).ContainerPage);

export function App() {
  useLive();
  useEffect(replayPress, []);
  const path = usePath();
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  useShortcuts({ palette: () => setOpen('palette'), help: () => setOpen('shortcuts') });
  const page = pageOf(path);
  return (
    <>
      <Layout onPalette={() => setOpen('palette')}>
        <ErrorBoundary key={page?.page === 'home' ? page.page : path}>
          {page === null ? <NotFoundPage /> : page.page === 'home' ? <HomePage /> : <ContainerPage key={page.id} id={page.id} />}
        </ErrorBoundary>
      </Layout>
      {open === 'palette' && <Palette onClose={() => setOpen(null)} onHelp={() => setOpen('shortcuts')} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={() => setOpen(null)} />}
      <DeletionCaptcha />
      <Toasts />
      <Announcer />
    </>
  );
}
