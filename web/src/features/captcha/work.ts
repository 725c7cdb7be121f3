import type { ProofOfWork } from '../../api/types';
import { endpoints } from '../../paths';

type Message =
  | { type: 'progress'; solved: number; count: number }
  | { type: 'solved'; solutions: number[] }
  | { type: 'failed'; message: string };

/** Solves a proof of work in a worker of the server's. Progress is from 0 to 1; throws when the worker fails, or with the signal's reason. */
export function solve(work: ProofOfWork, onProgress: (done: number) => void, signal: AbortSignal): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(endpoints.captchaWorker);
    const end = () => {
      worker.terminate();
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      end();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'progress') return onProgress(data.solved / data.count);
      end();
      if (data.type === 'solved') resolve(data.solutions);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => {
      end();
      reject(new Error(event.message || 'The worker did not start.'));
    };
    worker.postMessage(work);
  });
}
