interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | null = null;

/** Vouches for our own blobs and the service worker's file, for nothing else. */
export function trustedScriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('app-url', {
    createScriptURL: (candidate) => {
      const isOwnBlob = candidate.startsWith(`blob:${location.origin}/`);
      const isServiceWorker =
        typeof document !== 'undefined' && candidate === new URL('sw.js', document.baseURI).href;
      if (isOwnBlob || isServiceWorker) return candidate;
      throw new TypeError(`Not a script of ours: ${candidate}`);
    },
  });
  return policy.createScriptURL(url) as string;
}
