import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../api/calls';
import { ProblemError } from '../../api/problems';
import type { Captcha, CaptchaAnswer, CaptchaKind, CaptchaPurpose } from '../../api/types';
import { t } from '../../texts';
import { reasonOf } from '../../ui/complain';
import type { Earned } from './kept';
import { solve } from './work';

/** A picture to be solved. */
export interface Slider {
  image: string;
  piece: string;
  width: number;
  height: number;
  pieceWidth: number;
  /** Until when, in milliseconds by our own clock. */
  expiresAt: number;
}

export type CaptchaState =
  | { stage: 'asking' }
  | { stage: 'working'; done: number; isAlone: boolean }
  | { stage: 'slider'; slider: Slider; notice: string | null }
  | { stage: 'checking'; slider: Slider }
  | { stage: 'expired' }
  | { stage: 'failed'; message: string };

function sliderOf(captcha: Captcha): Slider {
  const { image, piece, width, height, piece_width: pieceWidth } = captcha;
  if (!image || !piece || !width || !height || !pieceWidth)
    throw new Error('The server sent a captcha that this page does not know.');
  return {
    image: `data:image/png;base64,${image}`,
    piece: `data:image/png;base64,${piece}`,
    width,
    height,
    pieceWidth,
    expiresAt: Date.now() + captcha.expires_in * 1000,
  };
}

/** Leads through a captcha, whatever stages it has, to the token that it earns. */
export function useCaptcha(purpose: CaptchaPurpose, onSolved: (earned: Earned) => void) {
  const [state, setState] = useState<CaptchaState>({ stage: 'asking' });
  const run = useRef<AbortController | null>(null);
  const answerSlider = useRef<((answer: CaptchaAnswer) => void) | null>(null);
  const solved = useRef(onSolved);
  solved.current = onSolved;

  const start = useCallback(
    async (kind: CaptchaKind, notice: string | null = null) => {
      run.current?.abort();
      run.current = new AbortController();
      const { signal } = run.current;

      const answerOf = async (captcha: Captcha): Promise<CaptchaAnswer> => {
        if (captcha.proof_of_work) {
          const isAlone = kind === 'proof_of_work';
          setState({ stage: 'working', done: 0, isAlone });
          return {
            solutions: await solve(
              captcha.proof_of_work,
              (done) => !signal.aborted && setState({ stage: 'working', done, isAlone }),
              signal,
            ),
          };
        }
        const slider = sliderOf(captcha);
        setState({ stage: 'slider', slider, notice });
        const answer = await new Promise<CaptchaAnswer>((resolve, reject) => {
          answerSlider.current = resolve;
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
        setState({ stage: 'checking', slider });
        return answer;
      };

      try {
        setState({ stage: 'asking' });
        let captcha = await api.requestCaptcha(purpose, kind, signal);
        for (;;) {
          const verdict = await api.answerCaptcha(captcha.captcha_token, await answerOf(captcha), signal);
          if (verdict.verified && verdict.captcha_token)
            return solved.current({ token: verdict.captcha_token, until: Date.now() + (verdict.expires_in ?? 0) * 1000 });
          if (!verdict.next) throw new Error('The server sent no next stage.');
          captcha = verdict.next;
        }
      } catch (error) {
        if (signal.aborted) return;
        const isRejected = error instanceof ProblemError && error.is('captchaRejected');
        // Work alone that is not taken is seen by nobody, and would be done again and again.
        if (isRejected && (kind !== 'proof_of_work' || notice === null))
          return void start(kind, t.captcha.rejected[error.problem.reason ?? ''] ?? t.captcha.failedBefore);
        setState({ stage: 'failed', message: reasonOf(error) });
      }
    },
    [purpose],
  );

  useEffect(() => {
    void start('slider');
    return () => run.current?.abort();
  }, [start]);

  return {
    state,
    start,
    answer: useCallback((answer: CaptchaAnswer) => answerSlider.current?.(answer), []),
    expire: useCallback(() => {
      run.current?.abort();
      setState({ stage: 'expired' });
    }, []),
  };
}
