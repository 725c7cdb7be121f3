import type { ReactNode } from 'react';
import { long } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { CopyButton } from '../containers/CopyButton';
import { isActive, type Row } from '../containers/model';

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** What a container is. */
export function Facts({ row }: { row: Row }) {
  const left = Date.parse(row.expires_at) - useNow();
  return (
    <section aria-labelledby="facts-title" className="rounded-2xl border border-line bg-surface p-5 shadow-card">
      <h2 id="facts-title" className="text-base font-semibold tracking-tight">
        {t.detail.facts}
      </h2>
      <dl className="mt-3 grid gap-3 text-sm">
        {row.url && isActive(row.status) && (
          <Fact name={t.detail.url} copy={row.url} copyLabel={t.container.copy}>
            <span className="font-mono text-[13px]">{row.url}</span>
          </Fact>
        )}
        <Fact name={t.detail.image}>
          <span className="font-mono text-[13px]">{row.image}</span>
        </Fact>
        {row.port !== null && <Fact name={t.detail.port}>{row.port}</Fact>}
        <Fact name={t.detail.created}>
          <time dateTime={row.created_at}>{dateTime.format(new Date(row.created_at))}</time>
        </Fact>
        {isActive(row.status) && (
          <Fact name={t.detail.expires}>
            <time dateTime={row.expires_at}>{dateTime.format(new Date(row.expires_at))}</time>
            {left > 0 && <span className="text-soft tabular-nums"> · {t.container.left(long(left))}</span>}
          </Fact>
        )}
        <Fact name={t.detail.id} copy={row.id} copyLabel={t.container.copyId}>
          <span className="font-mono text-[13px]">{row.id}</span>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, copy, copyLabel, children }: { name: string; copy?: string; copyLabel?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-soft">{name}</dt>
      <dd className="flex items-start gap-1">
        <span className="min-w-0 grow break-all">{children}</span>
        {copy && copyLabel && (
          <span className="-my-2 shrink-0">
            <CopyButton text={copy} label={copyLabel} />
          </span>
        )}
      </dd>
    </div>
  );
}
