import { EyeOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CaptchaPurpose } from '../../api/types';
import { countdown } from '../../lib/durations';
import { useNow } from '../../lib/now';
import { t } from '../../texts';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Skeleton } from '../../ui/Skeleton';
import { deniedUntil } from '../limits/rateLimits';
import type { Earned } from './kept';
import { SliderPuzzle } from './SliderPuzzle';
import { type CaptchaState, useCaptcha } from './useCaptcha';

/** Asks a person to show that they are one. */
export function CaptchaDialog({
  purpose,
  onSolved,
  onClose,
}: {
  purpose: CaptchaPurpose;
  onSolved: (earned: Earned) => void;
  onClose: () => void;
}) {
  const { state, start, answer, expire } = useCaptcha(purpose, onSolved);
  const waitMs = deniedUntil.use() - useNow();
  const isPictureGone = state.stage === 'expired' || state.stage === 'failed';
  const mayChoose = state.stage === 'slider' || state.stage === 'asking' || (state.stage === 'working' && !state.isAlone);
  return (
    <Dialog title={t.captcha.title} onClose={onClose} className="sm:max-w-[30rem]">
      <p className="text-sm text-soft">{t.captcha.purpose}</p>
      <p aria-live="polite" className="sr-only">
        {announcementOf(state)}
      </p>
      <div className="mt-4">
        {(state.stage === 'slider' || state.stage === 'checking') && (
          <>
            {state.stage === 'slider' && state.notice && (
              <p className="mb-3 rounded-lg border border-sun-line bg-sun-soft px-3 py-2 text-sm text-sun motion-safe:animate-shake">
                {state.notice}
              </p>
            )}
            <p className="mb-3 text-sm font-medium text-balance">{t.captcha.slide}</p>
            <SliderPuzzle
              key={state.slider.image.slice(-64)}
              slider={state.slider}
              isChecking={state.stage === 'checking'}
              onAnswer={answer}
            />
          </>
        )}
        {(state.stage === 'asking' || state.stage === 'working') && <Working state={state} />}
        {isPictureGone && (
          <div className="grid justify-items-start gap-3 rounded-xl bg-sunken p-5">
            <p className="text-sm tabular-nums">
              {waitMs > 0 ? t.limits.denied(countdown(waitMs)) : state.stage === 'failed' ? state.message : t.captcha.expired}
            </p>
            <Button kind="primary" disabled={waitMs > 0} onClick={() => void start('slider')}>
              {t.captcha.again}
            </Button>
          </div>
        )}
      </div>
      {mayChoose && (
        <div className="mt-4 flex flex-wrap items-center gap-x-5 border-t border-line pt-3 [&>button]:-ml-2.5">
          <Button size="small" kind="quiet" onClick={() => void start('slider')} disabled={state.stage !== 'slider'}>
            <RefreshCw aria-hidden className="size-4" />
            {t.captcha.another}
          </Button>
          <Button size="small" kind="quiet" onClick={() => void start('proof_of_work')}>
            <EyeOff aria-hidden className="size-4" />
            {t.captcha.noPicture}
          </Button>
          {state.stage === 'slider' && <Expiry key={state.slider.expiresAt} at={state.slider.expiresAt} onExpired={expire} />}
        </div>
      )}
    </Dialog>
  );
}

function announcementOf(state: CaptchaState): string {
  switch (state.stage) {
    case 'asking':
      return t.captcha.asking;
    case 'working':
      return state.isAlone ? t.captcha.workingAlone : t.captcha.working;
    case 'slider':
      return `${state.notice ?? ''} ${t.captcha.slide} ${t.captcha.help}`;
    case 'checking':
      return t.captcha.checking;
    case 'expired':
      return t.captcha.expired;
    case 'failed':
      return state.message;
  }
}

function Working({ state }: { state: Extract<CaptchaState, { stage: 'asking' | 'working' }> }) {
  const isAlone = state.stage === 'working' && state.isAlone;
  const done = state.stage === 'working' ? state.done : 0;
  return (
    <div className={isAlone ? '' : 'relative'}>
      {!isAlone && <Skeleton className="aspect-[400/184] w-full rounded-xl" />}
      <div
        className={
          isAlone
            ? 'rounded-xl bg-sunken p-5'
            : 'absolute inset-x-8 top-1/2 -translate-y-1/2 rounded-xl bg-surface/90 p-4 shadow-card'
        }
      >
        <p className="mb-2 text-sm text-pretty">
          {state.stage === 'asking' ? t.captcha.asking : isAlone ? t.captcha.workingAlone : t.captcha.working}
        </p>
        <div
          role="progressbar"
          aria-label={t.captcha.working}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(done * 100)}
          className="h-1.5 overflow-hidden rounded-full bg-line"
        >
          <div
            className="h-full origin-left rounded-full bg-leaf transition-transform"
            style={{ transform: `scaleX(${done})` }}
          />
        </div>
      </div>
    </div>
  );
}

// When who hears the page is told how long the picture is good for.
const WARN_AT_MS = [15_000, 60_000];

function Expiry({ at, onExpired }: { at: number; onExpired: () => void }) {
  const [left, setLeft] = useState(at - Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setLeft(at - Date.now());
      if (Date.now() >= at) onExpired();
    }, 1000);
    return () => clearInterval(timer);
  }, [at, onExpired]);
  const soon = WARN_AT_MS.find((each) => left <= each);
  return (
    <span role="timer" className="ml-auto text-xs text-soft tabular-nums">
      {t.captcha.expires(countdown(left))}
      <span aria-live="polite" className="sr-only">
        {soon === undefined ? '' : t.captcha.expires(countdown(soon))}
      </span>
    </span>
  );
}
