import type { ContainerStatus } from '../../api/types';
import { t } from '../../texts';
import { classes } from '../../ui/classes';

const looks: Record<ContainerStatus, { dot: string; text: string; ground: string }> = {
  pending: { dot: 'bg-sun animate-breathe', text: 'text-sun', ground: 'bg-sun-soft border-sun-line' },
  running: { dot: 'bg-leaf', text: 'text-leaf', ground: 'bg-leaf-soft border-leaf-line' },
  failed: { dot: 'bg-rust', text: 'text-rust', ground: 'bg-rust-soft border-rust-line' },
  deleting: { dot: 'bg-line-strong animate-breathe', text: 'text-soft', ground: 'bg-sunken border-line' },
  deleted: { dot: 'border border-line-strong', text: 'text-soft', ground: 'bg-transparent border-line' },
};

/** Where a container is in its life. */
export function StatusMark({ status }: { status: ContainerStatus }) {
  const { dot, text, ground } = looks[status];
  return (
    <span
      className={classes(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border pr-2.5 pl-2 text-xs font-medium',
        ground,
        text,
      )}
    >
      <span aria-hidden className={classes('size-2 rounded-full', dot)} />
      {t.status[status]}
    </span>
  );
}
