import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useLayoutEffect, useRef } from 'react';
import { t } from '../texts';
import { IconButton } from './Button';
import { classes } from './classes';

/** A modal dialog: the browser's own, so focus stays in it, Escape closes it, and focus returns where it was. On a narrow screen it rises from below. */
export function Dialog({
  title,
  onClose,
  className,
  children,
}: {
  title: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed before it is taken away, for only then the browser puts the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key; the click is on its backdrop.
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={classes(
        'fixed m-auto max-h-[100dvh] w-full max-w-[calc(100%-2rem)] overflow-y-auto rounded-2xl border border-line bg-surface p-0 text-ink shadow-high motion-safe:animate-rise',
        'max-sm:mb-0 max-sm:max-w-full max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0',
        className ?? 'sm:max-w-md',
      )}
    >
      <div className="p-5 sm:p-6">
        <div className="mb-1 flex items-start justify-between gap-4">
          <h2 id={titleId} className="text-lg font-semibold tracking-tight">
            {title}
          </h2>
          <IconButton label={t.shortcuts.close} onClick={onClose} className="-mt-1.5 -mr-2">
            <X aria-hidden />
          </IconButton>
        </div>
        {children}
      </div>
    </dialog>
  );
}
