/** What the blob holds: the module is imported, and messages that came before it was there are not lost. */
const loaderOf = (url: string): string => `
const early = [];
const keep = (event) => {
  event.stopImmediatePropagation();
  early.push(event.data);
};
addEventListener('message', keep);
await import(${JSON.stringify(url)});
removeEventListener('message', keep);
for (const data of early) dispatchEvent(new MessageEvent('message', { data }));
`;

/**
 * A module worker under the policy of whoever starts it: a blob that imports the module at an absolute
 * address. `trusted` vouches for the blob's address.
 */
export function startFromBlob(url: string, trusted: (url: string) => string): Worker {
  const blob = new Blob([loaderOf(url)], { type: 'text/javascript' });
  const address = URL.createObjectURL(blob);
  try {
    return new Worker(trusted(address), { type: 'module' });
  } finally {
    setTimeout(() => {
      URL.revokeObjectURL(address);
    }, 10_000);
  }
}
