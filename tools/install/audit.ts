import { runTimed, type Surroundings } from './run-timed.ts'

/** What `npm audit` answers, in one sentence for each set of packages. */
export async function auditSentence(
  npm: readonly string[],
  around: Surroundings,
  ...options: readonly string[]
): Promise<string> {
  const { code, stdout } = await runTimed([...npm, 'audit', '--json', ...options], around)
  return toldAudit(code, stdout)
}

/** What npm said, without the name of the registry, which is the machine's own. */
export function toldAudit(code: number, stdout: string): string {
  const answer = JSON.parse(stdout) as {
    readonly message?: string
    readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> }
  }
  const found = answer.metadata?.vulnerabilities
  if (found === undefined)
    return `NOT RUN, the registry does not offer it: ${(answer.message ?? `exit code ${code}`).replaceAll(/https?:\/\/[^/\s]+/g, '')}`
  const some = Object.entries(found).filter(([kind, count]) => kind !== 'total' && count > 0)
  if (some.length === 0) return 'clean: 0 vulnerabilities'
  return `NOT CLEAN: ${some.map(([kind, count]) => `${count} ${kind}`).join(', ')}`
}
