import { riskRules } from './risk-rules.ts'

/** A setting that a desk began with and is now asked to be another. */
type Difference = { readonly name: string; readonly was: string | undefined; readonly now: string }

/** How many are named; of more it is said how many. */
const namedMax = 4

/**
 * What a desk that goes on is asked for and did not begin with, as a sentence with the way out;
 * `undefined` where that is nothing. What no setting brings back, of a desk that an older version
 * began, goes on with that version alone.
 *
 * @param asked - As the settings of now have it. @param began - As its journal has it.
 */
export function otherSettings(asked: object, began: object): string | undefined {
  const wanted = flat(asked)
  const recorded = flat(began)
  const all = Object.entries(wanted).flatMap(([name, now]): readonly Difference[] =>
    now === recorded[name] ? [] : [{ name, was: recorded[name], now }],
  )
  if (all.length === 0) return undefined
  const past = all.filter((of) => !canBeSet(of))
  if (past.length === 0)
    return (
      `This desk began with ${listed(all)}; put ${all.length === 1 ? 'it' : 'them'} back, or begin ` +
      'another desk with --desk.'
    )
  return (
    `This desk was begun by an older version, with ${listed(past)}, which no setting of this one ` +
    'brings back; go on with it by that version, or begin another desk with --desk (this one stays ' +
    'whole: it can still be verified, read, backed up and restored).'
  )
}

/** Whether there is a setting that can be what it was. What was not there at all has none. */
function canBeSet({ name, was }: Difference): boolean {
  if (was === undefined) return false
  const [part = '', key = ''] = name.split('.')
  const rule = Object.entries(riskRules).find(([known]) => known === key)?.[1]
  if (part !== 'limits' || rule === undefined) return true
  return rule.schema.safeParse(JSON.parse(was)).success
}

function listed(all: readonly Difference[]): string {
  const named = all.slice(0, namedMax).map(({ name, was, now }) => {
    const began = was === undefined ? `no ${name}` : `${name} ${was}`
    return `${began} (now ${now})`
  })
  const more = all.length - named.length
  return [...named, ...(more === 0 ? [] : [`${more} more`])].join(', ')
}

/** Nested settings by their dotted names, as text. */
function flat(settings: object, prefix = ''): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [key, value] of Object.entries(settings)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (isBranch) Object.assign(all, flat(value, name))
    else all[name] = typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
  }
  return all
}
