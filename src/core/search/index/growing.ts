/** A Uint32Array that grows by doubling; entries past those set are 0. */
export class GrowingUint32 {
  values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    this.set(this.length, value);
  }

  set(at: number, value: number): void {
    if (at >= this.values.length) this.reserve(at + 1);
    this.values[at] = value;
    if (at >= this.length) this.length = at + 1;
  }

  reserve(capacity: number): void {
    if (capacity <= this.values.length) return;
    const grown = new Uint32Array(Math.max(capacity, this.values.length * 2));
    grown.set(this.values);
    this.values = grown;
  }

  trimmed(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}
