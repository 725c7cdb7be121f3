import { useMutation } from '@tanstack/react-query';
import { Clock, LoaderCircle } from 'lucide-react';
import { api } from '../../api/calls';
import { long, short, timeLeft } from '../../lib/durations';
import { newKey } from '../../lib/newKey';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { complain } from '../../ui/complain';
import { Menu, MenuItem } from '../../ui/Menu';
import { Ring } from '../../ui/Ring';
import { toast } from '../../ui/toasts';
import { extensions } from '../create/draft';
import { useOptions } from '../create/useOptions';
import type { Row } from './model';
import { remember } from './useContainers';

/** The time that is left as a ring, which gives more of it when pressed. */
export function TimeLeft({ row }: { row: Row }) {
  const options = useOptions().data;
  const [at, createdAt] = [useNow(), Date.parse(row.created_at)];
  const left = timeLeft(createdAt, Date.parse(row.expires_at), at);
  const extend = useMutation({
    mutationFn: ({ seconds, key }: { seconds: number; key: string }) => api.extend(row.id, seconds, key),
    onSuccess: (container, { seconds }) => {
      remember(container);
      toast({ tone: 'good', title: t.container.extended(row.name, long(seconds * 1000)) });
    },
    onError: (error, asked) => complain(t.errors.extend, error, () => extend.mutate(asked)),
  });
  const choices = extensions(options?.ttl_seconds, left.ms / 1000, (at - createdAt) / 1000);
  const tone = left.ms === 0 ? 'rust' : left.isShort ? 'sun' : 'leaf';
  return (
    <Menu
      className="min-w-44"
      button={(props) => (
        <button
          type="button"
          {...props}
          aria-label={`${t.container.left(short(left.ms))}. ${t.container.extendNamed(row.name)}`}
          title={t.container.expires(long(left.ms))}
          className="inline-flex h-9 items-center gap-2 rounded-lg pr-2 pl-1.5 text-sm whitespace-nowrap text-soft tabular-nums hover:bg-sunken hover:text-ink"
        >
          {extend.isPending ? (
            <LoaderCircle aria-hidden className="size-5 animate-spin" />
          ) : (
            <Ring fraction={left.fraction} tone={tone} className="size-5" />
          )}
          <span className={left.isShort ? 'font-medium text-sun' : ''}>{short(left.ms)}</span>
        </button>
      )}
    >
      {(close) => (
        <>
          <p className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-soft">
            {choices.length > 0 ? t.container.extend : t.container.extendMost}
          </p>
          {choices.map((seconds) => (
            <MenuItem
              key={seconds}
              icon={<Clock aria-hidden />}
              onClick={() => {
                close();
                extend.mutate({ seconds, key: newKey() });
              }}
            >
              {t.container.extendTo(long(seconds * 1000))}
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  );
}
