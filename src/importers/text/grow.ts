/** A typed array that grows by doubling. */
export class Growing<T extends Int32Array | Uint32Array | Float64Array | Uint8Array> {
  #make: (length: number) => T;
  #data: T;
  length = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#data = make(256);
  }

  push(value: number): void {
    if (this.length === this.#data.length) {
      const wider = this.#make(this.length * 2);
      wider.set(this.#data);
      this.#data = wider;
    }
    this.#data[this.length++] = value;
  }

  get(index: number): number {
    return index < this.length ? (this.#data[index] ?? NaN) : NaN;
  }

  set(index: number, value: number): void {
    if (index < this.length) this.#data[index] = value;
  }

  clear(): void {
    this.length = 0;
  }
}

export const growingFloats = (): Growing<Float64Array> => new Growing((n) => new Float64Array(n));
export const growingInts = (): Growing<Int32Array> => new Growing((n) => new Int32Array(n));
export const growingBytes = (): Growing<Uint8Array> => new Growing((n) => new Uint8Array(n));
