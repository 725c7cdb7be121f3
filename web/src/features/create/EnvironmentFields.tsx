import { Plus, X } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { useId, useRef } from 'react';
import { t } from '../../texts';
import { Button, IconButton } from '../../ui/Button';
import { inputClasses } from '../../ui/Field';
import { type Draft, parseVariables } from './draft';

/** Environment variables, a line each; pasted .env lines become lines of their own. */
export function EnvironmentFields({
  env,
  errors,
  onChange,
}: {
  env: Draft['env'];
  errors: Record<string, string>;
  onChange: (env: Draft['env']) => void;
}) {
  const next = useRef(1);
  const errorsId = useId();
  const make = (name: string, value: string) => ({ id: next.current++, name, value });
  const change = (id: number, part: Partial<{ name: string; value: string }>) =>
    onChange(env.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const onPaste = (event: ClipboardEvent, id: number) => {
    const text = event.clipboardData.getData('text');
    const found = text.includes('=') ? parseVariables(text) : null;
    if (!found) return;
    event.preventDefault();
    onChange([...env.filter((each) => each.id !== id || each.name !== ''), ...found.map(({ name, value }) => make(name, value))]);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t.create.environment}</legend>
      {env.map(({ id, name, value }, index) => {
        const error = errors[`env.${name.trim()}`];
        const described = { 'aria-invalid': error !== undefined, 'aria-describedby': error && `${errorsId}-${id}` };
        return (
          <div key={id}>
            <div className="flex items-center gap-1.5">
              <input
                className={`${inputClasses} font-mono`}
                aria-label={`${t.create.variableName} ${index + 1}`}
                placeholder="NAME"
                value={name}
                autoCapitalize="off"
                autoComplete="off"
                spellCheck={false}
                {...described}
                // biome-ignore lint/a11y/noAutofocus: it appears because somebody has just asked for it.
                autoFocus={name === '' && value === ''}
                onPaste={(event) => onPaste(event, id)}
                onChange={(event) => change(id, { name: event.target.value })}
              />
              <span aria-hidden className="text-soft">
                =
              </span>
              <input
                className={`${inputClasses} font-mono`}
                aria-label={`${t.create.variableValue} ${index + 1}`}
                placeholder="value"
                value={value}
                {...described}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => change(id, { value: event.target.value })}
              />
              <IconButton label={t.create.removeVariable(name)} onClick={() => onChange(env.filter((each) => each.id !== id))}>
                <X aria-hidden />
              </IconButton>
            </div>
            {error && (
              <p id={`${errorsId}-${id}`} role="alert" className="mt-1 text-sm text-rust">
                {error}
              </p>
            )}
          </div>
        );
      })}
      {errors.env && (
        <p role="alert" className="text-sm text-rust">
          {errors.env}
        </p>
      )}
      <Button size="small" className="justify-self-start" onClick={() => onChange([...env, make('', '')])}>
        <Plus aria-hidden className="size-4" />
        {t.create.addVariable}
      </Button>
      <p className="text-xs text-soft">{t.create.environmentHint}</p>
    </fieldset>
  );
}
