import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createStore } from '../lib/store';
import { t } from '../texts';
import { Button, IconButton } from './Button';
import { classes } from './classes';

interface Toast {
  id: number;
  tone: 'good' | 'bad';
  title: string;
  detail?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

const LIFE_MS = 5000;
const LIFE_OF_ERRORS_MS = 12_000;
const MOST = 3;

const toasts = createStore<readonly Toast[]>([]);
let next = 1;

export function dismiss(id: number): void {
  toasts.set((all) => all.filter((toast) => toast.id !== id));
}

/** Says something in the corner for a while. */
export function toast(made: Omit<Toast, 'id'>): void {
  const id = next++;
  toasts.set((all) => [...all.filter((other) => other.title !== made.title), { ...made, id }].slice(-MOST));
  // What can be answered waits for an answer.
  if (!made.action) setTimeout(() => dismiss(id), made.tone === 'bad' ? LIFE_OF_ERRORS_MS : LIFE_MS);
}

/** Where they appear; both regions are always there, for screen readers notice only what changes. */
export function Toasts() {
  const all = toasts.use();
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 sm:items-end sm:p-6">
      <div aria-live="polite" className="contents">
        {all.map((item) => (
          <ToastView key={item.id} toast={item} />
        ))}
      </div>
    </div>
  );
}

function ToastView({ toast: { id, tone, title, detail, action } }: { toast: Toast }) {
  const Icon = tone === 'good' ? CircleCheck : CircleAlert;
  return (
    <div
      className={classes(
        'pointer-events-auto flex w-full max-w-sm items-start gap-3 rounded-xl border bg-surface p-3 pl-4 shadow-high motion-safe:animate-rise',
        tone === 'good' ? 'border-line' : 'border-rust-line',
      )}
    >
      <Icon aria-hidden className={classes('mt-1 size-[18px] shrink-0', tone === 'good' ? 'text-leaf' : 'text-rust')} />
      <div className="min-w-0 grow py-0.5">
        <p className="text-sm font-medium">{title}</p>
        {detail && <p className="text-sm break-words text-soft">{detail}</p>}
        {action && (
          <Button
            size="small"
            className="mt-2"
            onClick={() => {
              dismiss(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton label={t.errors.dismiss} onClick={() => dismiss(id)} className="-my-0.5">
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
