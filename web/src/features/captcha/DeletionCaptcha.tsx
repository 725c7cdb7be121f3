import { useEffect, useState } from 'react';
import { captchaForDeletion } from '../containers/deletions';
import { CaptchaDialog } from './LaterCaptcha';

/** Asks for a captcha where deleting wants one, which is a setting of the installation. */
export function DeletionCaptcha() {
  const [done, setDone] = useState<((token: string | null) => void) | null>(null);
  useEffect(() => {
    captchaForDeletion.ask = () => new Promise((resolve) => setDone(() => resolve));
    return () => {
      captchaForDeletion.ask = null;
    };
  }, []);
  if (!done) return null;
  const end = (token: string | null) => {
    setDone(null);
    done(token);
  };
  return <CaptchaDialog purpose="delete_container" onSolved={({ token }) => end(token)} onClose={() => end(null)} />;
}
