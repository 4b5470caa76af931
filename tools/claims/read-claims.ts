import { existsSync, readFileSync } from 'node:fs'

/** What fails if a claim is false: a test by its file and title, or a script of package.json. */
export type Proof = {
  readonly kind: 'test' | 'script'
  readonly name: string
  readonly title: string | undefined
}

/** A sentence, and what holds it. */
export type Claim = { readonly text: string; readonly proofs: readonly Proof[] }

/** The rows of the ledger of claims, and the sentences that it says claim nothing. */
export function readClaims(page: string): {
  readonly claims: readonly Claim[]
  readonly others: readonly string[]
} {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'))
  const claims = rows.map((row) => {
    const [text = '', held = ''] = row.slice(2, -2).split(/(?<!\\) \| /)
    return { text: text.replaceAll('\\|', '|'), proofs: proofsIn(held) }
  })
  const others = [...page.matchAll(/^- (.+)$/gm)].map(([, text = '']) => text)
  return { claims, others }
}

/** Tests and scripts named in a cell or a line. */
export function proofsIn(held: string): readonly Proof[] {
  return [...held.matchAll(/`(npm run )?([^`]+)`(?:: "([^"]+)")?/g)].map(
    ([, isScript, name = '', title]) => ({
      kind: isScript === undefined ? 'test' : 'script',
      name,
      title,
    }),
  )
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** Whether the file, the title in it, or the script is not there any more. */
export function isGone({ kind, name, title }: Proof): boolean {
  if (kind === 'script') return !(name in scripts)
  return !existsSync(name) || (title !== undefined && !readFileSync(name, 'utf8').includes(title))
}
