import type { CreateContainerRequest, FieldError, Options } from '../../api/types';

/** What somebody has typed; an empty text means that the server shall choose. */
export interface Draft {
  image: string;
  name: string;
  port: string;
  ttlSeconds: number | null;
  env: readonly { id: number; name: string; value: string }[];
}

export const emptyDraft: Draft = { image: '', name: '', port: '', ttlSeconds: null, env: [] };

/** The request that a draft means. What is no number is sent as it is, so that the API says what is wrong with it. */
export function requestOf(draft: Draft): CreateContainerRequest {
  const port = draft.port.trim();
  const variables = draft.env.filter(({ name, value }) => name.trim() !== '' || value !== '');
  return {
    ...(draft.image.trim() && { image: draft.image.trim() }),
    ...(draft.name.trim() && { name: draft.name.trim() }),
    ...(port && { port: (/^-?\d+$/.test(port) ? Number(port) : port) as number }),
    ...(draft.ttlSeconds !== null && { ttl_seconds: draft.ttlSeconds }),
    ...(variables.length > 0 && { env: Object.fromEntries(variables.map(({ name, value }) => [name.trim(), value])) }),
  };
}

/** Which message belongs to which field; several of one field are joined, and what belongs to none comes under ''. */
export function errorsByField(errors: readonly FieldError[]): Record<string, string> {
  const byField: Record<string, string> = {};
  for (const { field, message } of errors) {
    const key = ['image', 'name', 'port', 'ttl_seconds', 'env'].includes(field) || field.startsWith('env.') ? field : '';
    const text = key === '' ? `${field} ${message}` : message;
    byField[key] = byField[key] ? `${byField[key]} ${text}` : text;
  }
  return byField;
}

/** Takes `NAME=value` lines, as they stand in an .env file, apart; null when the text is something else. */
export function parseVariables(text: string): { name: string; value: string }[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const found = lines.map((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line));
  if (lines.length === 0 || found.some((match) => match === null)) return null;
  return found.map((match) => ({ name: match?.[1] ?? '', value: unquote(match?.[2] ?? '') }));
}

const unquote = (value: string): string => (/^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const USUAL_LIFETIMES = [HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR];

/** The lifetimes that are offered, in seconds: the usual ones that are allowed, and the installation's own. */
export function lifetimes(ttl: Options['ttl_seconds'] | undefined): number[] {
  if (!ttl) return [];
  return [...new Set([...USUAL_LIFETIMES.filter((each) => each >= ttl.minimum && each <= ttl.maximum), ttl.default])].sort(
    (a, b) => a - b,
  );
}

/**
 * The lifetimes from now, in seconds, that give a container more time than it has; what lies past its longest life is as long as that allows.
 * @param leftSeconds what it has now
 * @param ageSeconds how long it has lived
 */
export function extensions(ttl: Options['ttl_seconds'] | undefined, leftSeconds: number, ageSeconds: number): number[] {
  const most = ttl ? Math.floor((ttl.maximum_in_all - ageSeconds) / MINUTE) * MINUTE : 0;
  // What would give less than a minute more is no choice.
  return [...new Set(lifetimes(ttl).map((each) => Math.min(each, most)))].filter((each) => each > leftSeconds + MINUTE);
}
