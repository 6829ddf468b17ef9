/** A derived value that changes only with its content: what is passed as an expression is new with every view. */
export function steady<T>(get: () => T): { readonly value: T } {
  const text = $derived(JSON.stringify(get()));
  const value = $derived(JSON.parse(text) as T);
  return {
    get value() {
      return value;
    },
  };
}
