/**
 * The text export of DiscordChatExporter, told by its frame: a rule of 62 '=', 'Guild:' and 'Channel:', another
 * rule; blocks of '[time] author', the message, an empty line and, in sections of their own, what hangs on it;
 * a rule, 'Exported N message(s)', a rule. Addresses of attachments belong to the message; what Discord made
 * of a link, and reactions, do not.
 */
export const DISCORD_PATTERN = '[{time}] {author}';

const RULE = '='.repeat(62);
const COUNT = /^Exported ([\d.,\s\u00a0\u202f'’]+) message\(s\)$/;
const PINNED = / \(pinned\)$/;
const SECTIONS = new Map([
  ['{Attachments}', true],
  ['{Stickers}', true],
  ['{Embed}', false],
  ['{Reactions}', false],
]);

/** Title of the channel when these are the first lines of such an export that are not blank; else null. */
export function discordTitle(lines: readonly string[]): string | null {
  if (lines[0]?.trim() !== RULE) return null;
  const [, guild] = /^Guild: (.+)$/.exec(lines[1]?.trim() ?? '') ?? [];
  const [, channel] = /^Channel: (.+)$/.exec(lines[2]?.trim() ?? '') ?? [];
  return guild !== undefined && channel !== undefined ? `${channel} (${guild})` : null;
}

/** Follows the lines of an export and says what each of them is. */
export class DiscordFrame {
  /** How many messages its last lines say it has. */
  declared: number | null = null;
  #isHead = true;
  #isFrame = false;
  #section: boolean | null = null;
  #isAfterBlank = true;

  /** The author as the message's: pinned ones are marked. */
  static authorOf(author: string): string {
    return author.replace(PINNED, '');
  }

  /** Why a line belongs to no message; '' when it does or may begin one. */
  see(text: string, isBlank: boolean): string {
    const line = text.trimEnd();
    if (this.#isInFrame(line)) return isBlank ? '' : 'the frame of the export';
    if (isBlank) this.#section = null;
    else if (this.#isAfterBlank && SECTIONS.has(line)) {
      this.#section = SECTIONS.get(line) ?? null;
      this.#isAfterBlank = false;
      return 'names what hangs on a message';
    }
    return this.#section === false ? 'a preview or reactions' : '';
  }

  /** A rule of a message's own is followed by anything but the count. */
  #isInFrame(line: string): boolean {
    if (line === RULE) {
      if (this.#isFrame) this.#isHead = false;
      this.#isFrame = !this.#isFrame;
      return true;
    }
    const count = COUNT.exec(line)?.[1];
    if (this.#isFrame && !this.#isHead && count === undefined) this.#isFrame = false;
    if (this.#isFrame && count !== undefined) this.declared = Number(count.replace(/\D/g, ''));
    return this.#isFrame;
  }

  /** Whether the line may begin a message. To be asked after `see`, of every line. */
  mayBegin(isBlank: boolean): boolean {
    const may = this.#isAfterBlank && !this.#isFrame;
    this.#isAfterBlank = isBlank || this.#isFrame;
    return may;
  }
}
