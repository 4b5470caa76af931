import type { SettingLine } from '../../../src/app/desk-records.ts'
import type { AuditLine } from '../../../src/app/record/record-reader.ts'
import type { StrategyLine } from '../../../src/app/record/strategy-lines.ts'
import type { DeskSnapshot } from '../../../src/app/desk-view.ts'

/** One thing that can be found, and where it is shown. */
export type Found = {
  readonly kind: string
  readonly title: string
  /** More of it, in a few words. */
  readonly said: string
  readonly page: string
  readonly words: Readonly<Record<string, string>>
}

/** What stands beside the desk's own view; empty while it is not told. */
export type Records = {
  readonly audit: readonly AuditLine[]
  readonly settings: readonly SettingLine[]
  readonly versions: readonly StrategyLine[]
}

export type PageName = { readonly name: string; readonly title: string; readonly about: string }

const perKindMax = 6

/** Everything that can be found, by kind, in the order in which kinds are shown. */
export function searchIndex(
  desk: DeskSnapshot,
  records: Records,
  pages: readonly PageName[],
  timeText: (t: number) => string,
): readonly Found[] {
  const has = (name: string): boolean => pages.some((page) => page.name === name)
  return [
    ...pages.map(({ name, title, about }) => found('page', title, about, name)),
    ...desk.desk.instruments.map(({ id }) =>
      found('instrument', id, 'price, fills and depth', 'trading', { instrument: id }),
    ),
    ...namesOfAgents(desk).map((agent) =>
      found('agent', agent, 'votes on this desk', 'swarm', { agent }),
    ),
    ...records.versions.map(({ id, module, state, note }) =>
      found(
        'version',
        `${module} ${id}`,
        `${state}. ${note}`,
        has('strategies') ? 'strategies' : 'swarm',
        {
          version: id,
        },
      ),
    ),
    ...desk.orders.map(({ id, instrument, side, role, status }) =>
      found('order', `${id}`, `${side} ${instrument}, ${role}, ${status}`, 'trading', {
        order: id,
      }),
    ),
    ...desk.decisions.map(({ t, instrument, outcome, voices }) =>
      found(
        'decision',
        `${instrument} ${timeText(t)}`,
        `${outcome}; ${voices.map(({ agent }) => agent).join(', ')}`,
        desk.swarm === undefined ? 'trading' : 'swarm',
        { instrument, decision: String(t) },
      ),
    ),
    ...records.audit.map(({ sequence, actor, door, what, reason, outcome }) =>
      found('act', `${sequence} ${what}`, `${actor} by ${door}: ${reason}${outcome}`, 'audit', {
        entry: String(sequence),
      }),
    ),
    ...desk.journal.map(({ sequence, kind, text }) =>
      found('event', `${sequence} ${kind}`, text, 'trading', { journal: String(sequence) }),
    ),
    ...records.settings.map(({ key, value, meaning }) =>
      found('setting', key, `${JSON.stringify(value)}. ${meaning}`, 'settings', { words: key }),
    ),
  ]
}

/** Those that have every word typed, the best of each kind first; kinds keep their order. */
export function search(index: readonly Found[], typed: string): readonly Found[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return index.filter(({ kind }) => kind === 'page')
  const scored = index.flatMap((each) => {
    const score = scoreOf(each, words)
    return score === 0 ? [] : [{ each, score }]
  })
  const kinds = [...new Set(scored.map(({ each }) => each.kind))]
  return kinds.flatMap((kind) =>
    scored
      .filter(({ each }) => each.kind === kind)
      .sort((a, b) => b.score - a.score)
      .slice(0, perKindMax)
      .map(({ each }) => each),
  )
}

/** 0 where a word is missing; more the nearer words stand to the beginning of the title. */
function scoreOf({ kind, title, said }: Found, words: readonly string[]): number {
  const [head, rest] = [title.toLowerCase(), `${kind} ${said}`.toLowerCase()]
  let score = 0
  for (const word of words) {
    const at = head.indexOf(word)
    if (at === 0) score += head === word ? 8 : 4
    else if (at > 0) score += 2
    else if (rest.includes(word)) score += 1
    else return 0
  }
  return score
}

function namesOfAgents({ desk, swarm }: DeskSnapshot): readonly string[] {
  const told = swarm?.agents.map(({ agent }) => agent) ?? []
  return [...new Set([...told, ...desk.agents])]
}

function found(
  kind: string,
  title: string,
  said: string,
  page: string,
  words: Found['words'] = {},
): Found {
  return { kind, title, said, page, words }
}
