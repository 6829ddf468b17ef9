import { encodeView } from '../../core/view-url.ts';
import type { App } from '../../state/app.svelte.ts';

/** The address of this view on this corpus; null when it does not fit. It carries no text but the query. */
export function permalink(app: App): string | null {
  const fragment = encodeView(app.view.current, app.corpora.summary?.fingerprint ?? null);
  if (fragment === null) return null;
  const url = new URL(window.location.href);
  url.hash = fragment;
  return url.href;
}
