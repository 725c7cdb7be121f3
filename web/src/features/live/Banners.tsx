import { CloudOff, Hourglass, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { countdown } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { deniedUntil } from '../limits/rateLimits';
import { connection } from './connection';

/** What holds up everything: no network, no server, too many requests. */
export function Banners() {
  const state = connection.use();
  const waitMs = deniedUntil.use() - useNow();
  return (
    <div aria-live="polite" className="mx-auto max-w-6xl px-4 sm:px-6">
      {state === 'offline' && <Banner icon={<WifiOff aria-hidden />}>{t.live.offline}</Banner>}
      {state === 'down' && <Banner icon={<CloudOff aria-hidden />}>{t.live.down}</Banner>}
      {state === 'up' && waitMs > 0 && (
        <Banner icon={<Hourglass aria-hidden />}>
          <span className="tabular-nums">{t.limits.denied(countdown(waitMs))}</span>
        </Banner>
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
