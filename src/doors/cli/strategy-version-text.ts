import { formatTime, micros } from '../../domain/index.ts'
import type { Version } from '../../evolution/index.ts'

/** Digits of an id that people see. */
const shortId = 12

export function shortOf(id: string): string {
  return id.slice(0, shortId)
}

/** One version in a line. */
export function versionLine(version: Version): string {
  const { id, module, author, ts, note } = version
  const kind = module === 'strategy' ? '' : `${module}  `
  const made = formatTime(micros(ts))
  return `${shortOf(id)}  ${kind}${stateWords(version)}  ${made}  ${author}  ${note}`.trimEnd()
}

/** `champion`, `draft, control`. */
export function stateWords({ state, isControl }: Version): string {
  return isControl ? `${state}, control` : state
}

/** All that is known of a version but its source. */
export function versionLines(version: Version): readonly string[] {
  const { id, module, parents, author, cycle, ts, note, moves } = version
  return [
    `${module} ${id}`,
    `  ${stateWords(version)}; made ${formatTime(micros(ts))} by ${author}${cycleWords(cycle)}`,
    ...(parents.length === 0 ? [] : [`  from ${parents.map(shortOf).join(' and ')}`]),
    ...(note === '' ? [] : [`  ${note}`]),
    ...moves.flatMap((move) => [
      `  ${formatTime(micros(move.ts))}  ${move.from} to ${move.to}${cycleWords(move.cycle)}, ${move.actor}: ${move.reason}`,
      ...Object.entries(move.evidence).map(([name, value]) => `    ${name} ${value}`),
    ]),
  ]
}

function cycleWords(cycle: number): string {
  return cycle === 0 ? '' : ` in cycle ${cycle}`
}

/** The ids that `--json` names of those who stand out. */
export function standingJson(versions: readonly Version[]): object {
  const idOf = (isMeant: (version: Version) => boolean): string | null =>
    versions.find((each) => each.module === 'strategy' && isMeant(each))?.id ?? null
  return {
    champion: idOf(({ state }) => state === 'champion'),
    control: idOf(({ isControl }) => isControl),
  }
}
