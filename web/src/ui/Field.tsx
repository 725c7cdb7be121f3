import type { ReactNode } from 'react';
import { useId } from 'react';

export const inputClasses =
  'w-full min-w-0 h-10 rounded-lg border border-line-strong/60 bg-surface px-3 text-sm text-ink transition-colors hover:border-line-strong aria-invalid:border-rust aria-invalid:bg-rust-soft';

/** What an input is given so that its label, hint and error belong to it. */
export interface FieldProps {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A labelled input with what is wrong with it beside it. */
export function Field({
  label,
  id: given,
  hint,
  error,
  children,
}: {
  label: string;
  id?: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: (props: FieldProps) => ReactNode;
}) {
  const made = useId();
  const id = given ?? made;
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': describedBy || undefined })}
      {error !== undefined && (
        <p id={errorId} role="alert" className="text-sm text-rust">
          {error}
        </p>
      )}
      {hint && (
        <div id={hintId} className="text-xs text-soft">
          {hint}
        </div>
      )}
    </div>
  );
}
