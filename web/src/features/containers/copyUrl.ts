import { t } from '../../texts';
import { toast } from '../../ui/toasts';

/** Copies a text; where the browser does not allow it, shows it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast({ tone: 'bad', title: t.container.copyFailed, detail: text });
    return false;
  }
}
