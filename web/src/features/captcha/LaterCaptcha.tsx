import { later } from '../../lib/later';

/** The captcha's dialog, which nobody needs before they have pressed a button. */
export const CaptchaDialog = later(async () => (await import('./CaptchaDialog')).CaptchaDialog);
