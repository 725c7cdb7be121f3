import { Sprout } from 'lucide-react';
import type { FormEvent } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ProblemError } from '../../api/problems';
import { keys, queries } from '../../api/queries';
import type { CreateContainerRequest } from '../../api/types';
import { announce } from '../../lib/announce';
import { countdown } from '../../lib/durations';
import { typed } from '../../lib/early';
import { newKey } from '../../lib/newKey';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { complain } from '../../ui/complain';
import { type Earned, Kept } from '../captcha/kept';
import { CaptchaDialog } from '../captcha/LaterCaptcha';
import { deniedUntil } from '../limits/rateLimits';
import { create, creation } from './creation';
import { type Draft, emptyDraft, errorsByField, requestOf } from './draft';
import { CREATE_ID, ImageField } from './ImageField';
import { NAME_ID, OptionsFields, PORT_ID } from './OptionsFields';
import { sentence } from './sentence';
import { useOptions } from './useOptions';

/** Where what was made is seen. */
export const LIST_ID = 'containers';

const kept = new Kept();

/** Asks what to create; *Create* alone is enough. */
export function CreateForm() {
  const options = useOptions().data;
  const isCreating = creation.use() !== null;
  const waitMs = deniedUntil.use() - useNow();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isOpen, setOpen] = useState(false);
  // What was asked for, and waits for a captcha: one key for all that is done about it.
  const [asked, setAsked] = useState<{ body: CreateContainerRequest; key: string } | null>(null);
  // What was sent and perhaps done: asking for the same again is asking what became of it.
  const unanswered = useRef<{ body: CreateContainerRequest; key: string; earned: Earned | null } | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  // What was typed before there was somebody to hear it; not sooner, for what is drawn first must be what index.html has.
  useLayoutEffect(() => {
    const [image, name, port] = [typed(CREATE_ID), typed(NAME_ID), typed(PORT_ID)];
    if (image || name || port) setDraft((before) => ({ ...before, image, name, port }));
  }, []);

  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors((before) =>
      Object.fromEntries(
        Object.entries(before).filter(
          ([field]) => !Object.keys(part).some((key) => field.startsWith(key === 'ttlSeconds' ? 'ttl' : key)),
        ),
      ),
    );
  };

  const run = async (body: CreateContainerRequest, key: string, earned: Earned | null): Promise<void> => {
    setAsked(null);
    unanswered.current = null;
    try {
      // On a narrow screen the list is further down, and what was just made is in it.
      document.getElementById(LIST_ID)?.scrollIntoView({ block: 'nearest' });
      const made = await create(earned ? { ...body, captcha_token: earned.token } : body, key, options?.image.default ?? '');
      announce(t.create.accepted(made.name));
      // Unless the next one's name is being typed already.
      setDraft((before) => (before.name.trim() === (body.name ?? '') ? { ...before, name: '' } : before));
    } catch (error) {
      const isAboutCaptcha = error instanceof ProblemError && (error.is('captchaRequired') || error.is('captchaRejected'));
      if (earned && error instanceof ProblemError && error.problem.status < 500 && !isAboutCaptcha) kept.put(earned);
      if (error instanceof ProblemError && error.is('validation')) {
        const found = errorsByField(error.fields);
        // At once, for the focus goes to the first of them.
        flushSync(() => {
          setErrors(found);
          if (Object.keys(found).some((field) => field !== 'image')) setOpen(true);
        });
        button.current?.form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      } else if (isAboutCaptcha) {
        setAsked({ body, key: newKey() });
      } else {
        const isRefused = error instanceof ProblemError && error.problem.status < 500;
        if (isRefused) return complain(t.create.rolledBack, error);
        // The same key again: should the first have had an effect after all, it is found and not doubled.
        unanswered.current = { body, key, earned };
        void queries.invalidateQueries({ queryKey: keys.containers });
        complain(t.create.unknown, error, () => void run(body, key, earned));
      }
    }
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isCreating || waitMs > 0) return;
    setErrors({});
    const body = requestOf(draft);
    const before = unanswered.current;
    if (before && JSON.stringify(before.body) === JSON.stringify(body)) return void run(body, before.key, before.earned);
    const key = newKey();
    const earned = kept.take();
    if (earned || !(options?.captcha.create_container ?? true)) void run(body, key, earned);
    else setAsked({ body, key });
  };

  const slots = options?.containers;
  const left = slots?.limit == null ? null : Math.max(0, slots.limit - slots.used);
  return (
    <section aria-labelledby="create-title" className="rounded-2xl border border-line bg-surface p-5 shadow-card sm:p-6">
      <h1 id="create-title" className="text-2xl font-semibold tracking-tight text-balance">
        {t.create.title}
      </h1>
      <p className="mt-1 text-sm text-pretty text-soft">{t.create.lead}</p>

      <form onSubmit={onSubmit} noValidate className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-4">
        <ImageField draft={draft} options={options} error={sentence(errors.image)} onChange={change} />
        <OptionsFields draft={draft} options={options} errors={errors} isOpen={isOpen} onOpen={setOpen} onChange={change} />

        {errors[''] && (
          <p role="alert" className="text-sm text-rust">
            {errors['']}
          </p>
        )}
        <div>
          <Button
            ref={button}
            type="submit"
            kind="primary"
            size="large"
            className="w-full"
            isBusy={isCreating}
            // Not disabled, for that would take the focus from it.
            aria-disabled={isCreating}
            disabled={waitMs > 0 || left === 0}
          >
            {!isCreating && <Sprout aria-hidden className="size-5" />}
            {isCreating ? t.create.submitting : waitMs > 0 ? t.create.wait(countdown(waitMs)) : t.create.submit}
          </Button>
          <p aria-live="polite" className={classes('mt-2 min-h-4 text-center text-xs', left === 0 ? 'text-sun' : 'text-soft')}>
            {slots?.limit != null &&
              left !== null &&
              (left === 0 ? t.create.full(slots.limit) : t.create.slotsLeft(left, slots.limit))}
          </p>
        </div>
      </form>
      {asked && (
        <CaptchaDialog
          purpose="create_container"
          onSolved={(earned) => void run(asked.body, asked.key, earned)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
