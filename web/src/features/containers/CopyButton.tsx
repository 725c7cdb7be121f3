import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../texts';
import { IconButton } from '../../ui/Button';
import { copyText } from './copyUrl';

const SHOWN_MS = 1500;

/** Copies, and shows for a moment that it has. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <IconButton label={isCopied ? t.container.copied : label} onClick={async () => setCopied(await copyText(text))}>
      {isCopied ? <Check aria-hidden className="text-leaf" /> : <Copy aria-hidden />}
    </IconButton>
  );
}
