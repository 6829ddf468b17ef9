/** Runs runes as the browser does: the default environment compiles them for the server, where effects never run. */
export default {
  name: 'client',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
};
