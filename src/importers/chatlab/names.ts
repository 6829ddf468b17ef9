import { firstOf } from '../json/each-record.ts';

/** Who sent a message. Two senders of the same name stay two: the second one carries its id. */
export class NameBook {
  #names = new Map<string, string>();
  #owners = new Map<string, string>();

  member(value: Readonly<Record<string, unknown>>): void {
    const id = firstOf(value, 'platformId');
    const name = firstOf(value, 'groupNickname', 'accountName');
    if (id !== undefined && name !== undefined) this.#claim(id, name);
  }

  authorOf(message: Readonly<Record<string, unknown>>): string | null {
    const id = firstOf(message, 'sender');
    const name = firstOf(message, 'groupNickname', 'accountName');
    if (id === undefined) return name ?? null;
    return this.#names.get(id) ?? this.#claim(id, name ?? id);
  }

  #claim(id: string, name: string): string {
    const owner = this.#owners.get(name);
    const shown = owner === undefined || owner === id ? name : `${name} (${id})`;
    this.#owners.set(name, owner ?? id);
    this.#names.set(id, shown);
    return shown;
  }
}
