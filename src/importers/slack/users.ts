import { firstOf } from '../json/each-record.ts';
import { isObject } from '../json/records.ts';

type Value = Readonly<Record<string, unknown>>;

const known = new WeakMap<Uint8Array, SlackUsers>();

/** Who is behind the ids of a Slack export. Two of one name stay two: the second carries its id. */
export class SlackUsers {
  #names = new Map<string, string>();
  #owners = new Map<string, string>();

  /** The people of a `users.json`, read once; nobody when it is missing or not what it should be. */
  static in(bytes: Uint8Array | null | undefined): SlackUsers {
    if (!bytes) return new SlackUsers();
    const users = known.get(bytes) ?? new SlackUsers(listIn(bytes));
    known.set(bytes, users);
    return users;
  }

  constructor(list: readonly Value[] = []) {
    for (const user of list) {
      const id = firstOf(user, 'id');
      const name = nameOf(user);
      if (id !== undefined && name !== undefined) this.#claim(id, name);
    }
  }

  nameOf(id: string): string | undefined {
    return this.#names.get(id);
  }

  /** Who wrote a message; null when it does not say. */
  authorOf(message: Value): string | null {
    const id = firstOf(message, 'user', 'bot_id');
    const known = id === undefined ? undefined : this.#names.get(id);
    if (known !== undefined) return known;
    const bot = message['bot_profile'];
    const own =
      firstOf(message, 'username') ??
      (isObject(message['user_profile']) ? nameOf(message['user_profile']) : undefined) ??
      (isObject(bot) ? firstOf(bot, 'name') : undefined);
    if (id === undefined) return own ?? null;
    return own === undefined ? id : this.#claim(id, own);
  }

  #claim(id: string, name: string): string {
    const owner = this.#owners.get(name);
    const shown = owner === undefined || owner === id ? name : `${name} (${id})`;
    this.#owners.set(name, owner ?? id);
    this.#names.set(id, shown);
    return shown;
  }
}

/** The real name, where there is one; else the name people are called by there. */
function nameOf(user: Value): string | undefined {
  const profile = isObject(user['profile']) ? user['profile'] : {};
  const name =
    firstOf(profile, 'real_name') ??
    firstOf(user, 'real_name') ??
    firstOf(profile, 'display_name') ??
    firstOf(user, 'display_name', 'name');
  const shown = name?.replace(/\s+/g, ' ').trim();
  return shown === '' ? undefined : shown;
}

function listIn(bytes: Uint8Array): Value[] {
  try {
    const list: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(list) ? list.filter(isObject) : [];
  } catch {
    return [];
  }
}
