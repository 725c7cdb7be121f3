import { took } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import type { Row } from './model';

/** What there is to say about a container's state, with the time it took. Why it failed stands elsewhere, in full. */
export function StatusLine({ row }: { row: Row }) {
  if (row.status === 'failed' || (row.status === 'running' && !row.ready_at)) return null;
  return (
    <>
      <span aria-hidden>·</span>
      <span className="whitespace-nowrap">
        <State row={row} />
      </span>
    </>
  );
}

function State({ row }: { row: Row }) {
  switch (row.status) {
    case 'pending':
      return <Pending since={Date.parse(row.created_at)} />;
    case 'running':
      return row.ready_at && t.container.readyIn(took(Date.parse(row.ready_at) - Date.parse(row.created_at)));
    case 'deleting':
      return t.container.deleting;
    case 'deleted':
      return t.container.deleted;
  }
}

function Pending({ since }: { since: number }) {
  const seconds = Math.max(0, Math.floor((useNow() - since) / 1000));
  return <span className="tabular-nums">{t.container.pendingFor(took(Math.max(1, seconds) * 1000).replace('.0', ''))}</span>;
}
