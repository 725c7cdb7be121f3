import { BookOpen, Command } from 'lucide-react';
import type { ReactNode } from 'react';
import { LimitsMenu } from '../features/limits/LimitsMenu';
import { Banners } from '../features/live/Banners';
import { LiveMark } from '../features/live/LiveMark';
import { ThemeMenu } from '../features/theme/ThemeMenu';
import { Link } from '../lib/router';
import { endpoints, pages } from '../paths';
import { t } from '../texts';
import { buttonClasses, IconButton } from '../ui/Button';

/** What is around every page. */
export function Layout({ onPalette, children }: { onPalette: () => void; children: ReactNode }) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2 focus:shadow-high"
      >
        {t.skip}
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-ground">
        <div className="mx-auto flex h-16 max-w-6xl items-center gap-1 px-4 sm:px-6">
          <Link
            to={pages.home()}
            className="mr-auto inline-flex items-center gap-2.5 rounded-lg text-lg font-semibold tracking-tight"
          >
            <img src="/favicon.svg" alt="" className="size-8" />
            {t.product}
          </Link>
          <LiveMark />
          <LimitsMenu />
          <IconButton label={`${t.header.palette} (Ctrl K)`} onClick={onPalette}>
            <Command aria-hidden />
          </IconButton>
          <a
            href={endpoints.docs}
            title={t.palette.docs}
            aria-label={t.palette.docs}
            className={`${buttonClasses({ kind: 'quiet' })} size-9! px-0! max-sm:hidden`}
          >
            <BookOpen aria-hidden className="size-[18px]" />
          </a>
          <ThemeMenu />
        </div>
      </header>
      <Banners />
      <main id="content" tabIndex={-1} className="mx-auto max-w-6xl px-4 pt-6 pb-28 outline-none sm:px-6 sm:pt-10">
        {children}
      </main>
    </>
  );
}
