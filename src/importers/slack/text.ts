import { decodeEntities } from '../html/entities.ts';
import type { SlackUsers } from './users.ts';

const MARK = /<([@#!]?)([^<>|\n]{1,2000})(?:\|([^<>\n]{0,2000}))?>/g;

/** The text of a message as its readers saw it: people and channels by name, links with their words. */
export function slackText(text: string, users: SlackUsers): string {
  const shown = text.replace(MARK, (_whole, kind: string, target: string, label?: string) => {
    if (kind === '@') return `@${users.nameOf(target) ?? label ?? target}`;
    if (kind === '#') return `#${label ?? target}`;
    if (kind === '!') return commandText(target, label);
    const address = target.replace(/^mailto:/, '');
    return label === undefined || label === '' || label === address
      ? address
      : `${label} (${address})`;
  });
  return decodeEntities(shown);
}

/** `<!here>`, `<!subteam^S1|@crew>`, `<!date^1489…^{date}|13 March>`. */
function commandText(target: string, label: string | undefined): string {
  if (label !== undefined && label !== '') return label;
  return `@${target.replace(/\^.*$/, '')}`;
}
