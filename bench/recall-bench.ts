import { type EntryFilter, VectorIndex } from '../src/memory/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { quantileOf, timed } from './measure.ts'
import { openFaiss, openHnswlib } from './peers/vector-peers.ts'
import {
  clusteredVectors,
  dimensions,
  type MadeVectors,
  structurelessVectors,
  tagsAt,
  vectorAt,
} from './recall-data.ts'
import {
  besideIndex,
  dataOf,
  k,
  ownRow,
  recallOf,
  type Scene,
  type Search,
  shown,
} from './recall-race.ts'

const name = 'memory.recall'

/** Of the peer's graph, as its documentation has it; `ef` as wide as ours. */
const graphPlan = { dimensions, k, efConstruction: 200, ef: 64 }
const graphPeer = 'hnswlib-node, M 16, efConstruction 200, ef 64'

const byGraph: Search = (index, query) => index.search(query, k)

/**
 * The ten nearest of 100,000 vectors of 384 numbers: under filters, by the graph, on vectors with
 * clusters and without any structure; and what it costs to take them in.
 */
export async function memoryRecall(size: BenchSize): Promise<readonly BenchRow[]> {
  const counts = { entries: size === 'full' ? 100_000 : 1_500, queries: size === 'full' ? 200 : 5 }
  const clustered = sceneOf(size, clusteredVectors(counts))
  const rows = [
    await exactRow(clustered, name),
    narrowRow(clustered),
    ...(await graphRows(clustered)),
    rebuildRow(clustered),
    memoryRow(clustered),
  ]
  const structureless = sceneOf(size, structurelessVectors(counts))
  const last = await exactRow(structureless, `${name}.structureless`)
  return [...rows, last, unstructuredGraphRow(structureless)]
}

function sceneOf(size: BenchSize, made: MadeVectors): Scene {
  const index = new VectorIndex(1)
  const addSeconds = timed(() => addAll(index, made))
  return { size, made, index, addSeconds }
}

function addAll(index: VectorIndex, { entries }: MadeVectors): void {
  for (let place = 0; dimensions * place < entries.length; place += 1) {
    index.add(place, vectorAt(entries, place), tagsAt(place))
    index.advance(1)
  }
}

/** As of a time when all was known: the filter that leaves most to look at. */
const everything: EntryFilter = { asOf: Number.MAX_SAFE_INTEGER }

/** Beside the exact index of faiss, which has no filter to evaluate. */
function exactRow(scene: Scene, row: string): Promise<BenchRow> {
  const told = {
    name: row,
    goal: 'p50 < 2.5 ms, p99 < 4 ms, >= 400 queries/s, recall 1',
    note: 'filtered as of a time when all was known, so that every entry is looked at',
  }
  return besideIndex(scene, (index, query) => index.search(query, k, everything), told, {
    name: 'faiss IndexFlatIP, one thread, no filter',
    isExact: true,
    open: (folder) => openFaiss(folder, { dimensions, k }),
  })
}

/** Under every filter at once; no peer here has them all. */
function narrowRow(scene: Scene): BenchRow {
  const asOf = tagsAt(scene.made.entries.length / dimensions / 2).knownAt
  const filter = { instrument: 'instrument 3', regime: 'regime 2', agent: 'agent 9', asOf }
  return ownRow(scene, (index, query) => index.search(query, k, filter), {
    name: `${name}.narrow`,
    goal: 'p50 < 2.5 ms, p99 < 4 ms',
    note: 'one instrument of 18, one regime of 4, one agent of 12, as of half the time',
  })
}

/**
 * Unfiltered, beside the graph of hnswlib; and what it took to build the two, each entry stored,
 * tagged and linked before the next.
 */
async function graphRows(scene: Scene): Promise<readonly BenchRow[]> {
  const { made, index, addSeconds } = scene
  const { graph, recall, linked } = index.standing()
  const measured = shown(recallOf(scene, byGraph))
  const told = {
    name: `${name}.graph`,
    goal: 'p50 < 0.5 ms, >= 2000 queries/s, recall@10 >= 0.99',
    note: `unfiltered, graph ${graph}; recall@10 ${measured}, by its own measure ${shown(recall)}`,
  }
  let built: number | undefined
  const row = await besideIndex(scene, byGraph, told, {
    name: graphPeer,
    isExact: false,
    open: (folder) => openHnswlib(folder, graphPlan),
    tell: async (peer) => {
      built = await peer.seconds('built')
    },
  })
  const count = made.entries.length / dimensions
  const add: BenchRow = {
    name: `${name}.add`,
    value: count / addSeconds,
    unit: 'entries/s',
    peer: row.peer,
    ...(built !== undefined && { peerValue: count / built }),
    ratio: built === undefined ? null : built / addSeconds,
    hash: workHash(`${linked}`),
    status: built === undefined ? 'inconclusive' : 'measured',
    goal: '>= 1500 entries/s',
    note: `stored, tagged and linked one by one, once; the peer has no tags; ${dataOf(made)}`,
  }
  return [row, add]
}

/** The graph thrown away and built again in slices, with queries between them. */
function rebuildRow({ made, index }: Scene): BenchRow {
  const query = vectorAt(made.queries, 0)
  const exact = JSON.stringify(index.searchExactly(query, k))
  const slices: number[] = []
  let asked = 0
  let wrong = 0
  const seconds = timed(() => {
    index.rebuild()
    while (advanced(index, slices) > 0) {
      if (slices.length % 20 !== 0 || index.standing().graph === 'serving') continue
      asked += 1
      if (JSON.stringify(index.search(query, k)) !== exact) wrong += 1
    }
  })
  const [middle, slowest] = [0.5, 1].map((p) => (1e3 * quantileOf(slices, p)).toFixed(1))
  return {
    name: `${name}.rebuild`,
    value: wrong === 0 ? seconds : null,
    unit: 's',
    peer: 'nothing: the goal is a time',
    ratio: null,
    hash: workHash(exact),
    status: wrong === 0 ? 'measured' : 'failed',
    goal: '<= 75 s in the background, queries exact meanwhile',
    note:
      `in slices of 25, of ${middle} ms in the middle, ${slowest} ms at most; ${asked} queries ` +
      `between them, all exact; graph then ${index.standing().graph}; ${dataOf(made)}`,
  }
}

/** Links one slice more, and notes the time. @returns Entries left. */
function advanced(index: VectorIndex, slices: number[]): number {
  let left = 0
  slices.push(timed(() => void (left = index.advance(25))))
  return left
}

function memoryRow({ made, index }: Scene): BenchRow {
  const { bytes, entries } = index.standing()
  const alone = (4 * made.entries.length) / 1e6
  return {
    name: `${name}.memory`,
    value: bytes / 1e6,
    unit: 'MB',
    peer: 'the vectors alone',
    peerValue: alone,
    ratio: alone / (bytes / 1e6),
    hash: workHash(`${entries}`),
    status: 'measured',
    goal: '<= 400 MB',
    note:
      'vectors, codes, columns and graph; resident set of this process, with the vectors twice: ' +
      `${Math.round(process.memoryUsage().rss / 1e6)} MB; ${dataOf(made)}`,
  }
}

/** Unfiltered where a graph would find too few: every entry is looked at. */
function unstructuredGraphRow(scene: Scene): BenchRow {
  const { graph, linked } = scene.index.standing()
  const recall = shown(recallOf(scene, byGraph))
  return ownRow(scene, byGraph, {
    name: `${name}.structureless.unfiltered`,
    goal: 'recall@10 >= 0.99',
    note: `unfiltered, graph ${graph}, ${linked} linked; recall@10 ${recall}`,
  })
}
