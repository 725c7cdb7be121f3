/** What a solved captcha earns. */
export interface Earned {
  token: string;
  /** Until when it may be used, in milliseconds by our own clock. */
  until: number;
}

// With less time than that it may be over before the server looks at it.
const SPARE_MS = 5000;

/**
 * A token that was earned and not used. The server takes it last, so what it refuses for another reason (too many requests, no place, a wrong field)
 * leaves it good, and nobody need solve a second captcha.
 */
export class Kept {
  private earned: Earned | null = null;

  constructor(private readonly now: () => number = Date.now) {}

  put(earned: Earned): void {
    this.earned = earned;
  }

  /** The token, which is not kept any longer; null when there is none that is good. */
  take(): Earned | null {
    const earned = this.earned;
    this.earned = null;
    return earned !== null && earned.until - SPARE_MS > this.now() ? earned : null;
  }
}
