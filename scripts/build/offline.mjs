import { createHash } from 'node:crypto';

/** Tells the service worker which files this build has; the two captures are not among them. */
export function offlineFiles() {
  return {
    name: 'offline-files',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const entry = bundle['sw.js'];
        if (!entry) return;
        const files = Object.keys(bundle).filter(
          (name) => name !== 'sw.js' && !name.endsWith('.map'),
        );
        const hash = createHash('sha256');
        for (const name of files.sort()) {
          const part = bundle[name];
          hash.update(name).update(part.type === 'chunk' ? part.code : part.source);
        }
        entry.code = entry.code
          .replaceAll('__FILES__', JSON.stringify(files))
          .replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)));
      },
    },
  };
}
