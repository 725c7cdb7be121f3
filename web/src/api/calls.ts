import { endpoints } from '../paths';
import { type Asking, send } from './http';
import { session } from './session';
import type {
  Captcha,
  CaptchaAnswer,
  CaptchaKind,
  CaptchaPurpose,
  CaptchaVerdict,
  Container,
  ContainerPage,
  CreateContainerRequest,
  Deletion,
  Options,
  Timeline,
} from './types';

async function ask<T>(method: string, path: string, asking?: Asking): Promise<T> {
  await session();
  return (await (await send(method, path, asking)).json()) as T;
}

const PAGE_SIZE = 50;

/** The API, a function for each operation. All of them throw what `send` throws. */
export const api = {
  options: (signal?: AbortSignal) => ask<Options>('GET', endpoints.options, { signal }),

  containers: (cursor: string | null, signal?: AbortSignal) =>
    ask<ContainerPage>(
      'GET',
      `${endpoints.containers}?limit=${PAGE_SIZE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      {
        signal,
      },
    ),

  container: (id: string, signal?: AbortSignal) => ask<Container>('GET', endpoints.container(id), { signal }),

  timeline: (id: string, signal?: AbortSignal) => ask<Timeline>('GET', endpoints.timeline(id), { signal }),

  create: (body: CreateContainerRequest, idempotencyKey: string) =>
    ask<Container>('POST', endpoints.containers, { body, idempotencyKey }),

  extend: (id: string, ttlSeconds: number, idempotencyKey: string) =>
    ask<Container>('POST', endpoints.extend(id), { body: { ttl_seconds: ttlSeconds }, idempotencyKey }),

  remove: (id: string, captchaToken: string | null, keepalive = false) =>
    ask<Deletion>('DELETE', endpoints.container(id), {
      keepalive,
      ...(captchaToken ? { body: { captcha_token: captchaToken } } : {}),
    }),

  requestCaptcha: (purpose: CaptchaPurpose, kind: CaptchaKind, signal?: AbortSignal) =>
    ask<Captcha>('POST', endpoints.captcha, { body: { purpose, kind }, signal }),

  answerCaptcha: (token: string, answer: CaptchaAnswer, signal?: AbortSignal) =>
    ask<CaptchaVerdict>('POST', endpoints.captchaAnswer(token), { body: answer, signal }),
};
