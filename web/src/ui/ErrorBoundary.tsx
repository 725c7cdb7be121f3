import type { ReactNode } from 'react';
import { Component } from 'react';
import { t } from '../texts';
import { Button } from './Button';

/** Where something broke, the rest of the page goes on. A new `name` begins anew. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <div role="alert" className="mx-auto my-16 max-w-md rounded-2xl border border-line bg-surface p-8 text-center">
        <h2 className="text-lg font-semibold">{t.errors.page}</h2>
        <p className="mt-1 text-soft">{t.errors.pageLead}</p>
        <Button kind="primary" className="mt-5" onClick={() => location.reload()}>
          {t.errors.reload}
        </Button>
      </div>
    );
  }
}
