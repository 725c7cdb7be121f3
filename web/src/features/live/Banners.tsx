import { CloudOff, Hourglass, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { announce } from '../../lib/announce';
import { countdown } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { deniedUntil } from '../limits/rateLimits';
import { connection } from './connection';

/** What holds up everything: no network, no server, too many requests. */
export function Banners() {
  const state = connection.use();
  const waitMs = deniedUntil.use() - useNow();
  const isDenied = state === 'up' && waitMs > 0;
  // Once, and not each second.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time that is left changes all the time.
  useEffect(() => {
    if (isDenied) announce(t.limits.denied(countdown(waitMs)));
  }, [isDenied]);
  return (
    <div className="mx-auto max-w-6xl px-4 sm:px-6">
      <div aria-live="polite">
        {state === 'offline' && <Banner icon={<WifiOff aria-hidden />}>{t.live.offline}</Banner>}
        {state === 'down' && <Banner icon={<CloudOff aria-hidden />}>{t.live.down}</Banner>}
      </div>
      {isDenied && (
        <section aria-label={t.limits.title}>
          <Banner icon={<Hourglass aria-hidden />}>
            <span className="tabular-nums">{t.limits.denied(countdown(waitMs))}</span>
          </Banner>
        </section>
      )}
    </div>
  );
}

const Banner = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <p className="mt-4 flex items-center gap-3 rounded-xl border border-sun-line bg-sun-soft px-4 py-3 text-sm text-sun motion-safe:animate-rise [&_svg]:size-[18px] [&_svg]:shrink-0">
    {icon}
    <span>{children}</span>
  </p>
);
