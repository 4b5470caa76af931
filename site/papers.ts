import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Section, sections } from './sections.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A paper as the sidebar names it: its path without `.md`, and its first heading. */
export type Paper = { readonly paper: string; readonly title: string }

/** A section with the papers that are in it. */
export type ListedSection = { readonly text: string; readonly papers: readonly Paper[] }

/** All sections, folders spelled out, each paper with the title it gives itself. */
export function listedSections(): readonly ListedSection[] {
  return sections.map(({ text, papers }: Section) => ({
    text,
    papers: papers.flatMap(spelledOut).map((paper) => ({ paper, title: titleOf(paper) })),
  }))
}

/** Every paper under `docs/`, from the root of the repository, without `.md`. */
export function papersOfDocs(folder: string = 'docs'): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const at = `${folder}/${entry.name}`
    if (entry.isDirectory()) return papersOfDocs(at)
    return at.endsWith('.md') ? [at.slice(0, -3)] : []
  })
}

function spelledOut(paper: string): readonly string[] {
  if (!paper.endsWith('/*')) return [paper]
  // Whoever opens a folder reads what it is about first.
  const isFirst = (at: string): boolean => at.endsWith('/README')
  const all = papersOfDocs(paper.slice(0, -2)).toSorted()
  return [...all.filter(isFirst), ...all.filter((at) => !isFirst(at))]
}

function titleOf(paper: string): string {
  const text = readFileSync(path.join(root, `${paper}.md`), 'utf8')
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? paper
}

/** Copies what is rendered into `folder`, which is emptied first. */
export function copyPapers(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  for (const name of ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'SECURITY.md', 'docs'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  for (const paper of papersOfDocs()) withoutMarks(path.join(folder, `${paper}.md`))
}

/** Marks of where tables are written are for tools: with HTML off they would be read as words. */
function withoutMarks(file: string): void {
  const text = readFileSync(file, 'utf8')
  const read = text.replaceAll(/^<!-- .* -->\n\n/gm, '')
  if (read !== text) writeFileSync(file, read)
}
