/** Requests this page has made to another origin, as the browser itself has counted them. */
export function foreignRequests(): number {
  const { origin } = window.location;
  return performance
    .getEntriesByType('resource')
    .filter(({ name }) => /^https?:/.test(name) && new URL(name).origin !== origin).length;
}
