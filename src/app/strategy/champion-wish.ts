import { plainLine } from '../../base/index.ts'
import type { ChampionChanged } from '../../domain/index.ts'
import type { StrategyRegistry, Version } from '../../evolution/index.ts'

/** Why a desk took a version off by itself. */
export type TakenOff = { readonly actor: string; readonly reason: string }

/** Who sits on a desk by its journal, and whom it took off by itself. */
export type SeatedNow = {
  /** Empty for nobody. */
  readonly version: string
  readonly takenOff: ReadonlyMap<string, TakenOff>
}

/** What is to be done for desk and record to agree. */
export type ChampionWish =
  /** The record is to hear that the desk took its champion off. */
  | ({ readonly kind: 'demote'; readonly version: string } & TakenOff)
  /** The desk is to seat whom the record has. */
  | { readonly kind: 'seat'; readonly change: Omit<ChampionChanged, 'kind' | 'ts'> }

/**
 * What differs between a desk and the record of its strategies. Whom the desk took off by itself
 * does not come back, whatever the record says; of everything else the record is the last word.
 *
 * @returns `undefined` when nothing differs.
 */
export function championWish(
  book: StrategyRegistry['book'],
  { version, takenOff }: SeatedNow,
): ChampionWish | undefined {
  const champion = book.champion('strategy')
  const known = champion && takenOff.get(champion.id)
  if (champion !== undefined && known !== undefined)
    return { kind: 'demote', version: champion.id, ...known }
  if (champion?.id === version || (champion === undefined && version === '')) return undefined
  const change = champion === undefined ? gone(book.version(version)) : seated(champion)
  const before = champion && book.previous('strategy')
  const mayReturn = before !== undefined && !takenOff.has(before.id)
  return { kind: 'seat', change: { ...change, before: mayReturn ? before.id : '' } }
}

type Change = Omit<ChampionChanged, 'kind' | 'ts' | 'before'>

function seated({ id, moves }: Version): Change {
  const last = moves.at(-1)
  return { version: id, isPromotion: last?.from !== 'retired', ...byWhom(last) }
}

function gone(version: Version | undefined): Change {
  return { version: '', isPromotion: false, ...byWhom(version?.moves.at(-1)) }
}

/** Never as the desk itself is called: who is called risk in the record is still somebody else. */
function byWhom(move: Version['moves'][number] | undefined): TakenOff {
  return { actor: `record:${move?.actor ?? ''}`, reason: plainLine(move?.reason ?? '', 200) }
}

/** Who sits, told event by event. */
export class SeatedByJournal implements SeatedNow {
  version = ''
  readonly #takenOff = new Map<string, TakenOff>()

  get takenOff(): ReadonlyMap<string, TakenOff> {
    return this.#takenOff
  }

  onChange({ version, actor, reason }: ChampionChanged): void {
    if (actor === 'risk' || actor === 'box') this.takeOff(this.version, { actor, reason })
    else this.#takenOff.delete(version)
    this.version = version
  }

  /** One that cannot sit here. */
  takeOff(version: string, why: TakenOff): void {
    this.#takenOff.set(version, why)
  }
}
