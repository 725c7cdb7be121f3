import { ChevronDown } from 'lucide-react';
import type { Options } from '../../api/types';
import { long } from '../../lib/durations';
import { t } from '../../texts';
import { Field, inputClasses } from '../../ui/Field';
import { type Draft, lifetimes } from './draft';
import { EnvironmentFields } from './EnvironmentFields';
import { sentence } from './sentence';

export const NAME_ID = 'create-name';
export const PORT_ID = 'create-port';

/** What need not be chosen: name, port, lifetime, and environment. Folded up, it says in a line what is chosen. */
export function OptionsFields({
  draft,
  options,
  errors,
  isOpen,
  onOpen,
  onChange,
}: {
  draft: Draft;
  options: Options | undefined;
  errors: Record<string, string>;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onChange: (part: Partial<Draft>) => void;
}) {
  const lifetime = draft.ttlSeconds ?? options?.ttl_seconds.default;
  return (
    <details open={isOpen} onToggle={(event) => onOpen(event.currentTarget.open)} className="group rounded-xl border border-line">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-xl px-3 py-2 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 grow">
          <span className="block text-sm font-medium">{t.create.options}</span>
          <span className="block truncate text-xs text-soft">
            {t.create.summary(
              draft.name.trim(),
              draft.port.trim() || String(options?.default_port ?? 80),
              lifetime ? long(lifetime * 1000) : '',
              draft.env.length,
            )}
          </span>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-soft transition-transform group-open:rotate-180" />
      </summary>
      <div className="grid gap-4 border-t border-line p-3">
        <Field label={t.create.name} id={NAME_ID} error={sentence(errors.name)}>
          {(props) => (
            <input
              {...props}
              className={inputClasses}
              value={draft.name}
              placeholder={t.create.namePlaceholder}
              autoCapitalize="off"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={t.create.port} id={PORT_ID} error={sentence(errors.port)} hint={t.create.portHint}>
            {(props) => (
              <input
                {...props}
                className={`${inputClasses} tabular-nums`}
                value={draft.port}
                placeholder={String(options?.default_port ?? 80)}
                inputMode="numeric"
                autoComplete="off"
                onChange={(event) => onChange({ port: event.target.value })}
              />
            )}
          </Field>
          <Field label={t.create.lifetime} error={sentence(errors.ttl_seconds)}>
            {(props) => (
              <select
                {...props}
                className={inputClasses}
                value={lifetime ?? ''}
                onChange={(event) => onChange({ ttlSeconds: Number(event.target.value) })}
              >
                {lifetimes(options?.ttl_seconds).map((seconds) => (
                  <option key={seconds} value={seconds}>
                    {long(seconds * 1000)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <EnvironmentFields env={draft.env} errors={errors} onChange={(env) => onChange({ env })} />
      </div>
    </details>
  );
}
