/** Runs the entry `name` of the build ahead of the page's own one. */
export function earlyEntry(name) {
  return {
    name: 'early-entry',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const entry = Object.values(bundle ?? {}).find(
          (file) => file.type === 'chunk' && file.isEntry && file.name === name,
        );
        if (!entry) throw new Error(`The build has no entry “${name}”.`);
        const script = `<script type="module" crossorigin src="./${entry.fileName}"></script>\n    `;
        return html.replace('<script type="module"', `${script}<script type="module"`);
      },
    },
  };
}
