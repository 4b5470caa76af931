import { writeFileSync } from 'node:fs'
import type { VectorIndex, VectorMatch } from '../src/memory/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { type Agreement, besidePeer } from './beside-peer.ts'
import { quantileOf, timed } from './measure.ts'
import type { LinePeer } from './peers/line-peer.ts'
import { dimensions, type MadeVectors, vectorAt } from './recall-data.ts'

/** Matches asked for. */
export const k = 10

export type Search = (index: VectorIndex, query: Float32Array) => readonly VectorMatch[]

/** An index over vectors that were made. */
export type Scene = {
  readonly size: BenchSize
  readonly made: MadeVectors
  readonly index: VectorIndex
  /** Seconds that adding and linking took, entry by entry. */
  readonly addSeconds: number
}

/** What a row is called and says beside its figures. */
export type Told = Pick<BenchRow, 'name'> & { readonly goal: string; readonly note: string }

/** Who it is measured beside. */
type Rival = {
  readonly name: string
  /** A peer that is exact must find what we find. */
  readonly isExact: boolean
  readonly open: (folder: string) => Promise<LinePeer | string>
  /** Asked once, before anything is timed. */
  readonly tell?: (peer: LinePeer) => Promise<void>
}

/** The time of the query in the middle, ours and the peer's, by turns. */
export async function besideIndex(
  { size, made, index }: Scene,
  search: Search,
  told: Told,
  rival: Rival,
): Promise<BenchRow> {
  const all: number[] = []
  const row = await besidePeer({
    size,
    isFullOnly: true,
    row: { ...told, unit: 'ms p50', hash: hashOf(index, made, search) },
    peerName: rival.name,
    open: (folder) => openOn(made, folder, rival.open),
    agree: async (peer) => {
      await rival.tell?.(peer)
      return agreementOf(rival, exactAnswersOf(index, made), peer)
    },
    ours: () => {
      const seconds = secondsOf(index, made, search, 1)
      all.push(...seconds)
      return quantileOf(seconds, 0.5)
    },
    theirs: (peer) => peer.seconds(),
    amount: 1,
    timesPerSecond: 1_000,
    pairs: 15,
    warmUps: 2,
  })
  return { ...row, note: `${told.note}; ${speedOf(all)}; ${dataOf(made)}` }
}

/** The same with no peer that could do it. */
export function ownRow({ size, made, index }: Scene, search: Search, told: Told): BenchRow {
  const rounds = size === 'full' ? 16 : 1
  const seconds = secondsOf(index, made, search, rounds)
  // The first rounds warm up.
  const warm = seconds.slice(Math.floor(rounds / 8) * (seconds.length / rounds))
  return {
    ...told,
    value: 1e3 * quantileOf(warm, 0.5),
    unit: 'ms p50',
    peer: 'nothing: the goal is a time',
    ratio: null,
    hash: hashOf(index, made, search),
    status: 'measured',
    spread: [1e3 * quantileOf(warm, 0.1), 1e3 * quantileOf(warm, 0.9)],
    repetitions: warm.length,
    note: `${told.note}; ${speedOf(warm)}; ${dataOf(made)}`,
  }
}

/** Hands the vectors to a peer in files. */
async function openOn(
  { entries, queries }: MadeVectors,
  folder: string,
  open: Rival['open'],
): Promise<LinePeer | string> {
  writeFileSync(`${folder}/entries.f32`, entries)
  writeFileSync(`${folder}/queries.f32`, queries)
  return open(folder)
}

/** Share of the nearest that `search` finds. */
export function recallOf({ index, made }: Scene, search: Search): number {
  return shareFound(exactAnswersOf(index, made), answersOf(index, made, search))
}

/** Four digits of a share. */
export function shown(share: number | undefined): string {
  return share === undefined ? 'unknown' : share.toFixed(4)
}

/** What was searched. */
export function dataOf({ name, entries, queries }: MadeVectors): string {
  return `${entries.length / dimensions} entries, ${queries.length / dimensions} queries, ${name}`
}

async function agreementOf(
  { name, isExact }: Rival,
  wanted: readonly (readonly number[])[],
  peer: LinePeer,
): Promise<Agreement> {
  const { ids } = await peer.ask('answer')
  if (!Array.isArray(ids)) return { wrong: 'the peer gave no ids' }
  const recall = shareFound(wanted, ids)
  // It sums in 32 bits: two that differ in the last of them may change places at the end.
  if (isExact && recall < 0.999) return { wrong: `${name} finds ${recall} of ours` }
  return { peer: `${name}, version ${peer.version}, recall@10 ${shown(recall)}` }
}

function shareFound(wanted: readonly (readonly number[])[], found: readonly unknown[]): number {
  const hits = wanted.map((of, at) => {
    const some: unknown = found[at]
    return Array.isArray(some) ? of.filter((id) => some.includes(id)).length : 0
  })
  return hits.reduce((sum, of) => sum + of, 0) / (k * wanted.length)
}

function secondsOf(
  index: VectorIndex,
  { queries }: MadeVectors,
  search: Search,
  rounds: number,
): number[] {
  const seconds: number[] = []
  for (let round = 0; round < rounds; round += 1)
    for (let place = 0; dimensions * place < queries.length; place += 1) {
      const query = vectorAt(queries, place)
      seconds.push(timed(() => void search(index, query)))
    }
  return seconds
}

function answersOf(index: VectorIndex, { queries }: MadeVectors, search: Search): number[][] {
  return Array.from({ length: queries.length / dimensions }, (_, place) =>
    search(index, vectorAt(queries, place)).map(({ id }) => id),
  )
}

function exactAnswersOf(index: VectorIndex, made: MadeVectors): number[][] {
  return answersOf(index, made, (of, query) => of.searchExactly(query, k))
}

function hashOf(index: VectorIndex, made: MadeVectors, search: Search): string {
  return workHash(JSON.stringify(answersOf(index, made, search)))
}

function speedOf(seconds: readonly number[]): string {
  const sum = seconds.reduce((total, of) => total + of, 0)
  const p99 = (1e3 * quantileOf(seconds, 0.99)).toFixed(2)
  return `p99 ${p99} ms, ${Math.round(seconds.length / sum)} queries/s on one core`
}
