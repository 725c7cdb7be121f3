import { t } from '../../texts';
import { classes } from '../../ui/classes';
import { connection } from './connection';
import { liveState } from './stream';

const looks = {
  live: { dot: 'bg-leaf', text: t.live.live, title: t.live.liveTitle },
  connecting: { dot: 'bg-line-strong animate-breathe', text: t.live.connecting, title: t.live.connectingTitle },
  polling: { dot: 'bg-sun animate-breathe', text: t.live.polling, title: t.live.pollingTitle },
};

/** Whether what is seen is what is. */
export function LiveMark() {
  const state = liveState.use();
  if (connection.use() !== 'up') return null;
  const { dot, text, title } = looks[state];
  return (
    <span role="status" title={title} className="inline-flex h-9 items-center gap-2 px-2 text-sm text-soft">
      <span aria-hidden className={classes('size-2 rounded-full', dot)} />
      <span className={state === 'polling' ? '' : 'max-sm:sr-only'}>{text}</span>
      <span className="sr-only">{title}</span>
    </span>
  );
}
