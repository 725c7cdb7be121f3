import type { Options } from '../../api/types';
import { t } from '../../texts';
import { classes } from '../../ui/classes';
import { Field, inputClasses } from '../../ui/Field';
import type { Draft } from './draft';

/** Where the keyboard shortcut for a new container leads. */
export const CREATE_ID = 'create-image';

/** Which image: typed, or one of those that are suggested. */
export function ImageField({
  draft,
  options,
  error,
  onChange,
}: {
  draft: Draft;
  options: Options | undefined;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}) {
  return (
    <Field label={t.create.image} id={CREATE_ID} error={error}>
      {(props) => (
        <>
          <input
            {...props}
            className={`${inputClasses} font-mono`}
            value={draft.image}
            placeholder={options?.image.default ?? 'nginx:latest'}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            onChange={(event) => onChange({ image: event.target.value })}
          />
          <div className="flex flex-wrap gap-1.5">
            {options?.image.suggested.map((image) => {
              const isChosen = image === (draft.image.trim() || options.image.default);
              return (
                <button
                  key={image}
                  type="button"
                  aria-pressed={isChosen}
                  onClick={() => onChange({ image: image === options.image.default ? '' : image })}
                  className={classes(
                    'h-7 rounded-full border px-2.5 font-mono text-xs transition-colors',
                    isChosen
                      ? 'border-leaf-line bg-leaf-soft text-leaf'
                      : 'border-line text-soft hover:border-line-strong hover:text-ink',
                  )}
                >
                  {image.replace(/:latest$/, '')}
                </button>
              );
            })}
          </div>
        </>
      )}
    </Field>
  );
}
