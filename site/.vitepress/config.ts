import { defineConfig } from 'vitepress'
import { listedSections } from '../papers.ts'

/** Renders the papers of the repository as they stand; nothing is written for the site alone. */
export default defineConfig({
  title: 'coinswarm',
  description: 'An autonomous crypto-trading desk whose claims can be checked',
  srcDir: './papers',
  outDir: './dist',
  cacheDir: './.cache',
  rewrites: { 'README.md': 'index.md' },
  cleanUrls: false,
  // What is shown of the code itself stands in the repository, not on the site.
  ignoreDeadLinks: [
    /\/(src|test|bench|examples|tools|deploy|web)\//,
    /LICENSE/,
    /\.(ts|json|yml|mjs)$/,
  ],
  // A paper is words, never a template: neither tags nor braces in it are carried out.
  markdown: { html: false },
  vite: {
    esbuild: { tsconfigRaw: {} },
    // The index of the search is one file, asked for when somebody searches.
    build: { chunkSizeWarningLimit: 4_000 },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: listedSections().map(({ text, papers }) => ({
      text,
      collapsed: text === 'Decisions' || text === 'Econometrics and statistics',
      items: papers.map(({ paper, title }) => ({
        text: title,
        link: paper === 'README' ? '/' : `/${paper}`,
      })),
    })),
  },
})
